import type { Verdict } from "./verdict.ts";

/**
 * A verdict as JSON (RFC 8259), for an answer over HTTP or for a log. Everything in it is there under its own name; a chain's id, a bigint that
 * JSON.stringify() refuses, is a number as long as a double holds it exactly (RFC 7493 §2.2), beyond that its decimal digits.
 */
export function verdictToJson(verdict: Verdict): string {
  return JSON.stringify(verdict, (_, value: unknown) => (typeof value === "bigint" ? plainNumber(value) : value));
}

function plainNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
