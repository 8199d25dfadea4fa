import { checksumAddress } from "../../did/address.ts";
import { DidimError } from "../../errors/error.ts";
import { hexWord } from "../../storage/slots.ts";
import { validatorsOf } from "../../storage/validator-set.ts";

/** As `ValidatorSet.MAX_VALIDATORS`. */
const MOST = 64;

/**
 * The initial storage of a `ValidatorSet`, slot by slot, for a genesis file. A genesis runs no constructor that could
 * refuse a bad set, so this function refuses it. Throws `registry.validators`.
 */
export function validatorStorage(validators: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...validatorsOf(checked(validators))].map(([slot, word]) => [slot, hexWord(word)]));
}

function checked(validators: readonly string[]): string[] {
  const count = validators.length;
  if (count === 0 || count > MOST) throw refused(`there must be 1 to ${MOST} of them, not ${count}`);
  const set = validators.map((validator) => validator.toLowerCase());
  const wrong = set.find((validator) => !/^0x[0-9a-f]{40}$/.test(validator) || /^0x0+$/.test(validator));
  if (wrong !== undefined) throw refused(`${wrong} is no address`);
  const twice = set.find((validator, index) => set.indexOf(validator) !== index);
  if (twice !== undefined) throw refused(`${checksumAddress(twice)} is there twice`);
  return set;
}

function refused(why: string): DidimError {
  return new DidimError("registry.validators", `These cannot be the validators: ${why}.`, { why });
}
