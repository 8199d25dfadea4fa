import { writeList, writeString } from "../../src/chain/state/rlp.ts";
import type { Keccak } from "../../src/crypto/keccak.ts";

/** A key before hashing (0x-hex) and its value. */
export type Entry = readonly [key: string, value: Uint8Array];

/** A trie of which only the paths to some keys are kept. */
export interface Grown {
  readonly root: Uint8Array;
  readonly paths: readonly Uint8Array[];
}

interface Leaf {
  readonly path: Buffer;
  readonly value: Uint8Array;
  readonly wanted: boolean;
}

type Range = readonly [from: number, to: number];

const NOTHING = writeString(new Uint8Array());
const BRANCH = 16;

/** Hashes the whole trie, and keeps the nodes that prove the `wanted` keys, present or absent. */
export function grow(keccak: Keccak, entries: Iterable<Entry>, wanted: ReadonlySet<string>): Grown {
  const leaves: Leaf[] = [];
  for (const [key, value] of entries) {
    const path = Buffer.from(keccak(Buffer.from(key.slice(2), "hex")));
    leaves.push({ path, value, wanted: wanted.has(key) });
  }
  leaves.sort((a, b) => a.path.compare(b.path));
  const paths: Uint8Array[] = [];

  /** The reference to the node of these leaves, and whether a wanted key is among them. */
  const grown = (range: Range, depth: number): readonly [reference: Uint8Array, wanted: boolean] => {
    const [node, kept] = nodeOf(range, depth);
    if (kept && node.length >= 32) paths.push(node);
    return [node.length < 32 ? node : writeString(keccak(node)), kept];
  };

  const nodeOf = ([from, to]: Range, depth: number): readonly [node: Uint8Array, wanted: boolean] => {
    const first = leaves[from];
    if (first === undefined || from === to) return [NOTHING, false];
    if (to - from === 1) {
      return [
        writeList([compact(first.path, depth, 2 * first.path.length, true), writeString(first.value)]),
        first.wanted,
      ];
    }
    const shared = sharedBy(first.path, leaves[to - 1]?.path ?? first.path, depth);
    if (shared > depth) {
      const [child, kept] = grown([from, to], shared);
      return [writeList([compact(first.path, depth, shared, false), child]), kept];
    }
    const children = rangesOf([from, to], depth).map((range) => grown(range, depth + 1));
    return [writeList([...children.map(([reference]) => reference), NOTHING]), children.some(([, kept]) => kept)];
  };

  const rangesOf = ([from, to]: Range, depth: number): Range[] => {
    let next = from;
    return Array.from({ length: BRANCH }, (_, digit) => {
      const begin = next;
      while (next < to && digitAt(leaves[next]?.path, depth) === digit) next++;
      return [begin, next] as const;
    });
  };

  const [node, kept] = nodeOf([0, leaves.length], 0);
  if (kept) paths.push(node);
  return { root: keccak(node), paths };
}

const digitAt = (path: Buffer | undefined, depth: number): number =>
  ((path?.[depth >> 1] ?? 0) >> (depth % 2 === 0 ? 4 : 0)) & 15;

function sharedBy(a: Buffer, b: Buffer, depth: number): number {
  let shared = depth;
  while (digitAt(a, shared) === digitAt(b, shared)) shared++;
  return shared;
}

/** Hex-prefix encoding (Yellow Paper, Appendix C). */
function compact(path: Buffer, from: number, to: number, leaf: boolean): Uint8Array {
  const digits = path.toString("hex").slice(from, to);
  const flags = (leaf ? 2 : 0) + (digits.length % 2);
  return writeString(Buffer.from(digits.length % 2 === 1 ? `${flags}${digits}` : `${flags}0${digits}`, "hex"));
}
