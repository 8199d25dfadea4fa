import { ADDRESS, addressIn } from "./packed.ts";
import { baseSlot, elementAt, type SlotWord } from "./slots.ts";

/**
 * The slot numbers of ValidatorSet's variables. The slot has the number of validators; the validators begin at
 * keccak256 of the slot.
 */
export const VALIDATOR_SET = { validators: 0n } as const;

/** The slot with the number of validators. */
export const validatorCountSlot = (): string => baseSlot(VALIDATOR_SET.validators);

/** The slot of the validator with this index, counted from 0. */
export const validatorSlot = (index: bigint): string => elementAt(validatorCountSlot(), index);

/** The slots of a set of validators: first that of their number, then theirs. */
export const validatorSlots = (validators: number): readonly string[] => [
  validatorCountSlot(),
  ...Array.from({ length: validators }, (_, index) => validatorSlot(BigInt(index))),
];

/** All slots of a set before its first change. */
export function* validatorsOf(validators: readonly string[]): Generator<SlotWord> {
  yield [validatorCountSlot(), BigInt(validators.length)];
  for (const [i, validator] of validators.entries()) yield [validatorSlot(BigInt(i)), BigInt(validator)];
}

/** Lower case; undefined for the zero address and for what is no address. */
export const validatorIn = (word: bigint): string | undefined =>
  word === 0n || word >> 160n !== 0n ? undefined : addressIn(word, ADDRESS);
