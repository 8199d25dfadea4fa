import { verifyEcdsa } from "#crypto";
import { CURVE_OF } from "./curve.ts";
import type { PublicJwk, SignatureAlgorithm } from "./keys.ts";

/**
 * Whether `signature` (r‖s, 64 bytes) is that of `key` over `message`, with `algorithm`. A key of the other curve, a key that
 * is no point, and a signature of another length are all just false. High-S is accepted, as RFC 8812 does not forbid it.
 * For keys that come back (issuers): what was made of the key is kept.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return CURVE_OF[algorithm] === key.crv && signature.length === 64 && verifyEcdsa(key, message, signature, true);
}

/** The same for a key seen once (holders). */
export function verifyOnce(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return CURVE_OF[algorithm] === key.crv && signature.length === 64 && verifyEcdsa(key, message, signature, false);
}
