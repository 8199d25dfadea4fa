import { base64urlOf, bytesOfBase64url, bytesOfText } from "#crypto";

/** base64url without padding (RFC 7515 §2, RFC 4648 §5), read strictly: each byte string has exactly one spelling. */

/**
 * The canonical spelling of 32 bytes (a digest or a coordinate): 43 characters have two spare bits, and these are zero.
 */
export const SPELLING_OF_32_BYTES = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export const toBase64url = (bytes: Uint8Array): string => base64urlOf(bytes);

export function utf8ToBase64url(text: string): string {
  return base64urlOf(bytesOfText(text));
}

/**
 * The bytes, or undefined if `text` is not their canonical spelling. Padding, the other alphabet, white space and stray
 * low bits in the last character fail, because the lenient decoder's result would not encode back to them.
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = bytesOfBase64url(text);
  return base64urlOf(bytes) === text ? bytes : undefined;
}
