import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesOfText } from "../crypto/encodings/bytes.ts";

const LOWER_CASE = /^0x[0-9a-f]{40}$/;
const ANY_CASE = /^0x[0-9a-fA-F]{40}$/;

/**
 * The zero address. It has no controller, so as an identity it counts as deactivated (DIDRegistry.controllerOf returns
 * 0).
 */
export const ZERO_ADDRESS = `0x${"0".repeat(40)}`;

/** The EIP-55 spelling: a letter is in upper case where the hash of the lower-case digits says so. */
export function checksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = keccak_256(bytesOfText(digits));
  const upper = (i: number): boolean => (((hash[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 0xf) >= 8;
  return `0x${[...digits].map((digit, i) => (upper(i) ? digit.toUpperCase() : digit)).join("")}`;
}

/** The address in lower case, or undefined. A mixed-case address must have a correct EIP-55 checksum. */
export function canonicalAddress(text: string): string | undefined {
  if (LOWER_CASE.test(text)) return text;
  return ANY_CASE.test(text) && checksumAddress(text) === text ? text.toLowerCase() : undefined;
}
