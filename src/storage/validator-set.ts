import { ADDRESS, addressIn } from "./packed.ts";
import { baseSlot, elementAt, type Held } from "./slots.ts";

/** Where ValidatorSet has its variables: the set's length, and from keccak256 of that on its members. */
export const VALIDATOR_SET = { validators: 0n } as const;

/** How many there are. */
export const validatorCountSlot = (): string => baseSlot(VALIDATOR_SET.validators);

/** The validator numbered `index` from 0. */
export const validatorSlot = (index: bigint): string => elementAt(validatorCountSlot(), index);

/** The slots of so many validators: first that of their number, then those of the validators. */
export const validatorSlots = (validators: number): readonly string[] => [
  validatorCountSlot(),
  ...Array.from({ length: validators }, (_, index) => validatorSlot(BigInt(index))),
];

/** All that a set takes before its first change. */
export function* validatorsOf(validators: readonly string[]): Generator<Held> {
  yield [validatorCountSlot(), BigInt(validators.length)];
  for (const [i, validator] of validators.entries()) yield [validatorSlot(BigInt(i)), BigInt(validator)];
}

/** Lower-case; undefined for what is no address, and for address 0. */
export const validatorIn = (word: bigint): string | undefined =>
  word === 0n || word >> 160n !== 0n ? undefined : addressIn(word, ADDRESS);
