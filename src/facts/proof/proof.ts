import type { Facts } from "../facts.ts";
import { storageRootOf } from "./account.ts";
import type { ProvedRegistry, TrustAnchor } from "./anchor.ts";
import { pinnedAt } from "./pins.ts";
import { recordsOf, type SlotReader } from "./records.ts";
import { type SealedBlock, sealedBlock } from "./sealed.ts";
import { slotValue } from "./slots.ts";
import type { Staple } from "./staple.ts";
import { bagOf, type NodeBag } from "./trie.ts";

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
      const block = sealedBlock(staple, anchor, clock.now());
      const { number, time, hash } = block;
      const read = readerOf(block, anchor, bagOf(staple.nodes));
      return {
        asOf: { chainId: anchor.chainId, block: number, time, hash },
        records: queries.map((query) => recordsOf(query, read)),
      };
    },
  };
}

/** Reads slots of the anchor's registries; each account is looked up once, when it is first needed. */
function readerOf({ stateRoot, time }: SealedBlock, anchor: TrustAnchor, bag: NodeBag): SlotReader {
  const roots = new Map<ProvedRegistry, string>();
  return (registry, slot) => {
    const root = roots.get(registry) ?? storageRootOf(stateRoot, pinnedAt(anchor, registry, time), bag);
    roots.set(registry, root);
    return slotValue(root, slot, bag);
  };
}
