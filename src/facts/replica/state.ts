import type { EpochRecord, KeyRecord } from "../facts.ts";
import { Journal } from "./journal.ts";
import { StatusWords } from "./words.ts";

export interface IdentityState {
  /** The block of its last change, ERC-1056's `changed`. */
  readonly changed: number;
  readonly deactivated: boolean;
}

export interface TypeState {
  readonly registered: number;
  readonly retired: number;
  readonly applicationStatusIsValid: boolean;
  readonly authority: string;
}

export interface AccreditationState {
  readonly generation: number;
  readonly generationStart: number;
  readonly epochs: readonly EpochRecord[];
}

export interface ListState {
  readonly opened: number;
  readonly capacity: number;
  readonly words: StatusWords;
}

/** A map of maps: asked by both keys without making a string of them, for that would cost more than the look-up. */
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
 * What the registries hold, as far as verification reads it. Records are never changed in place but replaced, except the
 * status words; every change goes through a method, so that the journal can undo it.
 */
export class State {
  readonly identities = new Map<string, IdentityState>();
  /** By identity, then thumbprint. */
  readonly keys = new Table<string, KeyRecord>();
  readonly types = new Map<string, TypeState>();
  /** By issuer, then type. */
  readonly accreditations = new Table<string, AccreditationState>();
  /** By issuer, then list number. */
  readonly lists = new Table<number, ListState>();
  readonly journal: Journal;

  constructor(depth: number) {
    this.journal = new Journal(depth);
  }

  isDeactivated(identity: string): boolean {
    return this.identities.get(identity)?.deactivated ?? false;
  }

  put<Value>(map: Map<string, Value>, key: string, value: Value): void {
    const old = map.get(key);
    this.journal.record(() => (old === undefined ? map.delete(key) : map.set(key, old)));
    map.set(key, value);
  }

  putIn<Second, Value>(table: Table<Second, Value>, first: string, second: Second, value: Value): void {
    const old = table.get(first, second);
    this.journal.record(() => table.set(first, second, old));
    table.set(first, second, value);
  }

  putWord(words: StatusWords, word: number, old: Uint8Array, value: Uint8Array): void {
    this.journal.record(() => words.setWord(word, old));
    words.setWord(word, value);
  }

  /** What the status words hold, in bytes. */
  get statusBytes(): number {
    let bytes = 0;
    for (const [, , list] of this.lists.entries()) bytes += list.words.bytes;
    return bytes;
  }
}

export function newList(opened: number, capacity: number): ListState {
  return { opened, capacity, words: new StatusWords() };
}
