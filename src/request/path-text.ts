import { sha256Base64url } from "../crypto/hash.ts";
import { hasUnseen } from "../errors/unseen.ts";
import { type ClaimPath, stepsOf } from "./claim-path.ts";

/** Characters. A longer text is cut, and gets a digest so that it stays distinct. */
const MAX_TEXT = 120;

/** A name that cannot be mistaken for a number, for `*`, or for two steps. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Characters that are not escaped in quotes. U+02B0 to U+02FF count as letters, but some of them look like quotes. */
const ITSELF = /^(?![\u02b0-\u02ff])[\p{L}\p{M}\p{N}_.:/#@-]$/u;

/** Signs that URLs have besides, none of which ends a quotation. */
const OF_URLS = /^[!$%&'()*+,;=?~[\]]$/;

/** A path for messages: `address.region`, with `*` for all elements of a list. Names that are not plain are quoted. */
export function pathText(path: ClaimPath): string {
  return textOf(path, (name) => (PLAIN.test(name) && !hasUnseen(name) ? name : quoted(name)));
}

/**
 * A path for a sentence to the holder, with names chosen by a verifier or issuer. Each name is quoted,
 * `"address"."region"`, without blanks or quotes inside. So a name cannot imitate the wallet's own text, and no two
 * paths look alike.
 */
export function quotedPath(path: ClaimPath): string {
  return textOf(path, quoted);
}

/** A value for a sentence to the holder; see {@link quotedPath}. */
export function quotedValue(value: string | number | boolean): string {
  return short(typeof value === "string" ? quoted(value) : String(value));
}

/**
 * An address for a sentence to the holder: quoted, like a name, but with all signs of URLs as they are. It is not cut,
 * so that the host in it is always seen.
 */
export function quotedAddress(address: string): string {
  return `"${Array.from(address, (character) => (OF_URLS.test(character) ? character : escaped(character))).join("")}"`;
}

/** What looks like a quotation mark, and so could end one. */
const LIKE_QUOTES = /["\u00ab\u00bb\u02b0-\u02ff\u201c-\u201f\u2033\u2036\u275d\u275e\u301d-\u301f\uff02]/u;

/** What others wrote for people, such as a purpose, for a sentence to the holder: in quotes, which it cannot end. */
export function quotedText(text: string): string {
  const kept = (character: string) => (LIKE_QUOTES.test(character) ? escaped(character) : character);
  return `"${Array.from(text, kept).join("")}"`;
}

function textOf(path: ClaimPath, nameText: (name: string) => string): string {
  const steps = stepsOf(path).map((step) => (typeof step === "string" ? nameText(step) : String(step ?? "*")));
  return short(steps.join("."));
}

function quoted(text: string): string {
  return `"${Array.from(text, escaped).join("")}"`;
}

function escaped(character: string): string {
  if (character === " ") return "\u2423";
  if (ITSELF.test(character) && !hasUnseen(character)) return character;
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** The text before the digest contains no `\u2026` and no blanks, so it cannot imitate another text's digest. */
function short(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= MAX_TEXT) return text;
  return `${characters.slice(0, MAX_TEXT).join("")}\u2026#${sha256Base64url(text).slice(0, 16)}`;
}
