import type { Format } from "./format.ts";
import { checkSize } from "./limits.ts";
import { refusal } from "./refusal.ts";
import { sdJwtVc } from "./sd-jwt-vc/format.ts";
import { vcJwt } from "./vc-jwt/format.ts";

/** The one list of formats. A new one is a folder beside this file, and an entry here. */
export const formats: readonly Format[] = [sdJwtVc, vcJwt];

/** The format that a presentation is written in; throws `format.unknown`, `format.too-large` or, if it is no text, `format.malformed`. */
export function formatOf(presentation: string): Format {
  checkSize(presentation);
  const format = formats.find((candidate) => candidate.recognises(presentation));
  if (format === undefined)
    throw refusal("format.unknown", "The presentation is in none of the formats that are known.");
  return format;
}
