import { hashed } from "../chain/state/account.ts";
import type { Nodes } from "../chain/state/node-bag.ts";
import { isList, readRlp } from "../chain/state/rlp.ts";
import { valueAt } from "../chain/state/trie.ts";
import { bytesOfHex, fromHex, numberOf } from "../crypto/encodings/bytes.ts";
import { keccak256 } from "../crypto/hash.ts";
import { DidimError } from "../errors/error.ts";

/**
 * How Solidity lays out storage (its documentation, "Layout of State Variables in Storage"). Each registry's layout is
 * in its own file in this folder, and in docs/storage.md. A verifier computes every slot itself, because a proof that
 * named its own slots could name those of another list. Slots, ids and thumbprints have 32 bytes, identities 20, all in
 * lower-case 0x-hex.
 */

/** A slot and its value. */
export type SlotWord = readonly [slot: string, word: bigint];

/** The slot of a variable, by its number. */
export const baseSlot = (number: bigint): string => hexWord(number);

/** The slot of a mapping's value: keccak256(key ‖ slot). */
export function at(key: string | bigint, slot: string | bigint): string {
  return keccak256(bytesOfHex(hexWord(key).slice(2) + hexWord(slot).slice(2)));
}

/** The slot `place` slots into the dynamic array whose length is in `slot`; its data begin at keccak256(slot). */
export const elementAt = (slot: string, place: bigint): string => hexWord(BigInt(keccak256(fromHex(slot))) + place);

export const nextSlot = (slot: string): string => hexWord(BigInt(slot) + 1n);

/** A number, an address or an id as 32 bytes, 0x-hex. */
export function hexWord(value: string | bigint): string {
  const digits = typeof value === "bigint" ? value.toString(16) : value.slice(2);
  // Padding a short id would make another id.
  if (typeof value === "string" && digits.length !== 40 && digits.length !== 64) {
    throw new RangeError(`${value} is neither an address nor an id of 32 bytes`);
  }
  return `0x${digits.padStart(64, "0")}`;
}

/**
 * The slots of `bytes` or `string`. Up to 31 bytes are stored beside their length, longer values from keccak256(slot)
 * on.
 */
export function* bytesSlots(slot: string, value: Uint8Array): Generator<SlotWord> {
  const words = Array.from({ length: Math.ceil(value.length / WORD_BYTES) }, (_, i) => {
    const padded = new Uint8Array(WORD_BYTES);
    padded.set(value.subarray(i * WORD_BYTES, (i + 1) * WORD_BYTES));
    return numberOf(padded);
  });
  if (value.length < WORD_BYTES) yield [slot, (words[0] ?? 0n) | BigInt(value.length * 2)];
  else {
    yield [slot, BigInt(value.length * 2 + 1)];
    for (const [i, word] of words.entries()) yield [elementAt(slot, BigInt(i)), word];
  }
}

export const WORD_BYTES = 32;

/**
 * The slot's value in the contract with this storage root; 0 if the storage proves that the slot is empty. The caller
 * decides what an empty slot means: it means "valid" only for a status word of a list whose header is proved.
 */
export function slotValue(storageRoot: string, slot: string, bag: Nodes): bigint {
  const value = valueAt(storageRoot, hashed(slot), bag);
  if (value === undefined) return 0n;
  const item = readRlp(value, { bytes: 33, depth: 0 });
  if (isList(item) || item.bytes.length > 32 || item.bytes.length === 0 || item.bytes[0] === 0) {
    throw new DidimError("facts.proof-bad-node", "A proof has what no state has: a slot of another form.", { slot });
  }
  return numberOf(item.bytes);
}
