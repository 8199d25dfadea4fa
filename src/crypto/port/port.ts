import type { CurveName } from "../curve.ts";
import type { PublicJwk } from "../keys.ts";

/**
 * What the rest of Didim needs of a platform's bytes and cryptography. There are two ways: `node.ts` (Buffer and node:crypto) and `portable.ts` (noble
 * and Web Crypto, for browsers and everything else). Both export these functions; `#crypto` in package.json picks one. A test holds them together.
 */
export interface CryptoPort {
  /** Lower-case hex digits, without 0x. */
  hexOf(bytes: Uint8Array): string;
  /** Of hex digits in pairs, without 0x. What is no pair of hex digits, and all after it, is left out. */
  bytesOfHex(digits: string): Uint8Array;
  /** RFC 4648 §5, without padding. */
  base64urlOf(bytes: Uint8Array): string;
  /** Reads leniently: whoever must have the one spelling writes it back and compares. */
  bytesOfBase64url(text: string): Uint8Array;
  /** UTF-8. */
  bytesOfText(text: string): Uint8Array;
  /** One byte a character, of a text that has none beyond ASCII. */
  bytesOfAscii(text: string): Uint8Array;
  /** Undefined if the bytes are not UTF-8. A byte order mark is a character like any other. */
  textOf(bytes: Uint8Array): string | undefined;
  /** 32 bytes; of a text, those of its UTF-8. */
  sha256(input: Uint8Array | string): Uint8Array;
  /** Of a text's UTF-8. */
  sha256Base64url(text: string): string;
  /** From the platform's generator for keys. */
  randomBytes(length: number): Uint8Array;
  /**
   * ECDSA over SHA-256, `signature` r‖s, 64 bytes, high S accepted. False as well for a point that is not on its curve.
   *
   * @param comesBack Whether the key will be seen again, so that it pays to keep what was made of it.
   */
  verifyEcdsa(key: PublicJwk, message: Uint8Array, signature: Uint8Array, comesBack: boolean): boolean;
  /** The point, 65 bytes, with this compressed form: 33 bytes in hex digits, without 0x. Throws if there is none. */
  decompressed(compressed: string, crv: CurveName): Uint8Array;
  /** Signs by a private key of 32 bytes; S may be high. Throws if that is no private key of the curve. */
  ecdsaSigner(privateKey: Uint8Array, crv: CurveName): EcdsaSigner;
  /**
   * A key of `length` bytes from a password (RFC 7914). Rejects an N that is no power of 2 above 1, an `r` or `p` below 1, and
   * what takes more than 1 GiB of memory. N may be larger than RFC 7914 §2 has it for a small `r`: keystores have it so.
   */
  scrypt(password: Uint8Array, salt: Uint8Array, cost: ScryptCost, length: number): Promise<Uint8Array>;
  /** An optional package's module; undefined where it is not installed, or cannot be here. */
  addon(name: string): Promise<unknown>;
}

/** As RFC 7914 §2 names them: it takes 128·N·r bytes of memory. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export interface EcdsaSigner {
  /** The public key, 65 bytes (SEC 1 §2.3.3). */
  readonly point: Uint8Array;
  /** ECDSA over SHA-256: r‖s, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}
