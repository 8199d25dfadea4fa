/** Reproducible randomness: Marsaglia's 32-bit xorshift (Journal of Statistical Software 8, 2003). */
export class Chance {
  #state: number;

  /** @param seed Any whole number except 0. */
  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** A whole number in [0, end). */
  below(end: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % end;
  }

  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  one<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  }
}
