import type { PinnedContract } from "../chain/state/account.ts";
import { DidimError } from "../errors/error.ts";
import type { PinnedName, TrustAnchor } from "./anchor.ts";

/**
 * The contract that had this name in a block of this time (seconds since 1970), as far as the anchor knows. Throws
 * `facts.proof-not-pinned`, `facts.proof-registry-distrusted`, `facts.proof-registry-ended`, and
 * `facts.proof-registry-later`: a replacement may not have held the replaced registry's data then, or any at all.
 */
export function pinnedAt({ registries }: TrustAnchor, name: PinnedName, time: number): PinnedContract {
  const pin = registries[name];
  if (pin === undefined) {
    throw new DidimError("facts.proof-not-pinned", `The trust anchor knows no ${name}: install one that does.`, {
      name,
    });
  }
  const { address, from, until, distrusted } = pin;
  if (distrusted) {
    const message = `The council declared that nothing this ${name} said is to be relied on.`;
    throw new DidimError("facts.proof-registry-distrusted", message, { name, address });
  }
  if (from !== undefined && time < from) {
    const message = `The block is older than the ${name} that the trust anchor knows: a newer block is needed.`;
    throw new DidimError("facts.proof-registry-later", message, { name, address, from, time });
  }
  if (until !== undefined && time >= until) {
    const message = `The council ended this ${name} before the block: advance the trust anchor.`;
    throw new DidimError("facts.proof-registry-ended", message, { name, address, until, time });
  }
  return pin;
}
