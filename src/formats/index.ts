import type { Encoded, Format, PresentedCredential } from "./format.ts";
import { checkSize } from "./limits.ts";
import { refusal } from "./refusal.ts";
import { sdJwtVc } from "./sd-jwt-vc/format.ts";
import { vcJwt } from "./vc-jwt/format.ts";

/** A list of formats. The first one is the default for issuing. */
export type Formats = readonly [Format, ...Format[]];

/**
 * All formats. A new format is a folder beside this file (jose/ is none) and an entry here. Frozen: nobody can put in a format that
 * accepts all.
 */
export const formats: Formats = Object.freeze<[Format, Format]>([sdJwtVc, vcJwt]);

/**
 * The format of a credential or presentation. Throws `format.unknown`, `format.too-large`, and `format.malformed` for
 * what is neither text nor bytes.
 */
export function formatOf(encoded: Encoded, among: Formats = formats): Format {
  checkSize(encoded);
  const format = among.find((candidate) => candidate.recognises(encoded));
  if (format === undefined)
    throw refusal("format.unknown", "The presentation is in none of the formats that are known.");
  return format;
}

/** Decodes a credential or presentation in any format; see {@link Format.decode}. Throws `format.*`. */
export function decode(encoded: Encoded, among: Formats = formats): PresentedCredential[] {
  return formatOf(encoded, among).decode(encoded);
}

/** The format with this name. Throws `format.unknown`. */
export function formatNamed(id: string, among: Formats = formats): Format {
  const format = among.find((candidate) => candidate.id === id);
  if (format === undefined) throw refusal("format.unknown", "No format of this name is known.", { format: id });
  return format;
}
