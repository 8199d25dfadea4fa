/** The {@link CryptoPort} by Node's own Buffer and node:crypto. */
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
  verify,
} from "node:crypto";
import type { CurveName } from "../curve.ts";
import type { PublicJwk } from "../keys.ts";
import { Recent } from "../recent.ts";
import { ecdsaSigValue, fixedSignature, pem } from "./der.ts";
import type { EcdsaSigner } from "./port.ts";

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

/** How many imported keys are kept. Issuers are few; a kept key spares 35 µs of 165 a verification. */
export const KEY_CACHE_SIZE = 1024;

// node:crypto (24.21) tells keys from options by exceptions, which cost as much as half a verification: a key object with a DER signature,
// or a PEM, goes without options, and so without any. To sign, too: 25 µs instead of 52.
const cache = new Recent<KeyObject>(KEY_CACHE_SIZE);

export function verifyEcdsa(key: PublicJwk, message: Uint8Array, signature: Uint8Array, comesBack: boolean): boolean {
  try {
    // A key that is seen once is imported faster in the same call, and pushes out none that comes back.
    return verify("sha256", message, comesBack ? imported(key) : pem(key), ecdsaSigValue(signature));
  } catch {
    return false;
  }
}

function imported(key: PublicJwk): KeyObject {
  return cache.get(`${key.crv} ${key.x} ${key.y}`, () => createPublicKey(pem(key)));
}

/** Node's names of the curves. */
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

/** By a name that compilers and bundlers do not follow: the package may not be there. */
export const addon = (name: string): Promise<unknown> => import(name).catch(() => undefined);
