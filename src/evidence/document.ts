import { randomBytes } from "../crypto/encodings/bytes.ts";
import { nonceBinding } from "../request/document-nonce.ts";

export { bindsDocument } from "../request/document-nonce.ts";

/** 128 bits (OpenID4VP 1.0 §5.2). */
const FRESH_BYTES = 16;

/**
 * A nonce that binds the holder's signature to a document, such as a contract: random text, a dot, and the document's
 * SHA-256. Anyone with the document can check that it was the one signed. Others learn only the hash; add a random line
 * to a document that can be guessed. A wallet tells its holder that the answer signs a document.
 */
export function documentNonce(document: Uint8Array): string {
  return nonceBinding(document, randomBytes(FRESH_BYTES));
}
