import type { Facts } from "../facts.ts";
import { storageRootOf } from "./account.ts";
import { checkSealed, type ProvedRegistry, type TrustAnchor } from "./anchor.ts";
import { readHeader } from "./header.ts";
import { recordsOf, type SlotReader } from "./records.ts";
import { slotValue } from "./slots.ts";
import { bagOf, type NodeBag } from "./trie.ts";

/** What is brought to a verifier: a sealed header, and trie nodes of that block's state in any order. */
export interface Staple {
  /** RLP, with its seals. */
  readonly header: Uint8Array;
  readonly nodes: readonly Uint8Array[];
}

/**
 * Facts from a staple: no network, and no trust in whoever brought it.
 *
 * @param options the `anchor` that the verifier knows beforehand; the `staple`; and the verifier's `clock`, in seconds, best a SealedClock.
 * @returns A source that throws DidimError `facts.proof-*` when the staple does not prove what is asked.
 */
export function proof(options: { anchor: TrustAnchor; staple: Staple; clock: { now(): number } }): Facts {
  const { anchor, staple, clock } = options;
  return {
    source: "proof",
    async lookup(queries) {
      const header = readHeader(staple.header);
      checkSealed(header, anchor, clock.now());
      const read = readerOf(header.stateRoot, anchor, bagOf(staple.nodes));
      return {
        asOf: { chainId: anchor.chainId, block: header.number, time: header.time, hash: header.hash },
        records: queries.map((query) => recordsOf(query, read)),
      };
    },
  };
}

/** Reads slots of the anchor's registries; each account is looked up once, when it is first needed. */
function readerOf(stateRoot: string, { registries }: TrustAnchor, bag: NodeBag): SlotReader {
  const roots = new Map<ProvedRegistry, string>();
  return (registry, slot) => {
    const root = roots.get(registry) ?? storageRootOf(stateRoot, registries[registry], bag);
    roots.set(registry, root);
    return slotValue(root, slot, bag);
  };
}
