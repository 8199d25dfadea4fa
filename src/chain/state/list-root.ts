import { hexOf } from "../../crypto/encodings/bytes.ts";
import { keccak256, keccak256Bytes } from "../../crypto/hash.ts";
import { bytesOfDigits, writeList, writeNumber, writeString } from "./rlp.ts";
import { EMPTY_ROOT } from "./trie.ts";

/** A value with its key in hex digits. */
interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

const NOTHING = writeString(new Uint8Array());
const DIGITS = "0123456789abcdef";

/**
 * The root of the trie in which a block's header holds a list, such as its receipts: each item's key is its position in
 * RLP (Yellow Paper §4.4; the trie: Appendix D). Items are never empty.
 */
export function listRoot(items: readonly Uint8Array[]): string {
  if (items.length === 0) return EMPTY_ROOT;
  const entries = items.map((value, i): Entry => ({ key: hexOf(writeNumber(i.toString(16))), value }));
  return keccak256(nodeOf(entries, 0));
}

/** The node of the entries that share their digits before `depth`. */
function nodeOf(entries: readonly Entry[], depth: number): Uint8Array {
  const [first, ...others] = entries;
  if (first === undefined) throw new RangeError("a node has entries");
  if (others.length === 0) return writeList([path(first.key.slice(depth), true), writeString(first.value)]);
  let shared = depth;
  while (others.every(({ key }) => key[shared] === first.key[shared])) shared++;
  const branch = branchOf(entries, shared);
  return shared === depth ? branch : writeList([path(first.key.slice(depth, shared), false), reference(branch)]);
}

function branchOf(entries: readonly Entry[], depth: number): Uint8Array {
  const children = [...DIGITS].map((digit) => {
    const below = entries.filter(({ key }) => key[depth] === digit);
    return below.length === 0 ? NOTHING : reference(nodeOf(below, depth + 1));
  });
  // No key ends at a branch, because no item's encoding in RLP begins with another's. So a branch has no value.
  return writeList([...children, NOTHING]);
}

/** Hex-prefix encoding (Yellow Paper, Appendix C). */
function path(digits: string, leaf: boolean): Uint8Array {
  const odd = digits.length % 2;
  const flags = ((leaf ? 2 : 0) + odd).toString(16);
  return writeString(bytesOfDigits(`${flags}${odd === 1 ? "" : "0"}${digits}`));
}

/** A node in its parent: the node itself if it is shorter than 32 bytes, otherwise its hash. */
function reference(node: Uint8Array): Uint8Array {
  return node.length < 32 ? node : writeString(keccak256Bytes(node));
}
