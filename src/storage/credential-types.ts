import type { TermRecord, TypeRecord } from "../records/records.ts";
import { flagsIn } from "../records/type-flags.ts";
import { addressIn, numberIn, packed, wordOf } from "./packed.ts";
import { at, type Held, hexWord } from "./slots.ts";

/** Where CredentialTypes has its variables. */
export const CREDENTIAL_TYPES = {
  types: 0n,
  authorities: 1n,
  schemaHashOf: 2n,
  typeOfDoctype: 3n,
  stolenSince: 4n,
  successorOf: 5n,
} as const;

/** ICredentialTypes.CredentialType. */
export const TYPE = packed({ authority: 160, registered: 40, retired: 40, epochs: 8, flags: 8 });

/** ICredentialTypes.AuthorityEpoch: a term of office. */
export const TERM = packed({ authority: 160, from: 40, until: 40, reason: 8 });

/** What is stored of a type. */
export interface TypeState {
  readonly registered: number;
  readonly retired: number;
  /** The byte of its flags: records/type-flags.ts. */
  readonly flags: number;
  readonly authority: string;
  readonly schemaHash: string;
  readonly doctypeId?: string;
  /** To whom the authority offers it. */
  readonly successor: string;
  /** Terms of office, once the first has ended. */
  readonly terms: readonly TermState[];
}

export interface TermState {
  readonly authority: string;
  readonly from: number;
  readonly until: number;
  /** ICredentialTypes.AuthorityReason. */
  readonly reason: number;
  /** Since when a thief acted for the type, up to the end of this term; 0: none did. */
  readonly stolenSince: number;
}

/** The type's own record. */
export const typeSlot = (typeId: string): string => at(typeId, CREDENTIAL_TYPES.types);

/** The term of office numbered `index` from 0. The first is there once it has ended. */
export const termSlot = (typeId: string, index: number): string =>
  at(BigInt(index), at(typeId, CREDENTIAL_TYPES.authorities));

/** Which type a doctype belongs to. */
export const doctypeSlot = (doctypeId: string): string => at(doctypeId, CREDENTIAL_TYPES.typeOfDoctype);

/** All that a type takes. */
export function* typeSlots(typeId: string, type: TypeState): Generator<Held> {
  yield [typeSlot(typeId), typeWord(type)];
  for (const [i, term] of type.terms.entries()) {
    yield [termSlot(typeId, i), termWord(term)];
    yield [at(BigInt(i), at(typeId, CREDENTIAL_TYPES.stolenSince)), BigInt(term.stolenSince)];
  }
  yield [at(typeId, CREDENTIAL_TYPES.schemaHashOf), BigInt(type.schemaHash)];
  if (type.doctypeId !== undefined) yield [doctypeSlot(type.doctypeId), BigInt(typeId)];
  yield [at(typeId, CREDENTIAL_TYPES.successorOf), BigInt(type.successor)];
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

/** Out of a type's record: how many terms of office there have been. */
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

/** Which type a doctype belongs to; undefined if none has it. */
export const typeIdIn = (word: bigint): string | undefined => (word === 0n ? undefined : hexWord(word));
