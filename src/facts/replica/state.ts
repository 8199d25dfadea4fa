import { NOBODY } from "../../did/address.ts";
import type { Names } from "../../records/names.ts";
import type { EpochRecord, KeyRecord } from "../../records/records.ts";
import { Journal } from "./journal.ts";
import type { StatusWords } from "./words.ts";

export { NOBODY };

export interface IdentityState {
  /** Nobody: it has never changed hands, and is its own controller. */
  readonly controller: string;
  /** The block of its last change, ERC-1056's `changed`. */
  readonly changed: number;
  readonly nonce: number;
  readonly deactivated: boolean;
  /** Thumbprints of the keys that the document lists, by position. */
  readonly keys: readonly string[];
  /** The document's other entries, by position. */
  readonly entries: readonly EntryState[];
  readonly recovery?: RecoveryState;
}

/** A service, a delegate, a key that signs no credentials. */
export interface EntryState {
  readonly delegate: boolean;
  readonly name: string;
  readonly value: string;
  readonly until: number;
}

export interface RecoveryState {
  readonly recoverer: string;
  /** Who becomes the recoverer at `nextFrom`; 0: nobody is to. */
  readonly next: string;
  readonly nextFrom: number;
  /** What is under way: ready at a time, or 0. */
  readonly newController: string;
  readonly readyAt: number;
  readonly endKeys: boolean;
}

/** Keys and epochs are frozen, so that whoever has looked at one need not look again (facts/checked.ts). */
export interface KeyState {
  readonly record: KeyRecord;
  /** Where the document lists it, or listed it last. */
  readonly position: number;
}

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

export interface AccreditationState {
  readonly application?: ApplicationState;
  /** The byte of the exceptions that were granted last. */
  readonly exceptions: number;
  readonly generation: number;
  readonly generationStart: number;
  readonly epochs: readonly EpochRecord[];
  /** In each generation that has any, the last one last. */
  readonly names: readonly NamesState[];
}

/** Frozen names, and the bytes they are stored as, 0x-hex. */
export interface NamesState {
  readonly generation: number;
  readonly ko: string;
  readonly en: string;
  readonly shown: Names;
}

export interface ApplicationState {
  /** Nobody: the type's authority. */
  readonly accreditor: string;
  readonly applied: number;
  readonly mayIssue: boolean;
  readonly levels: number;
}

/** A freeze of the accreditations of a type: who called for one, and until when the last one holds. */
export interface FreezeState {
  /** At most two: the third freezes. */
  readonly supports: readonly { readonly member: string; readonly at: number }[];
  readonly until: number;
}

export interface ListState {
  readonly opened: number;
  readonly capacity: number;
  readonly operator: string;
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
 * What the registries hold: all of it (slots.ts), not only what verification reads. Records are never changed in place but
 * replaced, except the status words; every change goes through a method, so that the journal can undo it.
 */
export class State {
  readonly identities = new Map<string, IdentityState>();
  /** By identity, then thumbprint. */
  readonly keys = new Table<string, KeyState>();
  readonly types = new Map<string, TypeState>();
  /** Which type a doctype belongs to, by keccak256 of the doctype. */
  readonly doctypes = new Map<string, string>();
  /** By issuer, then type. */
  readonly accreditations = new Table<string, AccreditationState>();
  /** Whom a certificate is assigned to, by type, then SHA-256 of the certificate. */
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
    return identity === NOBODY || (this.identities.get(identity)?.deactivated ?? false);
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

  /** What the status words hold, in bytes. */
  get statusBytes(): number {
    let bytes = 0;
    for (const [, , list] of this.lists.entries()) bytes += list.words.bytes;
    return bytes;
  }
}
