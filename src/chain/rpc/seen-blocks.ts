/** The part of a block that says how far a chain has come. */
export interface Head {
  readonly number: number;
  /** Lower-case 0x-hex. */
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * The newest blocks that a node was seen to have. A later answer must build on one of them; otherwise the node is on
 * another chain, or the chain was restarted. The last few seconds do not count, because another machine behind the same
 * address may lack those blocks.
 */
export class SeenBlocks {
  readonly #tolerance: number;
  /** Oldest first. */
  readonly #seen: Head[] = [];

  /** @param tolerance Seconds by which machines behind one address may differ. */
  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  /** The newest block that the node must have by now; undefined if only the first block is sure. */
  get anchor(): Head | undefined {
    const newest = this.#seen.at(-1);
    return newest && this.#seen.findLast(({ time }) => time <= newest.time - this.#tolerance);
  }

  /** Keeps at most one block per second. */
  add(head: Head): void {
    const newest = this.#seen.at(-1);
    if (newest !== undefined && (head.number <= newest.number || head.time <= newest.time)) return;
    this.#seen.push(head);
    const { anchor } = this;
    if (anchor !== undefined) this.#seen.splice(0, this.#seen.indexOf(anchor));
  }
}
