/** The bytes of 0x-hex. A quantity with an odd number of digits gets a leading 0. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/^0x/, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
}

/** A number's bytes in the chain's encodings: no leading zeros, and no bytes at all for 0. */
export function numberBytes(value: bigint): Uint8Array {
  return value === 0n ? new Uint8Array() : bytesOf(value.toString(16));
}

/** A number as a JSON-RPC quantity. */
export function hexOf(value: bigint): string {
  return `0x${value.toString(16)}`;
}
