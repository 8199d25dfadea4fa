/** Bytes: concatenation, comparison, hex. */
import { base64urlOf, bytesOfHex, hexOf } from "#crypto";

export {
  base64urlOf,
  bytesOfAscii,
  bytesOfBase64url,
  bytesOfHex,
  bytesOfText,
  hexOf,
  randomBytes,
  sha256,
  textOf,
} from "#crypto";

/** Lower-case 0x-hex. */
export const toHex = (bytes: Uint8Array): string => `0x${hexOf(bytes)}`;

/** From 0x-hex with an even number of digits. */
export const fromHex = (hex: string): Uint8Array => bytesOfHex(hex.slice(2));

/** RFC 4648 §4, with padding. */
export function base64Of(bytes: Uint8Array): string {
  const text = base64urlOf(bytes).replaceAll("-", "+").replaceAll("_", "/");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text for display: invalid UTF-8 shows as U+FFFD. */
export const shownText = (bytes: Uint8Array): string => lenient.decode(bytes);

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Not in constant time: not for secrets. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** Lexicographic order: negative, 0 or positive. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] !== other[i]) return (one[i] ?? 0) - (other[i] ?? 0);
  }
  return one.length - other.length;
}

/** The unsigned big-endian number. */
export const numberOf = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(toHex(bytes)));
