import { bytesOfAscii, toHex } from "../crypto/encodings/bytes.ts";
import type { Entry } from "../records/directory-rule.ts";
import { addressIn, isSet, numberIn, packed } from "./packed.ts";
import { at, elementAt, hexWord } from "./slots.ts";

/** The slot numbers of Directory's variables. */
export const DIRECTORY = { entries: 0n } as const;

/** IDirectory.Entry. The next slot has the hash of the contract's code. */
export const ENTRY = packed({ registry: 160, from: 40, until: 40, distrusted: 8 });
const ENTRY_SLOTS = 2n;

/** An entry as stored. Hex is lower-case; times are in seconds since 1970. */
export interface StoredEntry extends Entry {
  readonly codeHash: string;
}

/** The slot with the number of entries that a name has had. A name is 32 bytes: ASCII, padded with zeros. */
export const entryCountSlot = (name: string): string =>
  at(toHex(bytesOfAscii(name)).padEnd(66, "0"), DIRECTORY.entries);

/** The slot of the entry with this index, counted from 0. The next slot has its code hash. */
export const entrySlot = (name: string, index: bigint): string => elementAt(entryCountSlot(name), ENTRY_SLOTS * index);

/** Decodes an entry from its two words. */
export const entryIn = (word: bigint, codeHash: bigint): StoredEntry => ({
  address: addressIn(word, ENTRY.registry),
  from: numberIn(word, ENTRY.from),
  until: numberIn(word, ENTRY.until),
  distrusted: isSet(word, ENTRY.distrusted),
  codeHash: hexWord(codeHash),
});
