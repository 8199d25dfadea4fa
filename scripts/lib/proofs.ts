import {
  type Clock,
  type Facts,
  type Prover,
  parseCheckpoint,
  proof,
  proofOverRpc,
  prover,
  type Registry,
} from "../../src/index.ts";
import { anchorIn } from "./evidence.ts";
import { inputText } from "./values.ts";

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
}

/** Facts by an anchor's file: from what holders stapled, with no network; or from a node that must prove its answers. */
export function provedFacts(
  anchorFile: string,
  { prove, checkpoint }: ProofOptions,
  { clock, registry }: { readonly clock: Clock; readonly registry: () => Promise<Registry> },
): Facts {
  const anchor = anchorIn(anchorFile);
  if (prove !== true) return proof({ anchor, clock });
  return {
    source: "proof",
    lookup: async (queries) =>
      proofOverRpc({ prover: proverOver(await registry(), checkpoint), anchor, clock }).lookup(queries),
  };
}
