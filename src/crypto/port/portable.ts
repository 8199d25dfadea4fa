/** The {@link CryptoPort} with noble and standard globals, for browsers and all other platforms. */
import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import type { CurveName } from "../keys/curve.ts";
import type { PublicJwk } from "../keys/keys.ts";
import type { EcdsaSigner, ScryptCost } from "./port.ts";

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexOf(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += DIGITS[byte];
  return digits;
}

export function bytesOfHex(digits: string): Uint8Array {
  const pairs = /^(?:[0-9a-fA-F]{2})*/.exec(digits)?.[0] ?? "";
  return Uint8Array.from({ length: pairs.length / 2 }, (_, i) => Number.parseInt(pairs.slice(2 * i, 2 * i + 2), 16));
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SEXTETS = new Map(Array.from(ALPHABET, (char, i) => [char, i]));

export function base64urlOf(bytes: Uint8Array): string {
  let text = "";
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    [held, bits] = [((held << 8) | byte) & 0xffff, bits + 8];
    for (; bits >= 6; bits -= 6) text += ALPHABET[(held >> (bits - 6)) & 63];
  }
  return bits === 0 ? text : text + ALPHABET[(held << (6 - bits)) & 63];
}

export function bytesOfBase64url(text: string): Uint8Array {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const char of text) {
    const sextet = SEXTETS.get(char);
    if (sextet === undefined) break;
    [held, bits] = [((held << 6) | sextet) & 0xffff, bits + 6];
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const bytesOfText = (text: string): Uint8Array => encoder.encode(text);
export const bytesOfAscii = bytesOfText;

export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export const sha256 = (input: Uint8Array | string): Uint8Array =>
  nobleSha256(typeof input === "string" ? bytesOfText(input) : input);
export const sha256Base64url = (text: string): string => base64urlOf(sha256(text));
export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const CURVE = { "P-256": p256, secp256k1 } as const;

export function verifyEcdsa(key: PublicJwk, message: Uint8Array, signature: Uint8Array): boolean {
  const point = Uint8Array.of(4, ...bytesOfBase64url(key.x), ...bytesOfBase64url(key.y));
  try {
    return CURVE[key.crv].verify(signature, message, point, { prehash: true, lowS: false });
  } catch {
    return false;
  }
}

export function decompressed(compressed: string, crv: CurveName): Uint8Array {
  return CURVE[crv].Point.fromHex(compressed).toBytes(false);
}

export function ecdsaSigner(privateKey: Uint8Array, crv: CurveName): EcdsaSigner {
  const curve = CURVE[crv];
  const point = curve.getPublicKey(privateKey, false);
  return { point, sign: (message) => curve.sign(message, privateKey, { prehash: true, lowS: false }) };
}

export const scrypt = (
  password: Uint8Array,
  salt: Uint8Array,
  { N, r, p }: ScryptCost,
  length: number,
): Promise<Uint8Array> => scryptAsync(password, salt, { N, r, p, dkLen: length });

/** Bundles contain no optional packages. */
export const addon = async (): Promise<undefined> => undefined;
