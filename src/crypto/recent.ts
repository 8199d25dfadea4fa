/**
 * What was made for the keys asked most recently: the last `size` different ones surely, and never more than twice as many. A key that is asked
 * for again and again costs one look-up: to put it in front each time, as an exact order would need, takes longer than some of what is kept.
 */
export class Recent<T> {
  readonly #size: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Makes the value if it is not there; what `make` throws is not kept. */
  get(key: string, make: () => T): T {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#size) [this.#old, this.#young] = [this.#young, new Map()];
    this.#young.set(key, value);
    return value;
  }
}
