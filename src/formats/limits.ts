import { refusal } from "./refusal.ts";

/** The whole presentation, in characters; looked at before anything is parsed. A full staple of 17 KB takes 30 KiB of it: it is base64url twice. */
export const MAX_PRESENTATION = 64 * 1024;
/** Disclosures in one SD-JWT. Our largest kind of credential has about sixty. */
export const MAX_DISCLOSURES = 256;
/** Credentials in one verifiable presentation. */
export const MAX_CREDENTIALS = 16;

export function checkSize(presentation: unknown): asserts presentation is string {
  if (typeof presentation !== "string") throw refusal("format.malformed", "A presentation is a text.");
  if (presentation.length > MAX_PRESENTATION) {
    throw refusal("format.too-large", `A presentation has at most ${MAX_PRESENTATION} characters.`, {
      length: presentation.length,
      max: MAX_PRESENTATION,
    });
  }
}
