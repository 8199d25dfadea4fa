import type { StatusRecord } from "../../../records/records.ts";
import { WORD_BYTES } from "../../../storage/slots.ts";
import { STATUSES_PER_WORD, statusAt } from "../../../storage/status-lists.ts";

/**
 * Words are kept in pages of 32, allocated when the first word is written. Measured with 35 million credentials of
 * which 3%, at random, are not valid: pages of 16, 32 and 64 words differ by less than a tenth. A larger page would let
 * a hostile issuer take more memory with each word; a smaller one costs more for objects than for words.
 */
const PAGE_WORDS = 32;
const PAGE_BYTES = PAGE_WORDS * WORD_BYTES;

/** The statuses of one list, as on the chain. Words that were never written take no memory. */
export class StatusWords {
  readonly #pages = new Map<number, Uint8Array>();

  /** The two-bit status at `index`. */
  status(index: number): StatusRecord["value"] {
    const word = Math.floor(index / STATUSES_PER_WORD);
    const page = this.#pages.get(Math.floor(word / PAGE_WORDS));
    return page === undefined ? 0 : statusAt(page, (word % PAGE_WORDS) * WORD_BYTES, index);
  }

  /** A copy of the word's 32 bytes. */
  word(word: number): Uint8Array {
    const page = this.#pages.get(Math.floor(word / PAGE_WORDS));
    const start = (word % PAGE_WORDS) * WORD_BYTES;
    return page === undefined ? new Uint8Array(WORD_BYTES) : page.slice(start, start + WORD_BYTES);
  }

  setWord(word: number, value: Uint8Array): void {
    const number = Math.floor(word / PAGE_WORDS);
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = new Uint8Array(PAGE_BYTES);
      this.#pages.set(number, page);
    }
    page.set(value, (word % PAGE_WORDS) * WORD_BYTES);
  }

  /** The words of all allocated pages, including zeros: the word's number and its 32 bytes, without copying. */
  *entries(): Generator<readonly [word: number, value: Uint8Array]> {
    for (const [number, page] of this.#pages) {
      for (let i = 0; i < PAGE_WORDS; i++) {
        yield [number * PAGE_WORDS + i, page.subarray(i * WORD_BYTES, (i + 1) * WORD_BYTES)];
      }
    }
  }

  /** Page numbers and pages, for a snapshot. */
  pages(): IterableIterator<[number, Uint8Array]> {
    return this.#pages.entries();
  }

  setPage(number: number, page: Uint8Array): void {
    if (page.length !== PAGE_BYTES) throw new RangeError(`a page has ${PAGE_BYTES} bytes, not ${page.length}`);
    this.#pages.set(number, page);
  }

  /** Bytes in the pages, without the engine's overhead. */
  get bytes(): number {
    return this.#pages.size * PAGE_BYTES;
  }
}

export const SNAPSHOT_PAGE_BYTES = PAGE_BYTES;

/** Whether a word may change so: invalid (1) is final, and a write must change something (IStatusLists). */
export function mayBecome(old: Uint8Array, next: Uint8Array): boolean {
  let changed = false;
  for (let i = 0; i < WORD_BYTES; i++) {
    const [before = 0, after = 0] = [old[i], next[i]];
    const final = (before & ~(before >> 1) & 0x55) * 3;
    if (((before ^ after) & final) !== 0) return false;
    changed ||= before !== after;
  }
  return changed;
}
