import { bytesOfAscii, toHex } from "../crypto/bytes.ts";
import type { Entry } from "../records/term.ts";
import { addressIn, isSet, numberIn, packed } from "./packed.ts";
import { at, elementAt, hexWord } from "./slots.ts";

/** Where Directory has its variables. */
export const DIRECTORY = { entries: 0n } as const;

/** IDirectory.Entry. In the next slot: the hash of the contract's code. */
export const ENTRY = packed({ registry: 160, from: 40, until: 40, distrusted: 8 });
const ENTRY_SLOTS = 2n;

/** An entry as stored: lower-case 0x-hex, seconds. */
export interface StoredEntry extends Entry {
  readonly codeHash: string;
}

/** How many entries a name has had. A name is 32 bytes: ASCII, padded with zeros. */
export const entryCountSlot = (name: string): string =>
  at(toHex(bytesOfAscii(name)).padEnd(66, "0"), DIRECTORY.entries);

/** The entry numbered `index` from 0. Its code hash is in the next slot. */
export const entrySlot = (name: string, index: bigint): string => elementAt(entryCountSlot(name), ENTRY_SLOTS * index);

/** Out of its two words. */
export const entryIn = (word: bigint, codeHash: bigint): StoredEntry => ({
  address: addressIn(word, ENTRY.registry),
  from: numberIn(word, ENTRY.from),
  until: numberIn(word, ENTRY.until),
  distrusted: isSet(word, ENTRY.distrusted),
  codeHash: hexWord(codeHash),
});
