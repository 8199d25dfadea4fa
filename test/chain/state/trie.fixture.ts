import { keccak_256 } from "@noble/hashes/sha3.js";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";

/**
 * An independent implementation of the Merkle-Patricia trie, from its definition (Yellow Paper, Appendix D, functions c
 * and n). It uses nothing of the code under test. test/chain/state/trie.test.ts compares it with roots that Besu
 * computed.
 */
export interface BuiltTrie {
  readonly root: string;
  /** By hash, lower-case 0x-hex; without nodes that are embedded in their parents. */
  readonly nodes: ReadonlyMap<string, Uint8Array>;
}

type Entry = readonly [path: string, value: Uint8Array];

const hash = (bytes: Uint8Array): string => Buffer.from(keccak_256(bytes)).toString("hex");

/** The trie with these values at these keys (0x-hex, before hashing). Values are never empty. */
export function secureTrie(entries: Iterable<readonly [key: string, value: Uint8Array]>): BuiltTrie {
  return trieOf([...entries].map(([key, value]) => [hash(Buffer.from(key.slice(2), "hex")), value] as const));
}

/** {@link secureTrie} for paths in hex digits, which are not hashed. */
export function trieOf(entries: readonly Entry[]): BuiltTrie {
  const nodes = new Map<string, Uint8Array>();
  const keep = (node: Uint8Array): string => {
    const key = `0x${hash(node)}`;
    nodes.set(key, node);
    return key;
  };
  if (entries.length === 0) return { root: keep(writeString(new Uint8Array())), nodes };
  const reference = (some: readonly Entry[], depth: number): Uint8Array => {
    if (some.length === 0) return writeString(new Uint8Array());
    const node = nodeFor(some, depth, reference);
    return node.length < 32 ? node : writeString(Buffer.from(keep(node).slice(2), "hex"));
  };
  return { root: keep(nodeFor(entries, 0, reference)), nodes };
}

function nodeFor(
  entries: readonly Entry[],
  depth: number,
  reference: (some: readonly Entry[], depth: number) => Uint8Array,
): Uint8Array {
  const [path, value] = entries[0]!;
  if (entries.length === 1) return writeList([compact(path.slice(depth), true), writeString(value)]);
  const shared = sharedBy(entries, depth);
  if (shared > depth) return writeList([compact(path.slice(depth, shared), false), reference(entries, shared)]);
  const children = [..."0123456789abcdef"].map((digit) =>
    reference(
      entries.filter(([each]) => each[depth] === digit),
      depth + 1,
    ),
  );
  return writeList([...children, writeString(new Uint8Array())]);
}

/** How many leading digits all the paths share. */
function sharedBy(entries: readonly Entry[], depth: number): number {
  const [first] = entries[0]!;
  let shared = depth;
  while (entries.every(([path]) => path[shared] === first[shared])) shared++;
  return shared;
}

function compact(digits: string, leaf: boolean): Uint8Array {
  const odd = digits.length % 2;
  const flags = (leaf ? 2 : 0) + odd;
  return writeString(Buffer.from(odd ? `${flags}${digits}` : `${flags}0${digits}`, "hex"));
}
