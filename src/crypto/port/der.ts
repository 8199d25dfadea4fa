/** The ASN.1 (X.690, DER) in which node:crypto accepts keys and signatures fastest. */
import type { CurveName } from "../keys/curve.ts";
import type { PublicJwk } from "../keys/keys.ts";

/** The part of a SubjectPublicKeyInfo (RFC 5480) before x‖y; with it, no ASN.1 has to be built. */
const SPKI_PREFIX: Readonly<Record<CurveName, Buffer>> = {
  "P-256": Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex"),
  secp256k1: Buffer.from("3056301006072a8648ce3d020106052b8104000a03420004", "hex"),
};

/** The SubjectPublicKeyInfo (RFC 5480 §2) of a key. */
export function spki(key: PublicJwk): Buffer {
  return Buffer.concat([SPKI_PREFIX[key.crv], Buffer.from(key.x, "base64url"), Buffer.from(key.y, "base64url")]);
}

/** The SubjectPublicKeyInfo as PEM (RFC 7468 §13). */
export function pem(key: PublicJwk): string {
  return `-----BEGIN PUBLIC KEY-----\n${spki(key).toString("base64")}\n-----END PUBLIC KEY-----\n`;
}

/** The Ecdsa-Sig-Value (RFC 3279 §2.2.3) of r‖s, 64 bytes. */
export function ecdsaSigValue(signature: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(LONGEST);
  const end = putInteger(out, putInteger(out, 2, signature, 0), signature, 32);
  out[0] = SEQUENCE;
  out[1] = end - 2;
  return out.subarray(0, end);
}

/**
 * r‖s, 64 bytes, of an Ecdsa-Sig-Value as node:crypto writes it on curves of 256 bits. Throws a RangeError for every
 * other encoding, and for integers that are negative or not below 2^256.
 */
export function fixedSignature(der: Uint8Array): Uint8Array {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) throw notSignature();
  const out = new Uint8Array(64);
  if (takeInteger(der, takeInteger(der, 2, out, 0), out, 32) !== der.length) throw notSignature();
  return out;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const LONGEST = 2 + 2 * (2 + 33);

/** Writes the 32 bytes of `signature` from `from` on as an INTEGER to `out` at `at`; returns where it ends. */
function putInteger(out: Buffer, at: number, signature: Uint8Array, from: number): number {
  const first = start(signature, from);
  // Integers are signed: if the first bit is 1, a zero byte must come before it.
  const zeros = (signature[first] ?? 0) >= 0x80 ? 1 : 0;
  const length = zeros + from + 32 - first;
  out[at] = INTEGER;
  out[at + 1] = length;
  out[at + 2] = 0;
  // A loop, because `set` of a `subarray` takes three times as long for so few bytes.
  for (let i = 0; i < length - zeros; i++) out[at + 2 + zeros + i] = signature[first + i] ?? 0;
  return at + 2 + length;
}

/** The position of the first non-zero byte of the integer at `from`; of its last byte, if all are zero. */
function start(signature: Uint8Array, from: number): number {
  let at = from;
  while (at < from + 31 && signature[at] === 0) at++;
  return at;
}

/**
 * Writes the INTEGER of `der` at `at` to the 32 bytes of `out` that begin at `to`; returns where it ends. Throws a
 * RangeError unless it is in its shortest form (X.690 §8.3.2), not negative and below 2^256.
 */
function takeInteger(der: Uint8Array, at: number, out: Uint8Array, to: number): number {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const first = der[at + 2] ?? 0;
  if (der[at] !== INTEGER || length === 0 || end > der.length || first >= 0x80) throw notSignature();
  // A zero comes first only where the next bit is 1.
  const zeros = first === 0 && length > 1 ? 1 : 0;
  if (length - zeros > 32 || (zeros === 1 && (der[at + 3] ?? 0) < 0x80)) throw notSignature();
  // From its end, because it may have fewer than 32 bytes.
  for (let i = 1; i <= length - zeros; i++) out[to + 32 - i] = der[end - i] ?? 0;
  return end;
}

const notSignature = (): RangeError => new RangeError("not an Ecdsa-Sig-Value of a curve of 256 bits");
