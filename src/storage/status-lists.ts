import { concatBytes, fromHex } from "../crypto/encodings/bytes.ts";
import type { Keccak } from "../crypto/keccak.ts";
import type { StatusRecord } from "../records/records.ts";
import { numberIn, packed, wordOf } from "./packed.ts";
import { at, hexWord, WORD_BYTES } from "./slots.ts";

/** The slot numbers of StatusLists' variables. */
export const STATUS_LISTS = { lists: 0n, words: 1n } as const;

/** The key of both mappings. For a list's header, `word` is 0. */
export const LIST_KEY = packed({ word: 64, list: 32, issuer: 160 });

/** IStatusLists.StatusList, a list's header. */
export const HEADER = packed({ operator: 160, capacity: 32, opened: 40 });

/** A word holds this many statuses of two bits. */
export const STATUSES_PER_WORD = 128;

/** The slot of a list's header. */
export const listSlot = (issuer: string, list: number): string => at(keyOf(issuer, list, 0), STATUS_LISTS.lists);

/** The slot of the word with the status of the credential at `index`. */
export function wordSlot(issuer: string, list: number, index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) throw new RangeError(`${index} is no status index`);
  return at(keyOf(issuer, list, Math.floor(index / STATUSES_PER_WORD)), STATUS_LISTS.words);
}

function keyOf(issuer: string, list: number, word: number): bigint {
  // A larger number would reach into the issuer's bits and name another issuer's list.
  if (!Number.isInteger(list) || list < 0 || list >= 2 ** 32) throw new RangeError(`${list} is no number of a list`);
  return wordOf(LIST_KEY, { word, list, issuer: hexWord(issuer) });
}

/** The slots and words of a list. Callers read hundreds of thousands, so these are bytes, not hex. */
export function* wordSlots(
  issuer: string,
  list: number,
  words: Iterable<readonly [number: number, word: Uint8Array]>,
  keccak: Keccak,
): Generator<readonly [slot: Uint8Array, word: Uint8Array]> {
  // The mapping key as in wordSlot(), highest byte first, then the number of the mapping's slot.
  const place = concatBytes(fromHex(issuer), new Uint8Array(44));
  const numbers = new DataView(place.buffer);
  numbers.setUint32(20, list);
  place[2 * WORD_BYTES - 1] = Number(STATUS_LISTS.words);
  for (const [number, word] of words) {
    numbers.setUint32(WORD_BYTES - 4, number);
    yield [keccak(place), word];
  }
}

export const listWord = (list: { readonly operator: string; readonly capacity: number; readonly opened: number }) =>
  wordOf(HEADER, { operator: list.operator, capacity: list.capacity, opened: list.opened });

export function listIn(word: bigint): Omit<StatusRecord, "value"> {
  return { opened: numberIn(word, HEADER.opened), capacity: numberIn(word, HEADER.capacity) };
}

/**
 * The status of the credential at `index`, under its list's header. The word is read only if the list is open and has
 * room for the index: only there does an empty word mean "valid". Otherwise the value is 0, and the rules treat the
 * status as not known.
 */
export function statusUnder(list: Omit<StatusRecord, "value">, index: number, word: () => bigint): StatusRecord {
  return { ...list, value: list.opened !== 0 && index < list.capacity ? statusIn(word(), index) : 0 };
}

/** The two-bit status of the credential at `index`, from its word. */
export const statusIn = (word: bigint, index: number): StatusRecord["value"] =>
  Number((word >> laneOf(index)) & 3n) as StatusRecord["value"];

/** The word with a new status for the credential at `index`. */
export const withStatus = (word: bigint, index: number, value: number): bigint =>
  (word & ~(3n << laneOf(index))) | (BigInt(value) << laneOf(index));

const laneOf = (index: number): bigint => BigInt(2 * (index % STATUSES_PER_WORD));

/** {@link statusIn} for a word in bytes that begins at `start`. The lowest bits are in the last byte. */
export function statusAt(bytes: Uint8Array, start: number, index: number): StatusRecord["value"] {
  const byte = bytes[start + WORD_BYTES - 1 - ((index % STATUSES_PER_WORD) >> 2)] ?? 0;
  return ((byte >> (2 * (index & 3))) & 3) as StatusRecord["value"];
}
