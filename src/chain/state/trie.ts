import { toHex } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import { missing, type TrieOf } from "./missing.ts";
import { MAX_NODE_BYTES, type Nodes } from "./node-bag.ts";
import { isList, type RlpItem, type RlpList, readRlp } from "./rlp.ts";

/**
 * A node shorter than 32 bytes is embedded in its parent. At most four levels fit: a leaf in a branch in an extension
 * in a node.
 */
export const NODE = { bytes: MAX_NODE_BYTES, depth: 4 };

/** keccak256 of RLP's empty string: the root of an empty trie. */
export const EMPTY_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";

/**
 * The value at `key` in the trie with this root (Yellow Paper, Appendix D), or undefined if the nodes prove that there
 * is none. `key` is 32 bytes, already hashed.
 * A node missing on the path never counts as absence: it throws `facts.proof-foreign-root`, `-other-account`,
 * `-other-slot` or `-incomplete` (missing.ts).
 */
export function valueAt(root: string, key: Uint8Array, bag: Nodes, of: TrieOf = "slot"): Uint8Array | undefined {
  if (root === EMPTY_ROOT) return undefined;
  const nodeOf = (hash: string, parent?: RlpList): RlpList => {
    const bytes = bag.get(hash);
    if (bytes !== undefined) return readNode(bytes);
    throw missing({ root, node: hash, parent, of }, (each) => bag.get(each) !== undefined);
  };
  let node: RlpList | undefined = nodeOf(root);
  for (let depth = 0; node !== undefined; ) {
    const step: Step = node.items.length === 17 ? throughBranch(node, key, depth) : alongPath(node, key, depth);
    if ("value" in step) return step.value;
    depth += step.nibbles;
    node = childOf(step.child, node, nodeOf);
  }
  return undefined;
}

/**
 * What a node says about the rest of a key, from the nibble `depth` on: a value (or that there is none), or the next
 * child.
 */
type Step = { readonly value: Uint8Array | undefined } | { readonly nibbles: number; readonly child: RlpItem };

function throughBranch({ items }: RlpList, key: Uint8Array, depth: number): Step {
  // All keys have the same length, so none ends at a branch.
  if (depth >= 2 * key.length) throw refused("a branch at the end of the key");
  const [child, value] = [items[nibbleAt(key, depth)], items[16]];
  if (child === undefined || value === undefined || isList(value) || value.length > 0) {
    throw refused("a value in a branch");
  }
  return { nibbles: 1, child };
}

/** An extension or a leaf: [compact path, child or value]. */
function alongPath({ items }: RlpList, key: Uint8Array, depth: number): Step {
  const [path, next] = items;
  if (items.length !== 2 || path === undefined || next === undefined || isList(path)) {
    throw refused("a node with neither 2 nor 17 members");
  }
  const { bytes } = path;
  const { leaf, from } = compactPath(bytes);
  const [nibbles, rest] = [2 * bytes.length - from, 2 * key.length - depth];
  const fits = nibbles <= rest && sameNibbles(bytes, from, key, depth);
  if (!leaf) return fits ? { nibbles, child: next } : { value: undefined };
  if (isList(next) || next.length === 0) throw refused("a leaf without a value");
  if (nibbles !== rest) throw refused("a leaf for keys of another length");
  return { value: fits ? next.bytes : undefined };
}

/** Hex-prefix encoding (Yellow Paper, Appendix C): the path begins at the nibble `from`. */
function compactPath(bytes: Uint8Array): { readonly leaf: boolean; readonly from: 1 | 2 } {
  const flags = bytes.length === 0 ? 4 : nibbleAt(bytes, 0);
  if (flags > 3) throw refused("a path with unknown flags");
  const from = flags % 2 === 1 ? 1 : 2;
  if (from === 2 && nibbleAt(bytes, 1) !== 0) throw refused("a path with padding that is not 0");
  if (flags < 2 && 2 * bytes.length === from) throw refused("an extension by nothing");
  return { leaf: flags >= 2, from };
}

/** Whether a path, from its nibble `from` on, matches the key from `depth` on. */
function sameNibbles(path: Uint8Array, from: number, key: Uint8Array, depth: number): boolean {
  for (let i = from; i < 2 * path.length; i++) {
    if (nibbleAt(path, i) !== nibbleAt(key, depth + i - from)) return false;
  }
  return true;
}

/** The node that a reference in `parent` names; undefined if the reference is empty. */
function childOf(
  reference: RlpItem,
  parent: RlpList,
  nodeOf: (hash: string, parent: RlpList) => RlpList,
): RlpList | undefined {
  if (isList(reference)) {
    if (reference.raw.length >= 32) throw refused("a node within a node that is too large to be");
    return reference;
  }
  if (reference.length === 0) return undefined;
  if (reference.length !== 32) throw refused("a reference that is no hash");
  return nodeOf(toHex(reference.bytes), parent);
}

function readNode(bytes: Uint8Array): RlpList {
  const node = readRlp(bytes, NODE);
  if (!isList(node)) throw refused("a node that is no list");
  return node;
}

/** The high half of a byte comes first. */
function nibbleAt(bytes: Uint8Array, place: number): number {
  const byte = bytes[place >> 1] ?? 0;
  return place % 2 === 0 ? byte >> 4 : byte & 15;
}

function refused(what: string): DidimError {
  return new DidimError("facts.proof-bad-node", `A proof has what no trie has: ${what}.`, { what });
}
