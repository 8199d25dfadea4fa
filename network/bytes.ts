/** The bytes of 0x-hex; a quantity with an odd number of digits gets a 0 before them. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/^0x/, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
}

/** The bytes of a number as the chain's encodings want it: no zeros in front, and none at all for 0. */
export function numberBytes(value: bigint): Uint8Array {
  return value === 0n ? new Uint8Array() : bytesOf(value.toString(16));
}

/** A quantity of JSON-RPC. */
export function hexOf(value: bigint): string {
  return `0x${value.toString(16)}`;
}
