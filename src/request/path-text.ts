import { sha256Base64url } from "../crypto/hash.ts";
import { hasUnseen } from "../errors/unseen.ts";
import { type ClaimPath, stepsOf } from "./claim-path.ts";

/** A longer text is cut, and told apart by its digest. Characters. */
const MAX_TEXT = 120;

/** A name that cannot be taken for anything else in a path: neither a number, nor `*`, nor two steps. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** What stands for itself in quotes. U+02B0 to U+02FF are letters by class, and some look like quotes. */
const ITSELF = /^(?![\u02b0-\u02ff])[\p{L}\p{M}\p{N}_.:/#@-]$/u;

/** A path in messages: `address.region`, and `*` for all elements of a list. Names that are not plain are quoted. */
export function pathText(path: ClaimPath): string {
  return textOf(path, (name) => (PLAIN.test(name) && !hasUnseen(name) ? name : quoted(name)));
}

/**
 * A path in a sentence to the holder, about claims that somebody else has named: each name is in quotes,
 * `"address"."region"`, and has neither blanks nor quotes in it. So it cannot pass for words of ours, and no two paths
 * read alike.
 */
export function quotedPath(path: ClaimPath): string {
  return textOf(path, quoted);
}

/** A value in a sentence to the holder; see {@link quotedPath}. */
export function quotedValue(value: string | number | boolean): string {
  return short(typeof value === "string" ? quoted(value) : String(value));
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

/** The part before the digest has neither `\u2026` nor blanks: it cannot pretend to be another text's digest. */
function short(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= MAX_TEXT) return text;
  return `${characters.slice(0, MAX_TEXT).join("")}\u2026#${sha256Base64url(text).slice(0, 16)}`;
}
