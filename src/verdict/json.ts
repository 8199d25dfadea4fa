/**
 * What Didim answers with, a verdict, an issuer's readiness, the details of an error, as JSON (RFC 8259), for an answer over HTTP or for a log. Everything in it is
 * there under its own name; a chain's id or a block, a bigint that JSON.stringify() refuses, is a number as long as a double holds it exactly (RFC 7493 §2.2), beyond
 * that its decimal digits.
 *
 * @param indent How many spaces each level is indented by; none, on one line, unless told.
 */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? plainNumber(one) : one), indent);
}

function plainNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
