import { DidimError } from "../../errors/error.ts";
import type { TrustAnchor } from "../anchor.ts";
import type { Staple } from "../staple/staple.ts";
import { vouchersOf } from "./sealed.ts";
import { nameOf } from "./signer.ts";

/**
 * How many different seals, or checkpoint signatures, the staples of one answer may have: sixteen blocks with sixteen
 * seals each, or four blocks with the largest set of validators. Recovering their signers takes 0.3 s without the
 * optional packages (docs/proofs.md).
 */
export const MAX_SEALS = 256;

/**
 * Throws `facts.proof-too-many-seals` before any of them is verified. The same seal in several staples counts once.
 * Seals verified earlier count too, so that the result does not depend on earlier calls. Throws `facts.proof-*` for an
 * invalid header.
 */
export function checkEffort(staples: readonly Staple[], anchor: TrustAnchor): void {
  const names = staples.flatMap((staple) => vouchersOf(staple, anchor).map(nameOf));
  const seals = new Set(names.filter((name) => name !== undefined)).size;
  if (seals <= MAX_SEALS) return;
  const message = `The proofs of one answer bear at most ${MAX_SEALS} different seals: prove its credentials together, as of one block.`;
  throw new DidimError("facts.proof-too-many-seals", message, { seals, most: MAX_SEALS });
}
