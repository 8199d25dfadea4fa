import { createProofFacts, createProvedRpcFacts, createProver, type Prover } from "../../../src/public/facts/proof.ts";
import type { Facts } from "../../../src/public/facts.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { Clock } from "../../../src/public/verifier.ts";
import { anchorIn, checkpointIn } from "../credentials/evidence.ts";
import { blockNamed } from "../terminal/input/values.ts";

/** Makes proofs with the node; on a chain without seals, as of the block in a checkpoint file. */
export function proverOver({ rpc, addresses }: Registry, checkpoint?: string): Prover {
  const registries = addresses.contracts;
  if (checkpoint === undefined) return createProver({ rpc, registries });
  const { block, signatures } = checkpointIn(checkpoint);
  return createProver({ rpc, registries, block: { hash: block.hash }, sign: async () => signatures });
}

export interface ProofOptions {
  readonly anchor?: string;
  readonly prove?: true;
  readonly checkpoint?: string;
  /** A past block that the verifier chose, by number or hash. */
  readonly pin?: string;
}

/**
 * Facts verified against an anchor file: from staples of holders, without network, or from a node that must prove its
 * answers.
 */
export function provedFacts(
  anchorFile: string,
  { prove, checkpoint, pin }: ProofOptions,
  { clock, registry }: { readonly clock: Clock; readonly registry: () => Promise<Registry> },
): Facts {
  const anchor = anchorIn(anchorFile);
  const block = pin === undefined ? undefined : blockNamed(pin);
  if (prove !== true) return createProofFacts({ anchor, clock, ...(block !== undefined && { pin: [block] }) });
  // Connects on the first request, so that an unreachable registry is reported in the verdict.
  const node: Prover = {
    prove: async (groups, options) => proverOver(await registry(), checkpoint).prove(groups, options),
  };
  return createProvedRpcFacts({ prover: node, anchor, clock, ...(block !== undefined && { block }) });
}
