/** The {@link CryptoPort} with Node's Buffer and node:crypto. */
import { isUtf8 } from "node:buffer";
import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  ECDH,
  hash,
  type KeyObject,
  sign,
  randomBytes as someBytes,
  scrypt as someScrypt,
  verify,
} from "node:crypto";
import type { CurveName } from "../keys/curve.ts";
import type { PublicJwk } from "../keys/keys.ts";
import { RecentCache } from "../recent-cache.ts";
import { ecdsaSigValue, fixedSignature, pem } from "./der.ts";
import type { EcdsaSigner, ScryptCost } from "./port.ts";

const view = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const hexOf = (bytes: Uint8Array): string => view(bytes).toString("hex");
export const bytesOfHex = (digits: string): Uint8Array => Buffer.from(digits, "hex");
export const base64urlOf = (bytes: Uint8Array): string => view(bytes).toString("base64url");
export const bytesOfBase64url = (text: string): Uint8Array => Buffer.from(text, "base64url");
export const bytesOfText = (text: string): Uint8Array => Buffer.from(text, "utf8");
export const bytesOfAscii = (text: string): Uint8Array => Buffer.from(text, "latin1");
export const textOf = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? view(bytes).toString("utf8") : undefined;

export const sha256 = (input: Uint8Array | string): Uint8Array => hash("sha256", input, "buffer");
export const sha256Base64url = (text: string): string => hash("sha256", text, "base64url");
export const randomBytes = (length: number): Uint8Array => someBytes(length);

/** How many imported keys are cached. There are few issuers; a cached key saves 35 µs of 165 per verification. */
export const KEY_CACHE_SIZE = 1024;

// node:crypto (24.21) distinguishes keys from options by catching exceptions, which cost half a verification. A key
// object with a DER signature, or a PEM, needs no options and so no exceptions.
const cache = new RecentCache<KeyObject>(KEY_CACHE_SIZE);

export function verifyEcdsa(key: PublicJwk, message: Uint8Array, signature: Uint8Array, comesBack: boolean): boolean {
  // DER has no place for a 65th byte: it would be left out, and the signature be good.
  if (signature.length !== 64) return false;
  try {
    // A key that is used once is imported faster in this call, and displaces no cached key.
    return verify("sha256", message, comesBack ? imported(key) : pem(key), ecdsaSigValue(signature));
  } catch {
    return false;
  }
}

function imported(key: PublicJwk): KeyObject {
  return cache.get(`${key.crv} ${key.x} ${key.y}`, () => createPublicKey(pem(key)));
}

/** Node's names for the curves. */
const NAMES: Readonly<Record<CurveName, string>> = { "P-256": "prime256v1", secp256k1: "secp256k1" };

export function decompressed(compressed: string, crv: CurveName): Uint8Array {
  return Buffer.from(ECDH.convertKey(compressed, NAMES[crv], "hex", "hex", "uncompressed") as string, "hex");
}

export function ecdsaSigner(privateKey: Uint8Array, crv: CurveName): EcdsaSigner {
  const ecdh = createECDH(NAMES[crv]);
  ecdh.setPrivateKey(privateKey);
  const point = ecdh.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), privateKey].map(base64urlOf) as [
    string,
    string,
    string,
  ];
  const key = createPrivateKey({ key: { kty: "EC", crv, x, y, d }, format: "jwk" });
  return { point, sign: (message) => fixedSignature(sign("sha256", message, key)) };
}

const MAX_SCRYPT_BYTES = 2 ** 30;

export async function scrypt(
  password: Uint8Array,
  salt: Uint8Array,
  { N, r, p }: ScryptCost,
  length: number,
): Promise<Uint8Array> {
  // Node treats an r or p of 0 as "not given", and derives an empty key of length 0.
  if (r < 1 || p < 1 || length < 1) throw new RangeError("scrypt's r, p and length are 1 or more");
  // RFC 7914 §2 wants N below 2^(16·r), and OpenSSL holds to it; the example in Web3 Secret Storage does not.
  if (N >= 2 ** (16 * r)) {
    const { scryptAsync } = await import("@noble/hashes/scrypt.js");
    return scryptAsync(password, salt, { N, r, p, dkLen: length });
  }
  // Node's default limit is 32 MiB. OpenSSL needs two blocks more than RFC 7914 says.
  const maxmem = Math.min(MAX_SCRYPT_BYTES + 128 * r * (p + 2), 128 * r * (N + p + 2));
  return new Promise((resolve, reject) => {
    someScrypt(password, salt, length, { N, r, p, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** The name is a variable, so that compilers and bundlers do not try to resolve it: the package may be missing. */
export const addon = (name: string): Promise<unknown> => import(name).catch(() => undefined);
