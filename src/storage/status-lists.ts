import { concatBytes, fromHex } from "../crypto/bytes.ts";
import type { Keccak } from "../crypto/keccak.ts";
import type { StatusRecord } from "../records/records.ts";
import { numberIn, packed, wordOf } from "./packed.ts";
import { at, hexWord, WORD_BYTES } from "./slots.ts";

/** Where StatusLists has its variables. */
export const STATUS_LISTS = { lists: 0n, words: 1n } as const;

/** What the mappings are keyed by; of a list's header the word is 0. */
export const LIST_KEY = packed({ word: 64, list: 32, issuer: 160 });

/** IStatusLists.StatusList: a list's header. */
export const HEADER = packed({ operator: 160, capacity: 32, opened: 40 });

/** A word holds so many statuses of two bits. */
export const STATUSES_PER_WORD = 128;

/** The list's header. */
export const listSlot = (issuer: string, list: number): string => at(keyOf(issuer, list, 0), STATUS_LISTS.lists);

/** The word that holds the status of the credential numbered `index`. */
export function wordSlot(issuer: string, list: number, index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) throw new RangeError(`${index} is no status index`);
  return at(keyOf(issuer, list, Math.floor(index / STATUSES_PER_WORD)), STATUS_LISTS.words);
}

function keyOf(issuer: string, list: number, word: number): bigint {
  // One too large would be in the issuer's bits: the list of somebody else.
  if (!Number.isInteger(list) || list < 0 || list >= 2 ** 32) throw new RangeError(`${list} is no number of a list`);
  return wordOf(LIST_KEY, { word, list, issuer: hexWord(issuer) });
}

/** The slots of a list's words, with the words: by the hundred thousand, so in bytes from end to end. */
export function* wordSlots(
  issuer: string,
  list: number,
  words: Iterable<readonly [number: number, word: Uint8Array]>,
  keccak: Keccak,
): Generator<readonly [slot: Uint8Array, word: Uint8Array]> {
  // As wordSlot() has it: the key, from its highest byte down, and the number of the mapping's own slot.
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
 * The status of the credential numbered `index`, under its list's header. The word that has it is asked for only under an open list with room for
 * it: only there does an absent word say "valid". Elsewhere the value is 0, and the rules say that it is not known.
 */
export function statusUnder(list: Omit<StatusRecord, "value">, index: number, word: () => bigint): StatusRecord {
  return { ...list, value: list.opened !== 0 && index < list.capacity ? statusIn(word(), index) : 0 };
}

/** The two-bit status of the credential numbered `index`, in the word that has it. */
export const statusIn = (word: bigint, index: number): StatusRecord["value"] =>
  Number((word >> laneOf(index)) & 3n) as StatusRecord["value"];

/** The word with another status for the credential numbered `index`. */
export const withStatus = (word: bigint, index: number, value: number): bigint =>
  (word & ~(3n << laneOf(index))) | (BigInt(value) << laneOf(index));

const laneOf = (index: number): bigint => BigInt(2 * (index % STATUSES_PER_WORD));

/** As {@link statusIn}, out of a word's bytes, of which the first is at `start`: its lowest bits are in the last. */
export function statusAt(bytes: Uint8Array, start: number, index: number): StatusRecord["value"] {
  const byte = bytes[start + WORD_BYTES - 1 - ((index % STATUSES_PER_WORD) >> 2)] ?? 0;
  return ((byte >> (2 * (index & 3))) & 3) as StatusRecord["value"];
}
