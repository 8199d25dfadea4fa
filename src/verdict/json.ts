/**
 * What Didim answers with, a verdict, an issuer's readiness, the details of an error, as JSON (RFC 8259), for an answer over HTTP or for a log. Everything in it is
 * there under its own name; a chain's id or a block, a bigint that JSON.stringify() refuses, is a number as long as a double holds it exactly (RFC 7493 §2.2), beyond
 * that its decimal digits.
 *
 * What nests deeper than {@link DEEPEST} is left out: a node may answer with an error that nests 100,000 deep, and to print it must not fail.
 *
 * @param indent How many spaces each level is indented by; none, on one line, unless told.
 */
export function toJson(value: unknown, indent = 0): string {
  const plain = (_: string, one: unknown): unknown => (typeof one === "bigint" ? plainNumber(one) : one);
  return JSON.stringify(nestsDeeper(value, DEEPEST) ? cutBelow(value, DEEPEST) : value, plain, indent);
}

/** Deeper than anything of ours, and far from where JSON.stringify() runs out of stack. */
const DEEPEST = 64;
const CUT = "…";

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => nestsDeeper(one, levels - 1));
}

function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return CUT;
  if (Array.isArray(value)) return value.map((one) => cutBelow(one, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cutBelow(one, levels - 1)]));
}

function plainNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
