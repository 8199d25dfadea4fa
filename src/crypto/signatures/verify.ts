import { verifyEcdsa } from "#crypto";
import { CURVE_OF } from "../keys/curve.ts";
import type { PublicJwk, SignatureAlgorithm } from "../keys/keys.ts";

/**
 * Whether `signature` (r‖s, 64 bytes) is that of `key` over `message` with `algorithm`. False for a key of another
 * curve, a key that is no point, and a signature of another length. High S is accepted; RFC 8812 does not forbid it.
 * Caches the imported key: for keys that are used again (issuers).
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return CURVE_OF[algorithm] === key.crv && signature.length === 64 && verifyEcdsa(key, message, signature, true);
}

/** {@link verifySignature} without the cache, for keys that are used once (holders). */
export function verifyOnce(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return CURVE_OF[algorithm] === key.crv && signature.length === 64 && verifyEcdsa(key, message, signature, false);
}
