import { bytesOfHex, concatBytes } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";

/**
 * Recursive Length Prefix (Ethereum Yellow Paper, Appendix B), read strictly: each value has exactly one accepted
 * encoding. So a decoded value can be encoded again byte by byte, and the hash of the input is the hash of the value.
 */
export type RlpItem = RlpString | RlpList;

/** An item in the input, from `at` up to `end`. It refers to the input and copies nothing. */
class Encoded {
  protected readonly input: Uint8Array;
  readonly at: number;
  readonly end: number;

  constructor(input: Uint8Array, at: number, end: number) {
    this.input = input;
    this.at = at;
    this.end = end;
  }

  /** The item as encoded, prefix included. */
  get raw(): Uint8Array {
    return this.input.subarray(this.at, this.end);
  }
}

export class RlpString extends Encoded {
  readonly #start: number;

  constructor(input: Uint8Array, at: number, start: number, end: number) {
    super(input, at, end);
    this.#start = start;
  }

  get bytes(): Uint8Array {
    return this.input.subarray(this.#start, this.end);
  }

  /** The length in bytes. */
  get length(): number {
    return this.end - this.#start;
  }
}

export class RlpList extends Encoded {
  readonly items: readonly RlpItem[];

  constructor(input: Uint8Array, at: number, end: number, items: readonly RlpItem[]) {
    super(input, at, end);
    this.items = items;
  }
}

export interface RlpBounds {
  /** The most bytes of the whole encoding. */
  readonly bytes: number;
  /** How many lists may be nested; 1 is a list of strings. */
  readonly depth: number;
}

export const isList = (item: RlpItem): item is RlpList => item instanceof RlpList;

/**
 * The one item that `input` encodes. Throws `facts.proof-oversized` before it reads too large an input,
 * `facts.proof-too-deep` before it opens too deep a list, otherwise `facts.proof-bad-rlp`.
 */
export function readRlp(input: Uint8Array, bounds: RlpBounds): RlpItem {
  if (input.length > bounds.bytes) {
    const facts = { bytes: input.length, most: bounds.bytes };
    throw new DidimError("facts.proof-oversized", "Part of a proof is larger than any can be.", facts);
  }
  const item = readItem(input, 0, input.length, bounds.depth);
  if (item.end !== input.length) throw refused("something follows after the end", item.end);
  return item;
}

/** @param depth How many lists may still be opened here. */
function readItem(input: Uint8Array, at: number, end: number, depth: number): RlpItem {
  const first = input[at];
  if (first === undefined || at >= end) throw refused("it ends too early", at);
  if (first < 0x80) return new RlpString(input, at, at, at + 1);
  const list = first >= 0xc0;
  const short = first - (list ? 0xc0 : 0x80);
  const start = at + 1 + Math.max(0, short - 55);
  if (start > end) throw refused("it ends too early", at);
  const length = short <= 55 ? short : longLength(input, at + 1, start);
  if (length > end - start) throw refused("it ends too early", at);
  const stop = start + length;
  if (list) return new RlpList(input, at, stop, readItems(input, start, stop, depth));
  if (length === 1 && (input[start] ?? 0) < 0x80) throw refused("a small byte has a prefix", at);
  return new RlpString(input, at, start, stop);
}

function readItems(input: Uint8Array, start: number, end: number, depth: number): readonly RlpItem[] {
  if (depth === 0) {
    throw new DidimError("facts.proof-too-deep", "Part of a proof has more lists within lists than any can.", {
      offset: start,
    });
  }
  const items: RlpItem[] = [];
  for (let at = start; at < end; ) {
    const item = readItem(input, at, end, depth - 1);
    items.push(item);
    at = item.end;
  }
  return items;
}

/** The length that the bytes from `at` up to `end` encode. */
function longLength(input: Uint8Array, at: number, end: number): number {
  if (input[at] === 0) throw refused("a length begins with 0", at);
  let length = 0;
  for (let i = at; i < end; i++) length = length * 256 + (input[i] ?? 0);
  if (length <= 55) throw refused("a short length is written long", at);
  return length;
}

/** A list of items that are already encoded. */
export function writeList(raws: readonly Uint8Array[]): Uint8Array {
  const payload = concatBytes(...raws);
  return concatBytes(prefix(payload.length, 0xc0), payload);
}

export function writeString(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 1 && (bytes[0] ?? 0) < 0x80) return bytes;
  return concatBytes(prefix(bytes.length, 0x80), bytes);
}

/** A number in hex digits, as its shortest encoding. */
export function writeNumber(digits: string): Uint8Array {
  return writeString(bytesOfDigits(digits.replace(/^0+/, "")));
}

/** The bytes of hex digits; an odd number of them gets a zero in front. */
export function bytesOfDigits(digits: string): Uint8Array {
  return bytesOfHex(digits.length % 2 === 0 ? digits : `0${digits}`);
}

function prefix(length: number, base: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(base + length);
  const digits = bytesOfDigits(length.toString(16));
  return concatBytes(Uint8Array.of(base + 55 + digits.length), digits);
}

function refused(why: string, offset: number): DidimError {
  return new DidimError("facts.proof-bad-rlp", `Part of a proof is not canonical RLP: ${why}.`, { why, offset });
}
