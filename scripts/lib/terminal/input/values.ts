import { DidimError } from "../../../../src/public/index.ts";
import { NO_END } from "../../../../src/public/registry.ts";
import type { Bilingual } from "../output/output.ts";
import { utcAndLocal } from "../output/times.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/**
 * A moment, in seconds since 1970: `2027-03-01`, `2027-03-01T09:00:00+09:00`, `+90d` from `now`, `1793750400`, or
 * `never`.
 */
export function moment(text: string, now: number): number {
  if (text === "never") return NO_END;
  if (text === "now") return now;
  if (/^\d{9,12}$/.test(text)) return Number(text);
  const [, amount, unit] = /^\+(\d{1,9})([smhdy])$/.exec(text) ?? [];
  const seconds =
    amount !== undefined && unit !== undefined ? now + Number(amount) * (UNITS[unit] ?? 1) : ofCalendar(text);
  if (seconds >= 0 && seconds < NO_END) return seconds;
  throw bad("a time", text, "2027-03-01, 2027-03-01T09:00:00+09:00, +90d, seconds since 1970, or never");
}

/**
 * RFC 3339, so that it means the same moment everywhere: a date begins in UTC, a time needs its zone, and 30 February
 * is refused.
 */
const CALENDAR = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function ofCalendar(text: string): number {
  const day = CALENDAR.exec(text)?.[1];
  const midnight = Date.parse(day ?? "");
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(`${day}T`)) return Number.NaN;
  return Math.floor(Date.parse(text) / 1000);
}

export function wholeNumber(what: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw bad(what, text, `a whole number from ${least} to ${most}`);
}

/** A block, given by its number or its hash. */
export function blockNamed(text: string): bigint | string {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  if (/^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw bad("a block", text, "its number, or its hash: 0x and 64 hexadecimal digits");
}

/** A moment for display: in UTC, and beside it the time where the reader is, unless that is the same. */
export function when(seconds: number | bigint, never: Bilingual = { en: "no end", ko: "기한 없음" }): Bilingual {
  if (Number(seconds) >= NO_END) return never;
  return plain(utcAndLocal(Number(seconds)));
}

/** The same text in both languages. */
export function plain(text: string): Bilingual {
  return { en: text, ko: text };
}

/**
 * Claims separated by commas, the steps of a path by dots: `name,address.region`. Digits are an index in a list, and `*`
 * means all of its elements. A backslash escapes the next character.
 */
export function claimPaths(text: string): (readonly (string | number | null)[])[] {
  const paths = partsOf(text, ",").map((path) => partsOf(path.trim(), "."));
  if (paths.some((path) => path.includes(""))) throw bad("a list of claims", text, "name,address.region");
  return paths.map((path) => path.map(stepOf));
}

function stepOf(text: string): string | number | null {
  if (text === "*") return null;
  return /^\d+$/.test(text) ? Number(text) : unescaped(text);
}

/** Splits at unescaped separators; keeps the backslashes. */
export function partsOf(text: string, separator: string): string[] {
  const parts = [""];
  for (const [token] of text.matchAll(/\\.|./gsu)) {
    if (token === separator) parts.push("");
    else parts.push(`${parts.pop()}${token}`);
  }
  return parts;
}

/** Removes the escaping backslashes. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, "$1");
}

export function bad(what: string, text: string, wanted: string): DidimError {
  return new DidimError("cli.value", `"${text.slice(0, 60)}" is not ${what}: give ${wanted}.`, {
    value: text.slice(0, 60),
  });
}
