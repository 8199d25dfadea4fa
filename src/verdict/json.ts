/**
 * JSON (RFC 8259) of a Didim answer, such as a verdict, an issuer's readiness or an error's details, for HTTP or logs.
 * Members keep their names. A bigint, such as a chain id or block number, becomes a number if a double holds it exactly
 * (RFC 7493 §2.2), and a decimal text otherwise.
 *
 * @param indent Spaces per level. Default: 0, everything on one line.
 */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? plainNumber(one) : one), indent);
}

function plainNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
