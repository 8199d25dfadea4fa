import { MAX_NODES, NodeBag, type Nodes } from "../../chain/state/node-bag.ts";
import { isList, readRlp } from "../../chain/state/rlp.ts";
import { NODE } from "../../chain/state/trie.ts";
import { NO_ITEM, NODE_BYTES, PAYLOAD, WORD, writeListPrefix } from "../../chain/state/trie-node.ts";
import { concatBytes, toHex } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";

/**
 * Trie nodes without what the reader can compute. Children come before their parents. A parent leaves out a child's
 * hash, which is the keccak256 of the child just read; a branch also leaves out the RLP prefix of each hash. This saves
 * a tenth of a proof.
 */
export type Part = Branch | Cut;

/** A branch. The children are bits, the highest of 16 first. */
export interface Branch {
  readonly present: number;
  /** Which of the present children come before it in the staple. */
  readonly brought: number;
  /** The hashes of the other children, concatenated. */
  readonly hashes: Uint8Array;
}

/** Any other node. */
export interface Cut {
  readonly node: Uint8Array;
  /**
   * Where in the whole node the hash of a child was: in an extension, or in an account, whose child is its storage
   * trie.
   */
  readonly holes: readonly number[];
}

/** The RLP prefix of a hash. */
const HASH_PREFIX = NO_ITEM + WORD;

/**
 * The nodes in the bag that are reachable from this root, through accounts into their storage; others are left out.
 * Throws `facts.staple-malformed`.
 */
export function partsOf(root: string, bag: Nodes): readonly Part[] {
  const parts: Part[] = [];
  const visit = (hash: string): boolean => {
    const node = bag.get(hash);
    if (node === undefined) return false;
    // A node that occurs twice is written twice, with everything below it. Real states hardly have any; made-up nodes
    // may.
    if (parts.length >= MAX_NODES) throw malformed("it has more nodes than any needs");
    parts.push(branchOf(node, visit) ?? cut(node, visit));
    return true;
  };
  visit(root);
  return parts;
}

/** Undefined if it is no branch, or if the branch embeds a small node. */
function branchOf(node: Uint8Array, visit: (hash: string) => boolean): Branch | undefined {
  const item = readRlp(node, NODE);
  if (!isList(item) || item.items.length !== 17) return undefined;
  const children = item.items.slice(0, 16).map((child) => (isList(child) ? undefined : child.bytes));
  if (children.some((hash) => hash?.length !== WORD && hash?.length !== 0)) return undefined;
  let [present, brought] = [0, 0];
  const others: Uint8Array[] = [];
  for (const [i, hash] of children.entries()) {
    if (hash === undefined || hash.length === 0) continue;
    present |= bitOf(i);
    if (visit(toHex(hash))) brought |= bitOf(i);
    else others.push(hash);
  }
  return { present, brought, hashes: concatBytes(...others) };
}

function cut(node: Uint8Array, visit: (hash: string) => boolean): Cut {
  const [holes, pieces]: [number[], Uint8Array[]] = [[], []];
  let from = 0;
  for (let at = node.indexOf(HASH_PREFIX) + 1; at > 0; at = node.indexOf(HASH_PREFIX, Math.max(at, from)) + 1) {
    if (!visit(toHex(node.subarray(at, at + WORD)))) continue;
    holes.push(at);
    pieces.push(node.subarray(from, at));
    from = at + WORD;
  }
  return { node: holes.length === 0 ? node : concatBytes(...pieces, node.subarray(from)), holes };
}

/**
 * Restores the nodes; all are reachable from this root. Throws `facts.staple-malformed`, `facts.staple-other-root`,
 * `facts.proof-oversized`.
 */
export function nodesOf(parts: readonly Part[], root: string): NodeBag {
  const bag = new NodeBag();
  /** Hashes of nodes whose parents have not been read yet. */
  const open: Uint8Array[] = [];
  const take = (count: number): readonly Uint8Array[] => {
    if (count > open.length) throw malformed("a node's child is missing");
    return open.splice(open.length - count, count);
  };
  // One buffer for all nodes: a buffer for each would take longer than writing the node.
  const room = new Uint8Array(parts.length * NODE_BYTES).fill(NO_ITEM);
  for (const [i, part] of parts.entries()) {
    const own = room.subarray(i * NODE_BYTES, (i + 1) * NODE_BYTES);
    open.push(bag.add("node" in part ? filled(part, take) : written(part, take, own)));
  }
  const [last, ...others] = open;
  if (others.length > 0) throw malformed("a node hangs on no other");
  // A node above the root would be harmless to the reader. But whoever passes a staple on could add such nodes.
  if (last !== undefined && toHex(last) !== root) {
    throw new DidimError("facts.staple-other-root", "The nodes are of another state than the header.", { root });
  }
  return bag;
}

type Take = (count: number) => readonly Uint8Array[];

function filled({ node, holes }: Cut, take: Take): Uint8Array {
  if (holes.length === 0) return node;
  const whole = new Uint8Array(node.length + holes.length * WORD);
  let [from, end] = [0, 0];
  for (const [i, hash] of take(holes.length).entries()) {
    // Copies up to the hole what follows the previous hash.
    const upTo = (holes[i] ?? 0) - i * WORD;
    if (upTo > node.length || upTo < from) throw malformed("a hole is beyond the node");
    whole.set(node.subarray(from, upTo), end);
    whole.set(hash, holes[i]);
    [from, end] = [upTo, upTo + (i + 1) * WORD];
  }
  whole.set(node.subarray(from), end);
  return whole;
}

/** A branch is [16 × hash or nothing, no value]. `node` is a buffer without content yet. */
function written({ present, brought, hashes }: Branch, take: Take, node: Uint8Array): Uint8Array {
  if ((brought & ~present) !== 0 || bitCount(present & ~brought) * WORD !== hashes.length) {
    throw malformed("a branch has not the children that it says");
  }
  const own = take(bitCount(brought)).values();
  let [end, from] = [PAYLOAD, 0];
  for (let bit = bitOf(0); bit !== 0; bit >>= 1) {
    if ((present & bit) !== 0) {
      if ((brought & bit) === 0) from += WORD;
      const hash = (brought & bit) === 0 ? hashes.subarray(from - WORD, from) : own.next().value;
      node[end] = HASH_PREFIX;
      node.set(hash ?? [], end + 1);
      end += WORD;
    }
    end++;
  }
  return writeListPrefix(node, end + 1);
}

const bitOf = (child: number): number => 0x8000 >> child;

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

export function malformed(why: string): DidimError {
  return new DidimError("facts.staple-malformed", `That is no staple: ${why}.`, { why });
}
