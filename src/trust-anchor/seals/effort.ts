import { DidimError } from "../../errors/error.ts";
import type { TrustAnchor } from "../anchor.ts";
import type { Staple } from "../staple/staple.ts";
import { vouchersOf } from "./sealed.ts";
import { nameOf } from "./signer.ts";

/**
 * How many different seals, or signatures of checkpoints, the staples of one answer may bear: sixteen blocks with sixteen seals each, or four blocks that are sealed by
 * as many validators as there can be. To recover their signers takes 0.3 s without the optional packages (docs/proofs.md).
 */
export const MAX_SEALS = 256;

/**
 * Throws `facts.proof-too-many-seals` before the first of them is looked at. What is the same in several staples counts once; and what was looked at before counts,
 * too, so that the answer does not depend on what came before it. Throws `facts.proof-*` for what is no header.
 */
export function checkEffort(staples: readonly Staple[], anchor: TrustAnchor): void {
  const names = staples.flatMap((staple) => vouchersOf(staple, anchor).map(nameOf));
  const seals = new Set(names.filter((name) => name !== undefined)).size;
  if (seals <= MAX_SEALS) return;
  const message = `The proofs of one answer bear at most ${MAX_SEALS} different seals: prove its credentials together, as of one block.`;
  throw new DidimError("facts.proof-too-many-seals", message, { seals, most: MAX_SEALS });
}
