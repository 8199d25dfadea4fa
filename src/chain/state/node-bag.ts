import { toHex } from "../../crypto/encodings/bytes.ts";
import { keccak256Bytes } from "../../crypto/hash.ts";
import { DidimError } from "../../errors/error.ts";

/** A branch of 16 hashes takes 532 bytes. */
export const MAX_NODE_BYTES = 1024;
/** All five checks of a credential need about 60 nodes, so this allows thirty credentials in one proof. */
export const MAX_NODES = 2048;

/** What a walk needs of the bag. */
export type Nodes = Pick<NodeBag, "get">;

/**
 * All trie nodes of a proof, by their keccak256, which is computed once when a node is added. The walk finds out which
 * nodes belong together. Unused nodes do no harm.
 */
export class NodeBag {
  readonly #nodes = new Map<string, Uint8Array>();
  #hashed = 0;

  /** @returns The node's hash, 32 bytes. Throws `facts.proof-oversized`. */
  add(node: Uint8Array): Uint8Array {
    this.#hashed++;
    checkCount(this.#hashed);
    if (node.length > MAX_NODE_BYTES) throw oversized({ bytes: node.length, mostBytes: MAX_NODE_BYTES });
    const hash = keccak256Bytes(node);
    this.#nodes.set(toHex(hash), node);
    return hash;
  }

  get(hash: string): Uint8Array | undefined {
    return this.#nodes.get(hash);
  }

  /** How many different nodes the bag has. */
  get size(): number {
    return this.#nodes.size;
  }

  /** How many nodes were added, repeated ones included. */
  get hashed(): number {
    return this.#hashed;
  }

  /** The nodes by hash. */
  entries(): IterableIterator<[hash: string, node: Uint8Array]> {
    return this.#nodes.entries();
  }

  [Symbol.iterator](): IterableIterator<Uint8Array> {
    return this.#nodes.values();
  }
}

/** A bag of these nodes, in any order. Throws `facts.proof-oversized`. */
export function bagOf(nodes: Iterable<Uint8Array>): NodeBag {
  const bag = new NodeBag();
  for (const node of nodes) bag.add(node);
  return bag;
}

/** Throws `facts.proof-oversized`. */
export function checkCount(nodes: number): void {
  if (nodes > MAX_NODES) throw oversized({ nodes, mostNodes: MAX_NODES });
}

function oversized(facts: Readonly<Record<string, number>>): DidimError {
  return new DidimError("facts.proof-oversized", "A proof has more nodes, or larger ones, than any needs.", facts);
}
