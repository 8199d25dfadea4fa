import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

/**
 * The address whose key signed the 32-byte digest (SEC 1 v2 §4.1.6), lower case; undefined if the signature is none of any key. `signature`
 * is r‖s, `parity` that of the point's y.
 */
export function recoverAddress(digest: string, signature: Uint8Array, parity: 0 | 1): string | undefined {
  const message = Buffer.from(digest.slice(2), "hex");
  try {
    const recovered = secp256k1.Signature.fromBytes(Uint8Array.of(parity, ...signature), "recovered");
    const point = recovered.recoverPublicKey(message).toBytes(false).subarray(1);
    return `0x${Buffer.from(keccak_256(point).subarray(12)).toString("hex")}`;
  } catch {
    return undefined;
  }
}
