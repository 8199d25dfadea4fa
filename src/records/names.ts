import { concatBytes } from "../crypto/encodings/bytes.ts";
import { keccak256 } from "../crypto/hash.ts";

/** An agency's name for display, as its accreditor gave it. One of the two may be empty. */
export interface Names {
  readonly ko: string;
  readonly en: string;
}

/** Names as the registry stores them: bytes that should be UTF-8, which the contract does not check. */
export interface RawNames {
  readonly ko: Uint8Array;
  readonly en: Uint8Array;
}

/** The longest name, in bytes (Accreditations.MAX_NAME). */
export const MAX_NAME = 96;

const text = new TextDecoder();

/** Invalid UTF-8 shows as U+FFFD. Undefined if the agency has no name. */
export function namesIn({ ko, en }: RawNames): Names | undefined {
  if (ko.length === 0 && en.length === 0) return undefined;
  return Object.freeze({ ko: text.decode(ko), en: text.decode(en) });
}

/** keccak256(abi.encode(ko, en)), which Accreditations stores in one slot for both names. */
export function namesHash({ ko, en }: RawNames): string {
  const [first, second] = [tail(ko), tail(en)];
  return keccak256(concatBytes(word(64), word(64 + first.length), first, second));
}

/** A dynamic text in ABI encoding: its length, then its bytes padded to whole words. */
function tail(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
  padded.set(bytes);
  return concatBytes(word(bytes.length), padded);
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(28, value);
  return bytes;
}
