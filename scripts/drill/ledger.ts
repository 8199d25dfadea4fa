import { STATUSES_PER_WORD, statusIn } from "../../src/public/registry.ts";

/** One status that a writer set, or tried to set. Times in milliseconds since 1970. */
export interface Write {
  /** The identity in the writer's DID: lower-case 0x-hex. */
  readonly issuer: string;
  readonly index: number;
  readonly status: 1 | 2;
  readonly askedAt: number;
  /** When the receipt was seen. From then on the write must never be lost. */
  acknowledgedAt?: number;
  /** The error's code, if no receipt was seen. The status may be set nevertheless. */
  failure?: string;
}

/**
 * Records what the writers were promised. Every write has an index of its own, so that it can be checked individually.
 */
export class Ledger {
  readonly #writes: Write[] = [];
  readonly #now: () => number;
  #newestBlock = 0n;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  ask(issuer: string, index: number, status: 1 | 2): Write {
    const write: Write = { issuer, index, status, askedAt: this.#now() };
    this.#writes.push(write);
    return write;
  }

  /** @param block The number of the block that the receipt named. */
  acknowledge(write: Write, block: bigint): void {
    write.acknowledgedAt = this.#now();
    if (block > this.#newestBlock) this.#newestBlock = block;
  }

  /** The newest block that a receipt named: a node that does not have it yet does not have every acknowledged write. */
  get newestBlock(): bigint {
    return this.#newestBlock;
  }

  fail(write: Write, code: string): void {
    write.failure = code;
  }

  get writes(): readonly Write[] {
    return this.#writes;
  }

  get acknowledged(): readonly Write[] {
    return this.#writes.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  }

  /** How many writes were acknowledged from `from` until `until`. */
  count(from: number, until: number = this.#now()): number {
    return this.#times(from, until).length;
  }

  /**
   * The longest time without an acknowledgement between `from` and `until`, in milliseconds; the whole time if there
   * was none.
   */
  longestSilence(from: number, until: number = this.#now()): number {
    const times = [from, ...this.#times(from, until), until];
    return Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
  }

  /** The times from request to receipt, in milliseconds, shortest first. */
  latencies(from = 0): readonly number[] {
    const seen = this.acknowledged.filter(({ askedAt }) => askedAt >= from);
    return seen.map(({ askedAt, acknowledgedAt = askedAt }) => acknowledgedAt - askedAt).toSorted((a, b) => a - b);
  }

  #times(from: number, until: number): number[] {
    const times = this.acknowledged.map(({ acknowledgedAt = 0 }) => acknowledgedAt);
    return times.filter((time) => time >= from && time <= until).toSorted((a, b) => a - b);
  }
}

/** Reads words of an issuer's list, as `wordsOf` does. */
export type ReadStatusWords = (issuer: string, first: number, count: number) => Promise<readonly bigint[]>;

/** A node's state compared with what the writers were promised. */
export interface Compared {
  /** Acknowledged but missing. Must be 0. */
  readonly lost: number;
  /** Present without a receipt. Allowed. */
  readonly late: number;
  /** Present but never requested, or with another status. Must be 0. */
  readonly foreign: number;
}

/** Compares every status of every word that the writes touch. */
export async function compare(writes: readonly Write[], read: ReadStatusWords): Promise<Compared> {
  const found = { lost: 0, late: 0, foreign: 0 };
  for (const issuer of new Set(writes.map((write) => write.issuer))) {
    const own = writes.filter((write) => write.issuer === issuer);
    const asked = new Map(own.map((write) => [write.index, write]));
    const count = Math.floor(Math.max(...asked.keys()) / STATUSES_PER_WORD) + 1;
    const words = await read(issuer, 0, count);
    for (let index = 0; index < count * STATUSES_PER_WORD; index++) {
      const status = statusIn(words[Math.floor(index / STATUSES_PER_WORD)] ?? 0n, index);
      const write = asked.get(index);
      if (status !== 0 && status !== write?.status) found.foreign++;
      else if (write?.acknowledgedAt !== undefined) found.lost += status === 0 ? 1 : 0;
      else found.late += status === 0 ? 0 : 1;
    }
  }
  return found;
}
