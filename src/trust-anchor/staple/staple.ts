import { decode, encode, type Token, Tokenizer } from "cborg";
import { readStateRoot } from "../../chain/state/header.ts";
import { bagOf, MAX_NODES, type NodeBag } from "../../chain/state/node-bag.ts";
import { equalBytes, hexOf } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import { MAX_NAME, namesHash, type RawNames } from "../../records/names.ts";
import type { Sealed } from "../seals/sealed.ts";
import { MAX_NAMES } from "./names.ts";
import { malformed, nodesOf, type Part, partsOf } from "./parts.ts";

/** What a holder brings to a verifier: a block, and trie nodes of its state. */
export interface Staple extends Sealed {
  readonly nodes: NodeBag;
  /** Names of agencies. The state has their hashes. */
  readonly names?: readonly RawNames[];
}

/**
 * The wire format: CBOR (RFC 8949 §4.2.1, deterministic) of [version, header, [* signature], [* part], [* names]]. A
 * part is a node's bytes, or [bytes, + hole], or [present, brought, hashes]: see parts.ts. Names are [Korean, English],
 * each as bytes.
 */
const VERSION = 2;
/** Bytes; room for thirty credentials. */
export const MAX_STAPLE = 128 * 1024;
const MAX_HEADER = 16_384;
const SIGNATURE_BYTES = 65;
const MAX_SIGNATURES = 100;

/**
 * Leaves out nodes that are not reachable from the header's state root. Throws `facts.staple-oversized`, and
 * `facts.proof-*` for an invalid header or node.
 */
export function encodeStaple({ header, signatures = [], nodes, names = [] }: Staple): Uint8Array {
  const parts = partsOf(readStateRoot(header), nodes);
  const bytes = encode([VERSION, header, signatures, parts.map(toCbor), names.map(({ ko, en }) => [ko, en])]);
  checkSize(bytes.length);
  return bytes;
}

/**
 * Decodes a staple: deterministic CBOR, every node reachable from the header's state root. The result is not verified.
 * Throws `facts.staple-oversized` before it reads too large an input, `facts.staple-version`, `-malformed`,
 * `-other-root`, and `facts.proof-*` for an invalid header.
 */
export function decodeStaple(bytes: Uint8Array): Staple {
  checkSize(bytes.length);
  const value = readCbor(bytes);
  if (!Array.isArray(value)) throw malformed("it is no list");
  const [version, header, signatures, parts, names, ...more]: unknown[] = value;
  if (version !== VERSION) {
    const message = `The staple is of another version than ${VERSION}.`;
    throw new DidimError("facts.staple-version", message, { version: typeof version === "number" ? version : "none" });
  }
  if (!isBytes(header) || header.length > MAX_HEADER || more.length > 0)
    throw malformed("it has no header, or too much");
  const signed = listOf(signatures, MAX_SIGNATURES, toSignature);
  const named = listOf(names, MAX_NAMES, toNames);
  const nodes = nodesOf(listOf(parts, MAX_NODES, toPart), readStateRoot(header));
  return {
    header,
    ...(signed.length > 0 && { signatures: signed }),
    nodes,
    ...(named.length > 0 && { names: named }),
  };
}

/** Merges staples of one block; shared nodes are included once. Throws `facts.staple-other-block`. */
export function mergeStaples(first: Staple, ...others: readonly Staple[]): Staple {
  const all = [first, ...others];
  if (others.some(({ header }) => !equalBytes(header, first.header))) {
    throw new DidimError("facts.staple-other-block", "These staples are of different blocks.");
  }
  const signatures = distinct(all.flatMap((each) => each.signatures ?? []));
  const nodes = new Map(all.flatMap((each) => [...each.nodes.entries()]));
  const names = distinctNames(all.flatMap((each) => each.names ?? []));
  return {
    header: first.header,
    ...(signatures.length > 0 && { signatures }),
    nodes: bagOf(nodes.values()),
    ...(names.length > 0 && { names }),
  };
}

/** Drops names beyond the limit, because they are only for display. */
export const distinctNames = (all: readonly RawNames[]): RawNames[] =>
  [...new Map(all.map((names) => [namesHash(names), names])).values()].slice(0, MAX_NAMES);

const distinct = (all: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(all.map((bytes) => [hexOf(bytes), bytes])).values(),
];

/**
 * A staple uses three of CBOR's types (RFC 8949 §3.1): unsigned integers, byte strings, arrays. So there are no tags,
 * floats or maps to handle.
 */
const MAJOR_TYPES: readonly number[] = [0, 2, 4];

class Tokens extends Tokenizer {
  override next(): Token {
    const token = super.next();
    if (!MAJOR_TYPES.includes(token.type.major)) throw malformed("it has other types than it needs");
    return token;
  }
}

/** RFC 8949 §4.2.1: with definite lengths and shortest forms, these three types have exactly one encoding. */
const ONE_WAY = { strict: true, allowIndefinite: false };

function readCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { ...ONE_WAY, tokenizer: new Tokens(bytes, ONE_WAY) }) as unknown;
  } catch {
    // For example lists nested so deep that the stack overflows.
  }
  throw malformed("it is not CBOR in its deterministic form");
}

function toCbor(part: Part): unknown {
  if ("hashes" in part) return [part.present, part.brought, part.hashes];
  return part.holes.length === 0 ? part.node : [part.node, ...part.holes];
}

function toPart(value: unknown): Part {
  if (isBytes(value)) return { node: value, holes: [] };
  const [first, ...rest]: unknown[] = Array.isArray(value) ? value : [];
  if (isBytes(first) && rest.length > 0) return { node: first, holes: listOf(rest, 16, toUint16) };
  const [brought, hashes, ...more] = rest;
  if (!isBytes(hashes) || more.length > 0) throw malformed("a part is neither a node nor a branch");
  return { present: toUint16(first), brought: toUint16(brought), hashes };
}

function toSignature(value: unknown): Uint8Array {
  if (isBytes(value) && value.length === SIGNATURE_BYTES) return value;
  throw malformed("a signature is not 65 bytes");
}

function toNames(value: unknown): RawNames {
  const [ko, en, ...more]: unknown[] = Array.isArray(value) ? value : [];
  if (isBytes(ko) && isBytes(en) && more.length === 0 && Math.max(ko.length, en.length) <= MAX_NAME) return { ko, en };
  throw malformed(`names are not two texts of at most ${MAX_NAME} bytes`);
}

function toUint16(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 16) return value;
  throw malformed("a number is none of 16 bits");
}

function listOf<T>(value: unknown, most: number, read: (item: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(`a list is missing, or longer than ${most}`);
  return value.map(read);
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

function checkSize(bytes: number): void {
  if (bytes <= MAX_STAPLE) return;
  const message = `A staple has at most ${MAX_STAPLE} bytes.`;
  throw new DidimError("facts.staple-oversized", message, { bytes, most: MAX_STAPLE });
}
