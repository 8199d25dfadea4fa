import { base64urlOf, randomBytes, sha256 } from "../crypto/bytes.ts";

/** 128 bits, as OpenID4VP 1.0 §5.2 asks of a nonce. */
const FRESH_BYTES = 16;

/**
 * A nonce for the holder to sign that binds a document, say a contract: fresh, and with the document's SHA-256 after a dot. Whoever has the
 * document sees that it is the one signed; whoever has not learns nothing but the hash, so put a random line into a document that could be guessed.
 */
export function documentNonce(document: Uint8Array): string {
  return `${base64urlOf(randomBytes(FRESH_BYTES))}.${digestOf(document)}`;
}

/** Whether this nonce is one that {@link documentNonce} made for the document. */
export function bindsDocument(nonce: string, document: Uint8Array): boolean {
  return /^[\w-]{22}\.[\w-]{43}$/.test(nonce) && nonce.endsWith(`.${digestOf(document)}`);
}

function digestOf(document: Uint8Array): string {
  return base64urlOf(sha256(document));
}
