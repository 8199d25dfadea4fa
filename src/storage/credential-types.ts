import type { TermRecord, TypeRecord } from "../records/records.ts";
import { flagsIn } from "../records/type-flags.ts";
import { addressIn, numberIn, packed, wordOf } from "./packed.ts";
import { at, hexWord, type SlotWord } from "./slots.ts";

/** The slot numbers of CredentialTypes' variables. */
export const CREDENTIAL_TYPES = {
  types: 0n,
  authorities: 1n,
  schemaHashOf: 2n,
  typeOfDoctype: 3n,
  stolenSince: 4n,
  successorOf: 5n,
  retirementDecidedAt: 6n,
} as const;

/** ICredentialTypes.CredentialType. */
export const TYPE = packed({ authority: 160, registered: 40, retired: 40, epochs: 8, flags: 8 });

/** ICredentialTypes.AuthorityEpoch, a term of office. */
export const TERM = packed({ authority: 160, from: 40, until: 40, reason: 8 });

/** Everything stored of a type. */
export interface TypeState {
  readonly registered: number;
  readonly retired: number;
  /** When the present retirement was decided, in seconds since 1970; 0: the type is not retired. */
  readonly retirementDecidedAt: number;
  /** The flags as a byte: see records/type-flags.ts. */
  readonly flags: number;
  readonly authority: string;
  readonly schemaHash: string;
  readonly doctypeId?: string;
  /** The DID to which the authority offers the type. */
  readonly successor: string;
  /** Terms of office; empty until the first term has ended. */
  readonly terms: readonly TermState[];
}

export interface TermState {
  readonly authority: string;
  readonly from: number;
  readonly until: number;
  /** ICredentialTypes.AuthorityReason. */
  readonly reason: number;
  /** From when to the end of this term a thief acted for the type, in seconds since 1970; 0: never. */
  readonly stolenSince: number;
}

/** The slot of the type's own record. */
export const typeSlot = (typeId: string): string => at(typeId, CREDENTIAL_TYPES.types);

/** The slot of the term of office with this index, counted from 0. The first is written when it ends. */
export const termSlot = (typeId: string, index: number): string =>
  at(BigInt(index), at(typeId, CREDENTIAL_TYPES.authorities));

/** The slot of the type to which a doctype belongs. */
export const doctypeSlot = (doctypeId: string): string => at(doctypeId, CREDENTIAL_TYPES.typeOfDoctype);

/** All slots of a type. */
export function* typeSlots(typeId: string, type: TypeState): Generator<SlotWord> {
  yield [typeSlot(typeId), typeWord(type)];
  for (const [i, term] of type.terms.entries()) {
    yield [termSlot(typeId, i), termWord(term)];
    yield [at(BigInt(i), at(typeId, CREDENTIAL_TYPES.stolenSince)), BigInt(term.stolenSince)];
  }
  yield [at(typeId, CREDENTIAL_TYPES.schemaHashOf), BigInt(type.schemaHash)];
  if (type.doctypeId !== undefined) yield [doctypeSlot(type.doctypeId), BigInt(typeId)];
  yield [at(typeId, CREDENTIAL_TYPES.successorOf), BigInt(type.successor)];
  yield [at(typeId, CREDENTIAL_TYPES.retirementDecidedAt), BigInt(type.retirementDecidedAt)];
}

export function typeWord(type: Pick<TypeState, "authority" | "registered" | "retired" | "flags" | "terms">): bigint {
  const { authority, registered, retired, flags, terms } = type;
  return wordOf(TYPE, { authority, registered, retired, epochs: Math.max(1, terms.length), flags });
}

/** Undefined if there is no such type. */
export function typeIn(word: bigint): Omit<TypeRecord, "authorityDeactivated"> | undefined {
  const registered = numberIn(word, TYPE.registered);
  if (registered === 0) return undefined;
  return {
    registered,
    retired: numberIn(word, TYPE.retired),
    ...flagsIn(numberIn(word, TYPE.flags)),
    authority: addressIn(word, TYPE.authority),
  };
}

/** The number of terms of office, from a type's record. */
export const termCountIn = (word: bigint): number => numberIn(word, TYPE.epochs);

export const termWord = ({ authority, from, until, reason }: Omit<TermState, "stolenSince">): bigint =>
  wordOf(TERM, { authority, from, until, reason });

export function termIn(word: bigint): Omit<TermRecord, "deactivated"> {
  return {
    authority: addressIn(word, TERM.authority),
    from: numberIn(word, TERM.from),
    until: numberIn(word, TERM.until),
  };
}

/** The type to which a doctype belongs; undefined if none. */
export const typeIdIn = (word: bigint): string | undefined => (word === 0n ? undefined : hexWord(word));
