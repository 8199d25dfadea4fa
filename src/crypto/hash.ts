import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesOfText, toHex } from "./encodings/bytes.ts";
import { fastKeccak, type Keccak } from "./keccak.ts";

/** SHA-256 of a text's UTF-8 bytes in base64url, for thumbprints (RFC 7638) and SD-JWT digests (RFC 9901 §4.2.3). */
export { sha256Base64url } from "#crypto";

let keccak: Keccak = keccak_256;

/** keccak256, as on the chain, of bytes or of a text's UTF-8 bytes. Lower-case 0x-hex, 32 bytes. */
export function keccak256(input: Uint8Array | string): string {
  return toHex(keccak(typeof input === "string" ? bytesOfText(input) : input));
}

/** {@link keccak256} of bytes, as 32 bytes. */
export const keccak256Bytes: Keccak = (bytes) => keccak(bytes);

/** From now on {@link keccak256} uses the fastest installed package. */
export async function speedUpKeccak(): Promise<void> {
  keccak = await fastKeccak();
}
