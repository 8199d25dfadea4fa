import { fromHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";

const BYTES = 256;

/** The three bits that a block's bloom has for an address: where the byte is in the bloom, and its bit. */
export type BloomBits = readonly (readonly [byte: number, bit: number])[];

/** Yellow Paper §4.4.3. */
export function bloomBits(address: string): BloomBits {
  const hash = keccak256(fromHex(address));
  return [2, 6, 10].map((pair) => {
    // The low 11 bits of each of the first three pairs of bytes, counted from the bloom's last bit.
    const place = Number.parseInt(hash.slice(pair, pair + 4), 16) & 2047;
    return [BYTES - 1 - (place >> 3), 1 << (place & 7)];
  });
}

/** Whether a block with this bloom may have a log of the address. If not, it has none. */
export function mayHold(bloom: string, bits: BloomBits): boolean {
  return bits.every(([byte, bit]) => (Number.parseInt(bloom.slice(2 + 2 * byte, 4 + 2 * byte), 16) & bit) !== 0);
}
