import { keccak256 } from "../crypto/hash.ts";

/** What people are shown as an agency's name, as its accreditor gave it. One of the two may be empty. */
export interface Names {
  readonly ko: string;
  readonly en: string;
}

/** Names as the registry stores them: bytes, which should be UTF-8, and nobody sees to it. */
export interface RawNames {
  readonly ko: Uint8Array;
  readonly en: Uint8Array;
}

/** The longest name, in bytes (Accreditations.MAX_NAME). */
export const MAX_NAME = 96;

const text = new TextDecoder();

/** What is no UTF-8 shows as U+FFFD. Undefined if the agency has no name. */
export function namesIn({ ko, en }: RawNames): Names | undefined {
  if (ko.length === 0 && en.length === 0) return undefined;
  return Object.freeze({ ko: text.decode(ko), en: text.decode(en) });
}

/** keccak256(abi.encode(ko, en)): what one slot of Accreditations says of both. */
export function namesHash({ ko, en }: RawNames): string {
  const [first, second] = [tail(ko), tail(en)];
  return keccak256(Buffer.concat([word(64), word(64 + first.length), first, second]));
}

/** A dynamic text in ABI encoding: its length, and its bytes up to whole words. */
function tail(bytes: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 32) * 32);
  padded.set(bytes);
  return Buffer.concat([word(bytes.length), padded]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(value, 28);
  return bytes;
}
