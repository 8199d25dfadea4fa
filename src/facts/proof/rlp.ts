import { DidimError } from "../../errors.ts";

/**
 * Recursive Length Prefix (Ethereum Yellow Paper, Appendix B), read strictly: each value has one encoding, and every other is refused. So
 * what was read can be written again byte by byte, and what was hashed is what was read.
 */
export type RlpItem = RlpString | RlpList;

export interface RlpString {
  /** The item as it was encoded, prefix included. */
  readonly raw: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface RlpList {
  readonly raw: Uint8Array;
  readonly items: readonly RlpItem[];
}

export interface RlpBounds {
  /** Of the whole encoding. */
  readonly bytes: number;
  /** How many lists may be open at once; 1 is a list of strings. */
  readonly depth: number;
}

export const isList = (item: RlpItem): item is RlpList => "items" in item;

/** The one item that `input` encodes. Throws `facts.proof-oversized` before it reads what is too large, `facts.proof-too-deep` before it opens what is too deep, else `facts.proof-bad-rlp`. */
export function readRlp(input: Uint8Array, bounds: RlpBounds): RlpItem {
  if (input.length > bounds.bytes) {
    const facts = { bytes: input.length, most: bounds.bytes };
    throw new DidimError("facts.proof-oversized", "Part of a proof is larger than any can be.", facts);
  }
  const item = readItem(input, { at: 0, end: input.length, depth: bounds.depth });
  if (item.raw.length !== input.length) throw refused("something follows after the end", item.raw.length);
  return item;
}

interface Position {
  readonly at: number;
  readonly end: number;
  /** How many lists may still be opened here. */
  readonly depth: number;
}

function readItem(input: Uint8Array, { at, end, depth }: Position): RlpItem {
  const first = input[at];
  if (first === undefined || at >= end) throw refused("it ends too early", at);
  if (first < 0x80) return { raw: input.subarray(at, at + 1), bytes: input.subarray(at, at + 1) };
  const { start, stop } = extentOf(input, at, end);
  const raw = input.subarray(at, stop);
  if (first >= 0xc0) return { raw, items: readItems(input, { at: start, end: stop, depth }) };
  const bytes = input.subarray(start, stop);
  if (bytes.length === 1 && (bytes[0] ?? 0) < 0x80) throw refused("a small byte has a prefix", at);
  return { raw, bytes };
}

function readItems(input: Uint8Array, { at, end, depth }: Position): readonly RlpItem[] {
  if (depth === 0) {
    throw new DidimError("facts.proof-too-deep", "Part of a proof has more lists within lists than any can.", {
      offset: at,
    });
  }
  const items: RlpItem[] = [];
  for (let next = at; next < end; ) {
    const item = readItem(input, { at: next, end, depth: depth - 1 });
    items.push(item);
    next += item.raw.length;
  }
  return items;
}

/** Where the payload of the item at `at` starts and stops. */
function extentOf(input: Uint8Array, at: number, end: number): { readonly start: number; readonly stop: number } {
  const first = input[at] ?? 0;
  const short = first - (first >= 0xc0 ? 0xc0 : 0x80);
  const digits = Math.max(0, short - 55);
  const start = at + 1 + digits;
  if (start > end) throw refused("it ends too early", at);
  const length = digits === 0 ? short : longLength(input.subarray(at + 1, start), at);
  if (length > end - start) throw refused("it ends too early", at);
  return { start, stop: start + length };
}

function longLength(digits: Uint8Array, at: number): number {
  if (digits[0] === 0) throw refused("a length begins with 0", at);
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (length <= 55) throw refused("a short length is written long", at);
  return length;
}

/** A list of what is encoded already. */
export function writeList(raws: readonly Uint8Array[]): Uint8Array {
  const payload = Buffer.concat(raws);
  return Buffer.concat([prefix(payload.length, 0xc0), payload]);
}

export function writeString(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 1 && (bytes[0] ?? 0) < 0x80) return bytes;
  return Buffer.concat([prefix(bytes.length, 0x80), bytes]);
}

function prefix(length: number, base: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(base + length);
  const hex = length.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Uint8Array.of(base + 55 + digits.length), digits]);
}

function refused(why: string, offset: number): DidimError {
  return new DidimError("facts.proof-bad-rlp", `Part of a proof is not canonical RLP: ${why}.`, { why, offset });
}
