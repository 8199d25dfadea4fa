/** What was made for the keys asked most recently, up to a bound; the one not asked for longest goes first. */
export class Recent<T> {
  readonly #size: number;
  readonly #values = new Map<string, T>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Makes the value if it is not there; what `make` throws is not kept. */
  get(key: string, make: () => T): T {
    const known = this.#values.get(key);
    const value = known ?? make();
    // A Map keeps its order of insertion, so that the first entry is the oldest.
    if (known !== undefined) this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#size) this.#dropOldest();
    return value;
  }

  #dropOldest(): void {
    for (const key of this.#values.keys()) {
      this.#values.delete(key);
      return;
    }
  }
}
