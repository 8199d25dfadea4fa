import { DidimError } from "../errors/error.ts";
import { validatorCountSlot, validatorIn, validatorSlot } from "../storage/validator-set.ts";
import { MAX_SEALERS } from "./anchor.ts";

/** Seconds; the number of changes within them is limited, as in `ValidatorSet.WINDOW`. */
const WINDOW = 86_400;

/**
 * The validators that seal the next block, lower-case addresses, as a ValidatorSet stores them (docs/storage.md).
 * `read` reads a slot. Throws `facts.proof-bad-validators` for a set that the contract never stores; a genesis file
 * could contain one.
 */
export function validatorsIn(read: (slot: string) => bigint): readonly string[] {
  const count = read(validatorCountSlot());
  if (count === 0n || count > MAX_SEALERS) throw refused(`there are ${count} of them`);
  const validators = Array.from({ length: Number(count) }, (_, i) => validatorIn(read(validatorSlot(BigInt(i)))));
  if (!validators.every((each) => each !== undefined)) throw refused("one is no address");
  if (new Set(validators).size !== validators.length) throw refused("one is there twice");
  return validators;
}

/**
 * How many changes a set of `size` validators can undergo in this many seconds. Within any WINDOW there are at most
 * max(1, ⌊n/3⌋), where n is the size at its start (docs/registries/validator-set.md); earlier changes may have
 * increased n.
 */
export function mostChanges(size: number, seconds: number): number {
  let changes = 0;
  for (let left = seconds, n = size; left > 0; left -= WINDOW) {
    const more = Math.max(1, Math.floor(n / 3));
    changes += more;
    n = Math.min(MAX_SEALERS, n + more);
  }
  return changes;
}

/** The least number of changes (additions and removals) between two sets. */
export function changesBetween(one: readonly string[], other: readonly string[]): number {
  const missing = (from: readonly string[], to: readonly string[]) => from.filter((each) => !to.includes(each)).length;
  return missing(one, other) + missing(other, one);
}

function refused(why: string): DidimError {
  return new DidimError("facts.proof-bad-validators", `The state names validators that none can have: ${why}.`, {
    why,
  });
}
