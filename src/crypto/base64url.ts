/** base64url without padding (RFC 7515 §2, RFC 4648 §5), read strictly: one byte string has one spelling. */

/** The canonical spelling of 32 bytes, a digest or a coordinate: 43 characters have two bits to spare, and they are zero. */
export const SPELLING_OF_32_BYTES = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}

export function utf8ToBase64url(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

/**
 * The bytes, or undefined if `text` is not the one canonical spelling of them: padding, the other alphabet, white space and
 * stray low bits in the last character all fail, because node's lenient decoder would not write them back.
 */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}
