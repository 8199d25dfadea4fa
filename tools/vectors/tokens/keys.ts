import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { toBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { bytesOfText, concatBytes, sha256, toHex } from "../../../src/crypto/encodings/bytes.ts";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import type { PublicJwk } from "../../../src/crypto/keys/keys.ts";

/**
 * A key of the pack. Its private key is the SHA-256 of a public text with its name in it, so everybody has it: it is for
 * tests only.
 */
export interface TestKey {
  readonly name: string;
  readonly alg: "ES256" | "ES256K";
  readonly jwk: PublicJwk;
  /** The private key, base64url. */
  readonly d: string;
  /** RFC 7638, base64url. */
  readonly thumbprint: string;
  /** Deterministic (RFC 6979): r‖s, 64 bytes; low-S on secp256k1. */
  sign(message: Uint8Array): Uint8Array;
}

/** The text whose SHA-256 is the private key. */
export const keyText = (name: string): string => `didim test vectors, for tests only: ${name}`;

const made = new Map<string, TestKey>();

export function testKey(name: string, alg: TestKey["alg"] = "ES256"): TestKey {
  const known = made.get(`${alg} ${name}`);
  if (known !== undefined) return known;
  const curve = alg === "ES256" ? p256 : secp256k1;
  const secret = sha256(bytesOfText(keyText(name)));
  const point = curve.getPublicKey(secret, false);
  const [x, y] = [toBase64url(point.subarray(1, 33)), toBase64url(point.subarray(33))];
  const jwk: PublicJwk = { kty: "EC", crv: alg === "ES256" ? "P-256" : "secp256k1", x, y };
  const sign = (message: Uint8Array) => curve.sign(message, secret, { prehash: true, lowS: alg === "ES256K" });
  const key: TestKey = { name, alg, jwk, d: toBase64url(secret), thumbprint: thumbprint(jwk), sign };
  made.set(`${alg} ${name}`, key);
  return key;
}

/** All keys that were asked for, in the order of their names. */
export const keysUsed = (): readonly TestKey[] =>
  [...made.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** A council member, who signs checkpoints of blocks. */
export interface TestMember {
  readonly name: string;
  readonly address: string;
  /** Of a 32-byte digest, 0x-hex: r‖s‖v, with v 27 or 28. */
  sign(digest: string): Uint8Array;
}

export function testMember(name: string): TestMember {
  const secret = sha256(bytesOfText(keyText(name)));
  const address = toHex(keccak_256(secp256k1.getPublicKey(secret, false).subarray(1)).subarray(12));
  return {
    name,
    address,
    sign(digest) {
      const bytes = Uint8Array.from(Buffer.from(digest.slice(2), "hex"));
      const signature = secp256k1.sign(bytes, secret, { prehash: false, format: "recovered" });
      return concatBytes(signature.subarray(1), Uint8Array.of(27 + (signature[0] ?? 0)));
    },
  };
}
