/** The few bytes of ASN.1 (X.690, DER) that node:crypto takes a key and a signature in without a detour. */
import { CURVES } from "./curve.ts";
import type { PublicJwk } from "./keys.ts";

/** SubjectPublicKeyInfo (RFC 5480 §2) of a key. */
export function spki(key: PublicJwk): Buffer {
  return Buffer.concat([CURVES[key.crv].spkiPrefix, Buffer.from(key.x, "base64url"), Buffer.from(key.y, "base64url")]);
}

/** The same as a text (RFC 7468 §13). */
export function pem(key: PublicJwk): string {
  return `-----BEGIN PUBLIC KEY-----\n${spki(key).toString("base64")}\n-----END PUBLIC KEY-----\n`;
}

/** Ecdsa-Sig-Value (RFC 3279 §2.2.3) of r‖s, 64 bytes. */
export function ecdsaSigValue(signature: Uint8Array): Buffer {
  const [r, s] = [start(signature, 0), start(signature, 32)];
  const [rLength, sLength] = [32 - r + pad(signature, r), 64 - s + pad(signature, s)];
  const out = Buffer.alloc(6 + rLength + sLength);
  out.set([SEQUENCE, 4 + rLength + sLength, INTEGER, rLength]);
  out.set(signature.subarray(r, 32), 4 + pad(signature, r));
  out.set([INTEGER, sLength], 4 + rLength);
  out.set(signature.subarray(s), 6 + rLength + pad(signature, s));
  return out;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Where the integer that begins at `from` has its first byte that isn't zero; its last byte, if all are. */
function start(signature: Uint8Array, from: number): number {
  let at = from;
  while (at < from + 31 && signature[at] === 0) at++;
  return at;
}

/** Integers are signed: a first bit of 1 needs a zero before it. */
function pad(signature: Uint8Array, at: number): 0 | 1 {
  return (signature[at] ?? 0) >= 0x80 ? 1 : 0;
}
