import type { Encoded, Format, PresentedCredential } from "./format.ts";
import { checkSize } from "./limits.ts";
import { refusal } from "./refusal.ts";
import { sdJwtVc } from "./sd-jwt-vc/format.ts";
import { vcJwt } from "./vc-jwt/format.ts";

/** Some formats; the first is what credentials are issued in unless somebody says otherwise. */
export type Formats = readonly [Format, ...Format[]];

/** The one list of formats. A new one is a folder beside this file, and an entry here. */
export const formats: Formats = [sdJwtVc, vcJwt];

/**
 * The format that this is written in; throws `format.unknown`, `format.too-large` or, if it is neither text nor bytes,
 * `format.malformed`.
 */
export function formatOf(encoded: Encoded, among: Formats = formats): Format {
  checkSize(encoded);
  const format = among.find((candidate) => candidate.recognises(encoded));
  if (format === undefined)
    throw refusal("format.unknown", "The presentation is in none of the formats that are known.");
  return format;
}

/** Takes apart what is written in any format; see `Format.decode`. Throws `format.*`. */
export function decode(encoded: Encoded, among: Formats = formats): PresentedCredential[] {
  return formatOf(encoded, among).decode(encoded);
}

/** The format of this name. Throws `format.unknown`. */
export function formatNamed(id: string, among: Formats = formats): Format {
  const format = among.find((candidate) => candidate.id === id);
  if (format === undefined) throw refusal("format.unknown", "No format of this name is known.", { format: id });
  return format;
}
