import { textOf } from "#crypto";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";

/** How deeply objects and arrays may nest, in a document and across its disclosures. */
export const MAX_DEPTH = 16;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * JSON as tokens may contain it: I-JSON (RFC 7493), so that two readers never see different documents. Refuses bytes
 * that are not UTF-8, duplicate names, lone surrogates, numbers that a double cannot hold exactly, `__proto__`, and
 * nesting deeper than `most`.
 */
export function parseJson(bytes: Uint8Array, most = MAX_DEPTH): unknown {
  const text = textOf(bytes);
  if (text === undefined) throw refused("format.json", "not UTF-8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused("format.json", "not JSON", cause);
  }
  // A duplicate member or an escape makes the text longer than the value needs. Most texts are not longer and skip the
  // check (it takes 3 µs of a verification).
  if (text.length > leastLength(value, 0, most)) checkText(text, value);
  return value;
}

/**
 * JSON.parse keeps the last of two members with one name, so members are counted twice: in the value, and as colons
 * outside strings.
 */
function checkText(text: string, value: unknown): void {
  if (countMembers(value) !== countColons(text)) throw refused("format.json-duplicate", "a name twice in one object");
  if (hasLoneSurrogate(text, value)) throw refused("format.json", "half of a surrogate pair");
}

/** {@link parseJson} for a text that must be an object. */
export function parseJsonObject(bytes: Uint8Array, most = MAX_DEPTH): JsonObject {
  const value = parseJson(bytes, most);
  if (!isObject(value)) throw refused("format.json", "not an object");
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A lower bound for the length of any JSON of `value`: without spaces and escapes. Checks each value on the way. */
function leastLength(value: unknown, depth: number, most: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value === "number") return leastDigits(value);
  if (typeof value !== "object" || value === null) return value === false ? 5 : 4;
  if (depth >= most) throw refused("format.json-depth", `nested more than ${most} deep`);
  let length = 1;
  if (Array.isArray(value)) {
    for (const element of value) length += leastLength(element, depth + 1, most) + 1;
    return Math.max(length, 2);
  }
  const members = value as JsonObject;
  for (const name of Object.keys(members)) {
    if (name === "__proto__") throw refused("format.json-name", "a member is named __proto__");
    length += name.length + 3 + leastLength(members[name], depth + 1, most) + 1;
  }
  return Math.max(length, 2);
}

/**
 * An exponent shortens a whole number only where it stands for three zeros or more. For all other numbers the bound is
 * one digit.
 */
function leastDigits(value: number): number {
  // RFC 7493 §2.2: beyond 2^53, two readers may see different integers.
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw refused("format.json-number", "a number beyond what a double holds exactly");
  }
  return Number.isInteger(value) && value % 1000 !== 0 ? String(value).length : 1;
}

/** How many members all objects in `value` have together. */
function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce<number>((count, member) => count + countMembers(member), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
}

/** Colons outside strings in a valid JSON text. */
function countColons(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === COLON) count++;
    else if (char === QUOTE) i = endOfString(text, i + 1);
  }
  return count;
}

function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether the character is escaped: an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * UTF-8 cannot encode lone surrogates, so only an escape can bring one in. JSON.stringify escapes nothing else in this
 * range.
 */
function hasLoneSurrogate(text: string, value: unknown): boolean {
  if (!text.includes("\\u")) return false;
  return ESCAPED_SURROGATE.test(text) && ESCAPED_SURROGATE.test(JSON.stringify(value).replaceAll("\\\\", ""));
}

const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

function refused(code: ErrorCode, why: string, cause?: unknown): DidimError {
  return new DidimError(code, `The token's JSON is refused: ${why}.`, { why }, { cause });
}
