import { ZERO_ADDRESS } from "../../../did/address.ts";
import type { ChainReader, TermReader } from "../../../records/chain.ts";
import type { Names } from "../../../records/names.ts";
import type { EpochRecord, KeyRecord } from "../../../records/records.ts";
import type { FreezeState, StoredAccreditation, StoredNames } from "../../../storage/accreditations.ts";
import type { TermState, TypeState } from "../../../storage/credential-types.ts";
import type { IdentityState } from "../../../storage/did-registry.ts";
import { Journal } from "../journal.ts";
import type { StatusWords } from "./status-words.ts";

/** Keys and epochs are frozen, so that a checked one need not be checked again (facts/checked.ts). */
export interface KeyState {
  readonly record: KeyRecord;
  /** Where the document lists it, or listed it last. */
  readonly position: number;
}

export interface AccreditationState extends StoredAccreditation {
  readonly names: readonly NamesState[];
}

/** The names, frozen, beside the bytes as stored. */
export interface NamesState extends StoredNames {
  readonly shown: Names;
}

export interface ListState {
  readonly opened: number;
  readonly capacity: number;
  readonly operator: string;
  readonly words: StatusWords;
}

/** A map of maps. Combining both keys into a string would cost more than the look-up. */
export class Table<Second, Value> {
  readonly #rows = new Map<string, Map<Second, Value>>();

  get(first: string, second: Second): Value | undefined {
    return this.#rows.get(first)?.get(second);
  }

  set(first: string, second: Second, value: Value | undefined): void {
    let row = this.#rows.get(first);
    if (row === undefined) {
      row = new Map();
      this.#rows.set(first, row);
    }
    if (value === undefined) row.delete(second);
    else row.set(second, value);
  }

  *entries(): Generator<readonly [string, Second, Value]> {
    for (const [first, row] of this.#rows) {
      for (const [second, value] of row) yield [first, second, value];
    }
  }
}

/**
 * Everything that the registries hold (slots.ts), not only what verification reads. Records are replaced, never changed
 * in place, except status words. Every change goes through a method, so that the journal can undo it.
 */
export class State implements ChainReader<AccreditationState>, TermReader<TypeState> {
  readonly identities = new Map<string, IdentityState>();
  /** By identity, then thumbprint. */
  readonly keys = new Table<string, KeyState>();
  readonly types = new Map<string, TypeState>();
  /** The type of a doctype, by keccak256 of the doctype. */
  readonly doctypes = new Map<string, string>();
  /** By issuer, then type. */
  readonly accreditations = new Table<string, AccreditationState>();
  /** The issuer to whom a certificate is assigned, by type, then SHA-256 of the certificate. */
  readonly anchors = new Table<string, string>();
  /** By type. */
  readonly freezes = new Map<string, FreezeState>();
  /** By issuer, then list number. */
  readonly lists = new Table<number, ListState>();
  readonly journal: Journal;

  constructor(depth: number) {
    this.journal = new Journal(depth);
  }

  isDeactivated(identity: string): boolean {
    return identity === ZERO_ADDRESS || (this.identities.get(identity)?.deactivated ?? false);
  }

  accreditation(holder: string, typeId: string): AccreditationState | undefined {
    return this.accreditations.get(holder, typeId);
  }

  epochCount({ epochs }: AccreditationState): number {
    return epochs.length;
  }

  epoch({ epochs }: AccreditationState, index: number): EpochRecord {
    return known(epochs[index], index);
  }

  names({ names, generation }: AccreditationState): Names | undefined {
    const newest = names.at(-1);
    return newest?.generation === generation ? newest.shown : undefined;
  }

  type(typeId: string): TypeState | undefined {
    return this.types.get(typeId);
  }

  termCount({ terms }: TypeState): number {
    return Math.max(1, terms.length);
  }

  term({ terms }: TypeState, index: number): TermState {
    return known(terms[index], index);
  }

  put<Value>(map: Map<string, Value>, key: string, value: Value): void {
    const old = map.get(key);
    this.journal.record(() => (old === undefined ? map.delete(key) : map.set(key, old)));
    map.set(key, value);
  }

  putIn<Second, Value>(table: Table<Second, Value>, first: string, second: Second, value: Value | undefined): void {
    const old = table.get(first, second);
    this.journal.record(() => table.set(first, second, old));
    table.set(first, second, value);
  }

  putWord(words: StatusWords, word: number, old: Uint8Array, value: Uint8Array): void {
    this.journal.record(() => words.setWord(word, old));
    words.setWord(word, value);
  }

  /** Bytes of status words in memory. */
  get statusBytes(): number {
    let bytes = 0;
    for (const [, , list] of this.lists.entries()) bytes += list.words.bytes;
    return bytes;
  }
}

function known<Record>(record: Record | undefined, index: number): Record {
  if (record === undefined) throw new RangeError(`nothing is numbered ${index}`);
  return record;
}
