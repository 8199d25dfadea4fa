import { bits } from "../../registry/words.ts";
import { storageRootOf } from "./account.ts";
import type { TrustAnchor } from "./anchor.ts";
import { pinnedAt } from "./pins.ts";
import { type SealedBlock, sealedBlock } from "./sealed.ts";
import { anchoredSlot, slotValue } from "./slots.ts";
import type { Staple } from "./staple.ts";

/**
 * When a root was first anchored in the EvidenceLog: seconds; 0 if it had not been by this block.
 *
 * @param options the `anchor`, which pins the EvidenceLog; the `staple` of a block; and `now`, seconds.
 * @throws `facts.proof-*` if the staple does not prove it.
 */
export function anchoredAt(
  root: string,
  { anchor, staple, now }: { anchor: TrustAnchor; staple: Staple; now: number },
): { readonly time: number; readonly block: SealedBlock } {
  const block = sealedBlock(staple, anchor, now);
  const { nodes } = staple;
  const log = storageRootOf(block.stateRoot, pinnedAt(anchor, "EvidenceLog", block.time), nodes);
  return { time: Number(bits(slotValue(log, anchoredSlot(root), nodes), 0, 40)), block };
}
