import { AbiCoder, getAddress, keccak256, toBeHex, zeroPadValue } from "ethers";
import { DidimError } from "../../errors/error.ts";

/** As `ValidatorSet.MAX_VALIDATORS`. */
const MOST = 64;
/** Where `ValidatorSet` keeps the set: its length here, its members from keccak256 of this on (docs/storage.md). */
const LENGTH_SLOT = 0n;
const FIRST_SLOT = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256"], [LENGTH_SLOT])));

/** The slots of a `ValidatorSet` of so many validators: first that of their number, then those of the validators. */
export function validatorSlots(validators: number): readonly string[] {
  const members = Array.from({ length: validators }, (_, index) => toBeHex(FIRST_SLOT + BigInt(index), 32));
  return [toBeHex(LENGTH_SLOT, 32), ...members];
}

/**
 * All that a `ValidatorSet` holds before its first change, slot by slot, as a genesis lists it: there no constructor runs that would
 * refuse a bad set, so it is refused here. Throws `registry.validators`.
 */
export function validatorStorage(validators: readonly string[]): Readonly<Record<string, string>> {
  const set = checked(validators);
  const words = [toBeHex(set.length, 32), ...set.map((validator) => zeroPadValue(validator, 32))];
  return Object.fromEntries(validatorSlots(set.length).map((slot, index) => [slot, words[index] ?? ""]));
}

function checked(validators: readonly string[]): string[] {
  const count = validators.length;
  if (count === 0 || count > MOST) throw refused(`there must be 1 to ${MOST} of them, not ${count}`);
  const set = validators.map((validator) => validator.toLowerCase());
  const wrong = set.find((validator) => !/^0x[0-9a-f]{40}$/.test(validator) || /^0x0+$/.test(validator));
  if (wrong !== undefined) throw refused(`${wrong} is no address`);
  const twice = set.find((validator, index) => set.indexOf(validator) !== index);
  if (twice !== undefined) throw refused(`${getAddress(twice)} is there twice`);
  return set;
}

function refused(why: string): DidimError {
  return new DidimError("registry.validators", `These cannot be the validators: ${why}.`, { why });
}
