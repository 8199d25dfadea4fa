import type { Encoded } from "./format.ts";
import { refusal } from "./refusal.ts";

/**
 * The limit for a whole presentation, in characters or bytes, checked before anything is parsed. A full staple of 17 KB
 * takes 30 KiB of it, because it is base64url-encoded twice.
 */
export const MAX_PRESENTATION = 64 * 1024;
/** Disclosures in one SD-JWT. Didim's largest credential has about sixty. */
export const MAX_DISCLOSURES = 256;
/** Credentials in one verifiable presentation. */
export const MAX_CREDENTIALS = 16;

export function checkSize(encoded: unknown): asserts encoded is Encoded {
  if (typeof encoded !== "string" && !(encoded instanceof Uint8Array))
    throw refusal("format.malformed", "A presentation is a text, or bytes.");
  if (encoded.length > MAX_PRESENTATION) {
    throw refusal("format.too-large", `A presentation has at most ${MAX_PRESENTATION} characters.`, {
      length: encoded.length,
      max: MAX_PRESENTATION,
    });
  }
}

/** {@link checkSize} for a format that is always text. */
export function checkText(encoded: unknown): asserts encoded is string {
  if (typeof encoded !== "string") throw refusal("format.malformed", "A presentation in this format is a text.");
  checkSize(encoded);
}
