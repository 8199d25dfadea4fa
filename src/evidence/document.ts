import { base64urlOf, randomBytes, sha256 } from "../crypto/bytes.ts";

/** 128 bits (OpenID4VP 1.0 §5.2). */
const FRESH_BYTES = 16;

/**
 * A nonce that binds the holder's signature to a document, such as a contract: random text, a dot, and the document's
 * SHA-256. Anyone with the document can check that it was the one signed. Others learn only the hash; add a random line
 * to a document that can be guessed.
 */
export function documentNonce(document: Uint8Array): string {
  return `${base64urlOf(randomBytes(FRESH_BYTES))}.${digestOf(document)}`;
}

/** Whether {@link documentNonce} made this nonce for the document. */
export function bindsDocument(nonce: string, document: Uint8Array): boolean {
  return /^[\w-]{22}\.[\w-]{43}$/.test(nonce) && nonce.endsWith(`.${digestOf(document)}`);
}

function digestOf(document: Uint8Array): string {
  return base64urlOf(sha256(document));
}
