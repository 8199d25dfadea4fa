/**
 * JSON (RFC 8259) of a Didim answer, such as a verdict, an issuer's readiness or an error's details, for HTTP or logs.
 * Members keep their names. A bigint, such as a chain id or block number, becomes a number if a double holds it exactly
 * (RFC 7493 §2.2), and a decimal text otherwise.
 *
 * What nests deeper than {@link DEEPEST} is left out, because a node's error can nest 100,000 deep.
 *
 * @param indent Spaces per level. Default: 0, everything on one line.
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
