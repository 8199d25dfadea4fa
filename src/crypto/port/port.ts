import type { CurveName } from "../keys/curve.ts";
import type { PublicJwk } from "../keys/keys.ts";

/**
 * What Didim needs of a platform for bytes and cryptography. There are two implementations: `node.ts` (Buffer and
 * node:crypto) and `portable.ts` (noble and Web Crypto, for browsers and everything else). Both export these functions;
 * `#crypto` in package.json picks one. A test checks that they agree.
 */
export interface CryptoPort {
  /** Lower-case hex digits, without 0x. */
  hexOf(bytes: Uint8Array): string;
  /** Decodes pairs of hex digits, without 0x. Stops at the first pair that is not hex. */
  bytesOfHex(digits: string): Uint8Array;
  /** base64url without padding (RFC 4648 §5). */
  base64urlOf(bytes: Uint8Array): string;
  /** Decodes leniently. A caller that accepts only the canonical spelling encodes the result again and compares. */
  bytesOfBase64url(text: string): Uint8Array;
  /** The text's UTF-8 bytes. */
  bytesOfText(text: string): Uint8Array;
  /** One byte a character, for a text of ASCII characters only. */
  bytesOfAscii(text: string): Uint8Array;
  /** The text of UTF-8 bytes; undefined if they are not UTF-8. A byte order mark is kept. */
  textOf(bytes: Uint8Array): string | undefined;
  /** 32 bytes. A text is hashed as its UTF-8 bytes. */
  sha256(input: Uint8Array | string): Uint8Array;
  /** SHA-256 of a text's UTF-8 bytes, in base64url. */
  sha256Base64url(text: string): string;
  /** From the platform's cryptographic generator. */
  randomBytes(length: number): Uint8Array;
  /**
   * ECDSA over SHA-256; `signature` is r‖s, 64 bytes; high S is accepted. False also for a signature of another
   * length, and for a point that is not on its curve.
   *
   * @param comesBack Whether the key will be used again, so that caching the imported key pays.
   */
  verifyEcdsa(key: PublicJwk, message: Uint8Array, signature: Uint8Array, comesBack: boolean): boolean;
  /**
   * The uncompressed point (65 bytes) of a compressed one (33 bytes in hex digits, without 0x). Throws if there is
   * none.
   */
  decompressed(compressed: string, crv: CurveName): Uint8Array;
  /**
   * A signer with a private key of 32 bytes; its signatures may have a high S. It may keep the bytes: the caller never
   * changes them. Throws if it is no private key of the curve.
   */
  ecdsaSigner(privateKey: Uint8Array, crv: CurveName): EcdsaSigner;
  /**
   * A key of `length` bytes from a password (RFC 7914). Rejects an N that is no power of 2 above 1, an `r`, `p` or
   * `length` below 1, and what takes more than 1 GiB of memory. N may be larger than RFC 7914 §2 has it for a small
   * `r`: keystores have it so.
   */
  scrypt(password: Uint8Array, salt: Uint8Array, cost: ScryptCost, length: number): Promise<Uint8Array>;
  /** An optional package's module; undefined where it is not installed or not available on the platform. */
  addon(name: string): Promise<unknown>;
}

/** As RFC 7914 §2 names them: it takes 128·N·r bytes of memory. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export interface EcdsaSigner {
  /** The uncompressed public key, 65 bytes (SEC 1 §2.3.3). */
  readonly point: Uint8Array;
  /** ECDSA over SHA-256: r‖s, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}
