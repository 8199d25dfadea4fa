import { fromBase64url, toBase64url } from "../crypto/encodings/base64url.ts";
import { sha256, toHex } from "../crypto/encodings/bytes.ts";

/** The form of a nonce that binds a document: 128 random bits, a dot, and the document's SHA-256, as base64url. */
const BINDING = /^[\w-]{22}\.([\w-]{43})$/;

/** The nonce that binds a document, with these random bytes. */
export function nonceBinding(document: Uint8Array, random: Uint8Array): string {
  return `${toBase64url(random)}.${toBase64url(sha256(document))}`;
}

/** The SHA-256 of the document that a nonce binds, in hex. Undefined if the nonce does not have that form. */
export function documentBoundBy(nonce: string): string | undefined {
  const [, written] = BINDING.exec(nonce) ?? [];
  const digest = written === undefined ? undefined : fromBase64url(written);
  return digest && toHex(digest).slice(2);
}

/** A document's SHA-256, in hex. */
export function documentHash(document: Uint8Array): string {
  return toHex(sha256(document)).slice(2);
}

/** Whether a nonce binds this document. */
export function bindsDocument(nonce: string, document: Uint8Array): boolean {
  return documentBoundBy(nonce) === documentHash(document);
}
