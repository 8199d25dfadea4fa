import type { Keccak } from "../../crypto/keccak.ts";
import { sleep } from "../sleep.ts";
import { NO_ITEM, NODE_BYTES, PAYLOAD, WORD, writeListPrefix, writePath, writeValue } from "./trie-node.ts";

const [DIGITS, BRANCH] = [64, 16];
/** Depth of the subtries that are computed one by one, with a pause in between. */
const APART = 2;
/** So many entries at a time are hashed before others may run. */
const AT_ONCE = 2048;

/** Neighbouring entries, from the first number up to the second. */
type Part = readonly [from: number, to: number];

/**
 * Computes the nodes of a trie from all its entries, and keeps each node only until its parent is written. Sorting the
 * keys digit by digit is the walk over the trie: the entries of a subtrie become neighbours.
 */
export class TrieWalk {
  readonly #keccak: Keccak;
  readonly #keys: Uint8Array;
  readonly #values: Uint8Array;
  /** The entries by number, and a second array for sorting. */
  readonly #order: Uint32Array;
  readonly #aside: Uint32Array;
  /** One node buffer for each depth. */
  readonly #nodes: Uint8Array[] = [];
  /** References to subtries that are already computed, by where they begin. */
  readonly #made = new Map<number, Uint8Array>();

  /** @param keys Keys of 32 bytes, concatenated, all different; `values` likewise, none of them zero. */
  constructor(keccak: Keccak, keys: Uint8Array, values: Uint8Array, count: number) {
    [this.#keccak, this.#keys, this.#values] = [keccak, keys, values];
    this.#order = Uint32Array.from({ length: count }, (_, i) => i);
    this.#aside = new Uint32Array(count);
  }

  root(): Uint8Array {
    return this.#keccak(this.#node([0, this.#order.length], 0));
  }

  /** Computes the subtries below the second digit one after the other; other work may run in between. */
  async prepare(): Promise<void> {
    const apart = (part: Part, depth: number): readonly Part[] =>
      depth === APART ? [part] : this.#sort(part, depth).flatMap((below) => apart(below, depth + 1));
    let since = 0;
    for (const part of apart([0, this.#order.length], 0)) {
      const reference = new Uint8Array(1 + WORD);
      const end = this.#refer(this.#node(part, APART), reference, 0);
      this.#made.set(part[0], reference.slice(0, end));
      since += part[1] - part[0];
      if (since < AT_ONCE) continue;
      since = 0;
      await sleep(0);
    }
  }

  /** The node of the entries that share their digits before `depth`. The next node of that depth overwrites it. */
  #node(part: Part, depth: number): Uint8Array {
    const [from, to] = part;
    if (to - from === 1) return this.#leaf(from, depth);
    let [parts, below] = [this.#sort(part, depth), depth];
    while (parts.length === 1) parts = this.#sort(part, ++below);
    if (below === depth) return this.#branch(parts, depth);
    const node = this.#nodeAt(depth);
    const end = writePath(node, this.#keys, this.#keyOf(from), [depth, below], false);
    return writeListPrefix(node, this.#refer(this.#branch(parts, below), node, end));
  }

  #branch(parts: readonly Part[], depth: number): Uint8Array {
    const node = this.#nodeAt(depth);
    let [end, digit] = [PAYLOAD, 0];
    for (const part of parts) {
      for (const own = this.#digit(part[0], depth); digit < own; digit++) node[end++] = NO_ITEM;
      end = this.#child(part, depth + 1, node, end);
      digit++;
    }
    // A branch's value, its 17th item, is empty, because all keys have the same length.
    for (; digit <= BRANCH; digit++) node[end++] = NO_ITEM;
    return writeListPrefix(node, end);
  }

  #child(part: Part, depth: number, node: Uint8Array, at: number): number {
    const made = depth === APART ? this.#made.get(part[0]) : undefined;
    if (made === undefined) return this.#refer(this.#node(part, depth), node, at);
    node.set(made, at);
    return at + made.length;
  }

  #leaf(entry: number, depth: number): Uint8Array {
    const node = this.#nodeAt(depth);
    const at = this.#keyOf(entry);
    const end = writePath(node, this.#keys, at, [depth, DIGITS], true);
    return writeListPrefix(node, writeValue(node, end, this.#values.subarray(at, at + WORD)));
  }

  /**
   * Writes a node's reference in its parent: the node itself if shorter than 32 bytes, otherwise its hash. @returns
   * Where it ends.
   */
  #refer(child: Uint8Array, node: Uint8Array, at: number): number {
    if (child.length < WORD) {
      node.set(child, at);
      return at + child.length;
    }
    node[at] = NO_ITEM + WORD;
    node.set(this.#keccak(child), at + 1);
    return at + 1 + WORD;
  }

  /** Sorts a part by one digit. @returns One part for each digit that occurs. */
  #sort([from, to]: Part, depth: number): readonly Part[] {
    if (depth >= DIGITS) throw new RangeError("two slots are the same");
    const counts = new Uint32Array(BRANCH);
    for (let i = from; i < to; i++) counts[this.#digit(i, depth)] = (counts[this.#digit(i, depth)] ?? 0) + 1;
    const parts: Part[] = [];
    const next = new Uint32Array(BRANCH);
    let start = from;
    for (const [digit, count] of counts.entries()) {
      next[digit] = start;
      if (count > 0) parts.push([start, start + count]);
      start += count;
    }
    if (parts.length > 1) this.#arrange([from, to], depth, next);
    return parts;
  }

  /** @param next Where the next entry of each digit goes. */
  #arrange([from, to]: Part, depth: number, next: Uint32Array): void {
    for (let i = from; i < to; i++) {
      const digit = this.#digit(i, depth);
      const place = next[digit] ?? 0;
      this.#aside[place] = this.#order[i] ?? 0;
      next[digit] = place + 1;
    }
    this.#order.set(this.#aside.subarray(from, to), from);
  }

  #digit(entry: number, depth: number): number {
    const byte = this.#keys[this.#keyOf(entry) + (depth >> 1)] ?? 0;
    return depth & 1 ? byte & 15 : byte >> 4;
  }

  #keyOf(entry: number): number {
    return (this.#order[entry] ?? 0) * WORD;
  }

  #nodeAt(depth: number): Uint8Array {
    this.#nodes[depth] ??= new Uint8Array(NODE_BYTES);
    return this.#nodes[depth];
  }
}
