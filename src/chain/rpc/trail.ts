/** A block, as far as it says where a chain stands. */
export interface Head {
  readonly number: number;
  /** Lower-case 0x-hex. */
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * The newest blocks that a node was seen to have. What it says later must come after one of them, or it is on another chain, or on this one begun anew; but for the
 * newest few, which another machine behind the same address may not have yet.
 */
export class Trail {
  readonly #tolerance: number;
  /** The oldest first. */
  readonly #seen: Head[] = [];

  /** @param tolerance Seconds: how far machines behind one address may be apart. */
  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  /** The newest block that it must have by now; undefined: none but the first one. */
  get anchor(): Head | undefined {
    const newest = this.#seen.at(-1);
    return newest && this.#seen.findLast(({ time }) => time <= newest.time - this.#tolerance);
  }

  /** One of each second will do. */
  add(head: Head): void {
    const newest = this.#seen.at(-1);
    if (newest !== undefined && (head.number <= newest.number || head.time <= newest.time)) return;
    this.#seen.push(head);
    const { anchor } = this;
    if (anchor !== undefined) this.#seen.splice(0, this.#seen.indexOf(anchor));
  }
}
