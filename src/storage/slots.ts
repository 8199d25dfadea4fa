import { hashed } from "../chain/state/account.ts";
import type { Nodes } from "../chain/state/node-bag.ts";
import { isList, readRlp } from "../chain/state/rlp.ts";
import { valueAt } from "../chain/state/trie.ts";
import { bytesOfHex, fromHex, numberOf } from "../crypto/bytes.ts";
import { keccak256 } from "../crypto/hash.ts";
import { DidimError } from "../errors/error.ts";

/**
 * How Solidity lays out storage (its documentation, "Layout of State Variables in Storage"). What each registry keeps where is in the file of the registry, beside this
 * one, and in docs/storage.md. A verifier derives every slot itself: a proof that brought its own slots could bring another list's. Slots are 32 bytes, identities
 * 20, ids and thumbprints 32, all lower-case 0x-hex.
 */

/** What lies in a slot. */
export type Held = readonly [slot: string, word: bigint];

/** A variable's own slot, by its number. */
export const baseSlot = (number: bigint): string => hexWord(number);

/** The slot of a mapping's value: keccak256(key ‖ slot). */
export function at(key: string | bigint, slot: string | bigint): string {
  return keccak256(bytesOfHex(hexWord(key).slice(2) + hexWord(slot).slice(2)));
}

/** What lies `place` slots into the dynamic array whose length is in `slot`: from keccak256(slot) on. */
export const elementAt = (slot: string, place: bigint): string => hexWord(BigInt(keccak256(fromHex(slot))) + place);

export const nextSlot = (slot: string): string => hexWord(BigInt(slot) + 1n);

/** 32 bytes, 0x-hex, of a number, an address or an id. */
export function hexWord(value: string | bigint): string {
  const digits = typeof value === "bigint" ? value.toString(16) : value.slice(2);
  // A short id, padded, would be another id.
  if (typeof value === "string" && digits.length !== 40 && digits.length !== 64) {
    throw new RangeError(`${value} is neither an address nor an id of 32 bytes`);
  }
  return `0x${digits.padStart(64, "0")}`;
}

/** `bytes` and `string`: up to 31 bytes stand beside their length, longer ones from keccak256(slot) on. */
export function* bytesSlots(slot: string, value: Uint8Array): Generator<Held> {
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
 * What the contract with this storage root holds in the slot; 0 if its storage shows that nothing is there. What absence means is for
 * the caller to say: only for a status word under a proved list header does it mean "valid".
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
