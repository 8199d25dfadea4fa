import { isUtf8 } from "node:buffer";
import { DidimError } from "../errors.ts";

/** How deeply objects and arrays may nest, in one document and through disclosures. */
export const MAX_DEPTH = 16;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * JSON as tokens may carry it: I-JSON (RFC 7493), so that two readers never see two different documents. Refused: bytes that
 * are not UTF-8, duplicate names, lone surrogates, numbers that a double cannot hold, and `__proto__`; nesting is bounded.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw refused("format.json", "not UTF-8");
  const text = bytes.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused("format.json", "not JSON", cause);
  }
  // JSON.parse keeps the last of two members with one name. Outside strings, each colon of the text is one member.
  if (countMembers(value, 0) !== countColons(text))
    throw refused("format.json-duplicate", "a name twice in one object");
  if (hasLoneSurrogate(text, value)) throw refused("format.json", "half of a surrogate pair");
  return value;
}

/** {@link parseJson} for what must be an object. */
export function parseJsonObject(bytes: Buffer): JsonObject {
  const value = parseJson(bytes);
  if (!isObject(value)) throw refused("format.json", "not an object");
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many members all objects in `value` have, after checking every value on the way. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value === "number") checkNumber(value);
  if (typeof value !== "object" || value === null) return 0;
  if (depth >= MAX_DEPTH) throw refused("format.json-depth", `nested more than ${MAX_DEPTH} deep`);
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countMembers(element, depth + 1);
    return count;
  }
  const members = value as JsonObject;
  for (const name of Object.keys(members)) {
    if (name === "__proto__") throw refused("format.json-name", "a member is named __proto__");
    const member = members[name];
    // Most are texts, with nothing to look at.
    count += typeof member === "string" ? 1 : 1 + countMembers(member, depth + 1);
  }
  return count;
}

/** Of a text that is JSON. */
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

/** Whether an odd number of backslashes stands before it: two by two they are escaped themselves. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** UTF-8 has none, so only an escape can bring one in; written back, JSON.stringify escapes nothing else in this range. */
function hasLoneSurrogate(text: string, value: unknown): boolean {
  if (!text.includes("\\u")) return false;
  return ESCAPED_SURROGATE.test(text) && ESCAPED_SURROGATE.test(JSON.stringify(value).replaceAll("\\\\", ""));
}

const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/** RFC 7493 §2.2: beyond 2^53 two readers may see two integers. */
function checkNumber(value: number): void {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw refused("format.json-number", "a number beyond what a double holds exactly");
  }
}

function refused(code: string, why: string, cause?: unknown): DidimError {
  return new DidimError(code, `The token's JSON is refused: ${why}.`, { why }, { cause });
}
