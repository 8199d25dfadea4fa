/** Bytes as lower-case 0x-hex. */
export const toHex = (bytes: Uint8Array): string =>
  `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}`;

/** The bytes of 0x-hex. */
export const fromHex = (digits: string): Buffer => Buffer.from(digits.slice(2), "hex");
