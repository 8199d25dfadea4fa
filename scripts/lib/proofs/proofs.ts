import {
  type Clock,
  type Facts,
  type Prover,
  parseCheckpoint,
  proof,
  proofOverRpc,
  prover,
  type Registry,
} from "../../../src/index.ts";
import { anchorIn } from "../credentials/evidence.ts";
import { blockNamed, inputText } from "../terminal/values.ts";

/** Proofs by the node; on a chain without seals those of the block that a checkpoint's file is of. */
export function proverOver({ rpc, addresses }: Registry, checkpoint?: string): Prover {
  const registries = addresses.contracts;
  if (checkpoint === undefined) return prover({ rpc, registries });
  const { block, signatures } = parseCheckpoint(inputText(checkpoint));
  return prover({ rpc, registries, block: { hash: block.hash }, sign: async () => signatures });
}

export interface ProofOptions {
  readonly anchor?: string;
  readonly prove?: true;
  readonly checkpoint?: string;
  /** A block of the past that the verifier chose, by its number or hash. */
  readonly pin?: string;
}

/** Facts by an anchor's file: from what holders stapled, with no network; or from a node that must prove its answers. */
export function provedFacts(
  anchorFile: string,
  { prove, checkpoint, pin }: ProofOptions,
  { clock, registry }: { readonly clock: Clock; readonly registry: () => Promise<Registry> },
): Facts {
  const anchor = anchorIn(anchorFile);
  const block = pin === undefined ? undefined : blockNamed(pin);
  if (prove !== true) return proof({ anchor, clock, ...(block !== undefined && { pin: [block] }) });
  // Connected only when it is asked: a registry out of reach is for the verdict to tell.
  const node: Prover = {
    prove: async (groups, options) => proverOver(await registry(), checkpoint).prove(groups, options),
  };
  return proofOverRpc({ prover: node, anchor, clock, ...(block !== undefined && { block }) });
}
