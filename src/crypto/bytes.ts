/** Bytes: joined, compared, written as hex. */
import { bytesOfHex, hexOf } from "#crypto";

export { bytesOfAscii, bytesOfHex, bytesOfText, hexOf, randomBytes, sha256, textOf } from "#crypto";

/** Lower-case 0x-hex. */
export const toHex = (bytes: Uint8Array): string => `0x${hexOf(bytes)}`;

/** Of 0x-hex whose digits come in pairs. */
export const fromHex = (hex: string): Uint8Array => bytesOfHex(hex.slice(2));

/** One after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Not in constant time: for what is no secret. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** The unsigned number that these bytes are, the most significant first. */
export const numberOf = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(toHex(bytes)));
