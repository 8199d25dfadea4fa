/**
 * Undoes the newest blocks. It records how to undo each change, by block, and forgets blocks deeper than any expected
 * reorganisation.
 */
export class Journal {
  readonly #blocks: { readonly number: number; readonly undo: (() => void)[] }[] = [];
  readonly #depth: number;
  #open: (() => void)[] | undefined;

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Changes from here on belong to this block. */
  begin(number: number): void {
    this.#open = [];
    this.#blocks.push({ number, undo: this.#open });
    if (this.#blocks.length > this.#depth) this.#blocks.shift();
  }

  /** Changes from here on are not recorded, because they are too deep to be undone. */
  forget(): void {
    this.#blocks.length = 0;
    this.#open = undefined;
  }

  record(undo: () => void): void {
    this.#open?.push(undo);
  }

  /** Undoes every recorded block above `number`, newest change first. */
  rollBackTo(number: number): void {
    for (let last = this.#blocks.at(-1); last !== undefined && last.number > number; last = this.#blocks.at(-1)) {
      for (const undo of last.undo.reverse()) undo();
      this.#blocks.pop();
    }
    this.#open = undefined;
  }
}
