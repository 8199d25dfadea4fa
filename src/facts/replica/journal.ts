/**
 * How to take back the newest blocks. Each change leaves its undoing here, under its block; what lies deeper than a
 * reorganisation is expected to reach is forgotten.
 */
export class Journal {
  readonly #blocks: { readonly number: number; readonly undo: (() => void)[] }[] = [];
  readonly #depth: number;
  #open: (() => void)[] | undefined;

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** From here on changes belong to this block. */
  begin(number: number): void {
    this.#open = [];
    this.#blocks.push({ number, undo: this.#open });
    if (this.#blocks.length > this.#depth) this.#blocks.shift();
  }

  /** From here on changes are not recorded: they are too deep to be taken back. */
  forget(): void {
    this.#blocks.length = 0;
    this.#open = undefined;
  }

  record(undo: () => void): void {
    this.#open?.push(undo);
  }

  /** Takes back every recorded block above `number`, the newest change first. */
  rollBackTo(number: number): void {
    for (let last = this.#blocks.at(-1); last !== undefined && last.number > number; last = this.#blocks.at(-1)) {
      for (const undo of last.undo.reverse()) undo();
      this.#blocks.pop();
    }
    this.#open = undefined;
  }
}
