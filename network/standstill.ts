/** What was seen of a node at one moment. */
export interface Sighting {
  readonly name: string;
  /** Its newest block; undefined if it did not answer. */
  readonly block?: number;
  /** The newest block that it knows of its peers. */
  readonly highestOfPeers?: number;
  readonly peers?: number;
}

/**
 * How many blocks a node may be behind the others. A node that is further behind fetches the missing blocks, and its
 * own block moves meanwhile.
 */
const BEHIND = 10;

/**
 * Finds nodes that stand still: connected, behind the others, and without a new block for `stillMs` milliseconds. A
 * restart cures them (docs/operations.md). A node without peers is cut off, and one that does not answer may be reading
 * its database: neither stands still. If the whole chain halts, no node is behind.
 */
export class Standstill {
  readonly #stillMs: number;
  /** Each node's block, and when it was first seen there, in ms. */
  readonly #since = new Map<string, { readonly block: number; readonly ms: number }>();

  constructor(stillMs: number) {
    this.#stillMs = stillMs;
  }

  /** The names of the nodes that stand still at the time `ms`, according to what was seen then and before. */
  look(seen: readonly Sighting[], ms: number): readonly string[] {
    const highest = Math.max(...seen.flatMap(({ block = 0, highestOfPeers = 0 }) => [block, highestOfPeers]));
    return seen
      .filter((one) => this.#isStill(one, ms) && (one.peers ?? 0) > 0 && highest - (one.block ?? 0) > BEHIND)
      .map(({ name }) => name);
  }

  /** Begins anew with a node: it was restarted. */
  forget(name: string): void {
    this.#since.delete(name);
  }

  #isStill({ name, block }: Sighting, ms: number): boolean {
    if (block === undefined) {
      this.#since.delete(name);
      return false;
    }
    const known = this.#since.get(name);
    if (known?.block === block) return ms - known.ms >= this.#stillMs;
    this.#since.set(name, { block, ms });
    return false;
  }
}
