import { fromHex, toHex } from "../../crypto/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import type { RawLog } from "../../registry/logs/source.ts";

const BYTES = 256;
export const EMPTY_BLOOM = `0x${"00".repeat(BYTES)}`;

/** The bloom of a header with these logs: three bits for each address and topic (Yellow Paper §4.4.3). */
export function bloomOf(logs: readonly RawLog[]): string {
  const bloom = new Uint8Array(BYTES);
  const entries = new Set(logs.flatMap((log) => [log.address, ...log.topics]));
  for (const entry of entries) {
    const hash = keccak256(fromHex(entry));
    for (const pair of [2, 6, 10]) {
      // The low 11 bits of each of the first three pairs of bytes, counted from the bloom's last bit.
      const bit = Number.parseInt(hash.slice(pair, pair + 4), 16) & 2047;
      const byte = BYTES - 1 - (bit >> 3);
      bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7));
    }
  }
  return toHex(bloom);
}
