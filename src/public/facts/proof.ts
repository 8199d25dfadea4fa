/** Facts from proofs: no trusted node, and no network if proofs are stapled. No logic. */
export { NodeBag } from "../../chain/state/node-bag.ts";
export { createProvedRpcFacts, type ProvedRpcFactsOptions } from "../../facts/proof/over-rpc.ts";
export { createProofFacts, type ProofOptions } from "../../facts/proof/proof.ts";
export {
  createProver,
  type ProofPart,
  type ProveOptions,
  type Prover,
  type ProverOptions,
} from "../../facts/proof/prover.ts";
export { stapleClaim } from "../../facts/proof/staple-claim.ts";
export type { RawNames } from "../../records/names.ts";
export { decodeStaple, encodeStaple, mergeStaples, type Staple } from "../../trust-anchor/staple/staple.ts";
