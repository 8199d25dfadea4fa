/**
 * A cache of values by key. It keeps at least the last `size` different keys, and at most twice as many. A hit costs
 * one look-up; an exact LRU order would have to move the key on each hit, which takes longer than computing some of the
 * values.
 */
export class RecentCache<T> {
  readonly #size: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Computes the value if it is not cached. Does not cache if `make` throws. */
  get(key: string, make: () => T): T {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#size) [this.#old, this.#young] = [this.#young, new Map()];
    this.#young.set(key, value);
    return value;
  }
}
