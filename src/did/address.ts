import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesOfText } from "../crypto/bytes.ts";

const LOWER_CASE = /^0x[0-9a-f]{40}$/;
const ANY_CASE = /^0x[0-9a-fA-F]{40}$/;

/** Address 0. It has no controller, so as an identity it counts as deactivated (DIDRegistry.controllerOf answers 0). */
export const NOBODY = `0x${"0".repeat(40)}`;

/** How an address is shown to people: EIP-55, upper case where the hash of the lower-case digits says so. */
export function checksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = keccak_256(bytesOfText(digits));
  const upper = (i: number): boolean => (((hash[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 0xf) >= 8;
  return `0x${[...digits].map((digit, i) => (upper(i) ? digit.toUpperCase() : digit)).join("")}`;
}

/** The address in lower case, or undefined: mixed case must bear the right EIP-55 checksum. */
export function canonicalAddress(text: string): string | undefined {
  if (LOWER_CASE.test(text)) return text;
  return ANY_CASE.test(text) && checksumAddress(text) === text ? text.toLowerCase() : undefined;
}
