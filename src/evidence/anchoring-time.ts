import { storageRootOf } from "../chain/state/account.ts";
import { anchoredIn, anchoredSlot } from "../storage/evidence-log.ts";
import { slotValue } from "../storage/slots.ts";
import type { TrustAnchor } from "../trust-anchor/anchor.ts";
import { pinnedAt } from "../trust-anchor/pins.ts";
import { type SealedBlock, sealedBlock } from "../trust-anchor/seals/sealed.ts";
import type { Staple } from "../trust-anchor/staple/staple.ts";

/**
 * When a root was first anchored in the EvidenceLog, in seconds; 0 if it was not anchored by the staple's block.
 *
 * @param options The `anchor`, which pins the EvidenceLog; the `staple` of a block; and `now`, in seconds.
 * @throws `facts.proof-*` if the staple does not prove it.
 */
export function anchoredAt(
  root: string,
  { anchor, staple, now }: { anchor: TrustAnchor; staple: Staple; now: number },
): { readonly time: number; readonly block: SealedBlock } {
  const block = sealedBlock(staple, anchor, now);
  const { nodes } = staple;
  const log = storageRootOf(block.stateRoot, pinnedAt(anchor, "EvidenceLog", block.time), nodes);
  return { time: anchoredIn(slotValue(log, anchoredSlot(root), nodes)), block };
}
