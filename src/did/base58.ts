import { hexOf } from "../crypto/encodings/bytes.ts";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** base58 with Bitcoin's alphabet (draft-msporny-base58-03 §2); each leading zero byte is written as a 1. */
export function base58(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  let text = "";
  for (let rest = BigInt(`0x0${hex}`); rest > 0n; rest /= 58n) text = ALPHABET[Number(rest % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros === -1 ? bytes.length : zeros) + text;
}
