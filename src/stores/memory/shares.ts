/**
 * What each of many holders has, in order of arrival, and who has the most. The time of each operation does not depend
 * on the numbers.
 */
export class Shares {
  readonly #held = new Map<string, Set<string>>();
  /** Holders by how much they hold; the one whose number changed last comes last. */
  readonly #bySize = new Map<number, Set<string>>();
  #most = 0;

  /** How much the holder has. */
  of(holder: string): number {
    return this.#held.get(holder)?.size ?? 0;
  }

  /** A holder with the most. Throws if nobody has anything. */
  largest(): string {
    return first(this.#bySize.get(this.#most));
  }

  /** What the holder has had longest. Throws if it has nothing. */
  oldestOf(holder: string): string {
    return first(this.#held.get(holder));
  }

  add(holder: string, thing: string): void {
    const things = this.#held.get(holder) ?? new Set();
    this.#held.set(holder, things.add(thing));
    this.#move(holder, things.size - 1, things.size);
    this.#most = Math.max(this.#most, things.size);
  }

  /** Does nothing if the holder does not have it. */
  remove(holder: string, thing: string): void {
    const things = this.#held.get(holder);
    if (!things?.delete(thing)) return;
    if (things.size === 0) this.#held.delete(holder);
    this.#move(holder, things.size + 1, things.size);
    // Numbers change by one, so the holder who had the most still has the most.
    if (!this.#bySize.has(this.#most)) this.#most -= 1;
  }

  #move(holder: string, from: number, to: number): void {
    const left = this.#bySize.get(from);
    left?.delete(holder);
    if (left?.size === 0) this.#bySize.delete(from);
    if (to > 0) this.#bySize.set(to, (this.#bySize.get(to) ?? new Set()).add(holder));
  }
}

function first(set: ReadonlySet<string> | undefined): string {
  for (const one of set ?? []) return one;
  throw new RangeError("nothing is held");
}
