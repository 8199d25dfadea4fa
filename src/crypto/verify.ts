import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { CURVE_OF } from "./curve.ts";
import { ecdsaSigValue, pem } from "./der.ts";
import type { PublicJwk, SignatureAlgorithm } from "./keys.ts";
import { Recent } from "./recent.ts";

/** How many imported keys are kept. Issuers are few; a kept key spares 35 µs of 165 a verification. */
export const KEY_CACHE_SIZE = 1024;

// node:crypto (24.21) tells keys from options by exceptions, which cost as much as half a verification: a key object with a DER signature,
// or a PEM, goes without options, and so without any.
const cache = new Recent<KeyObject>(KEY_CACHE_SIZE);

/**
 * Whether `signature` (r‖s, 64 bytes) is that of `key` over `message`, with `algorithm`. A key of the other curve, a key that
 * is no point, and a signature of another length are all just false. High-S is accepted, as RFC 8812 does not forbid it.
 * For keys that come back (issuers): the imported key is kept.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return holds(algorithm, key, message, signature, imported);
}

/** The same for a key seen once (holders): an import in the same call is faster, and pushes out no issuer's key. */
export function verifyOnce(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return holds(algorithm, key, message, signature, pem);
}

function holds(
  algorithm: SignatureAlgorithm,
  key: PublicJwk,
  message: Uint8Array,
  signature: Uint8Array,
  readable: (key: PublicJwk) => KeyObject | string,
): boolean {
  if (CURVE_OF[algorithm] !== key.crv || signature.length !== 64) return false;
  try {
    return verify("sha256", message, readable(key), ecdsaSigValue(signature));
  } catch {
    return false;
  }
}

function imported(key: PublicJwk): KeyObject {
  return cache.get(`${key.crv} ${key.x} ${key.y}`, () => createPublicKey(pem(key)));
}
