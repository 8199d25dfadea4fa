/** One status that a writer set, or tried to. Times in milliseconds. */
export interface Write {
  /** The writer's DID's identity: lower-case 0x-hex. */
  readonly issuer: string;
  readonly index: number;
  readonly status: 1 | 2;
  readonly askedAt: number;
  /** When the receipt was seen: from then on it must be there for ever. */
  acknowledgedAt?: number;
  /** The code of the error, where no receipt was seen: the status may be there all the same. */
  failure?: string;
}

/** What the writers were promised. Every write has an index of its own, so that each can be looked for. */
export class Ledger {
  readonly #writes: Write[] = [];
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  ask(issuer: string, index: number, status: 1 | 2): Write {
    const write: Write = { issuer, index, status, askedAt: this.#now() };
    this.#writes.push(write);
    return write;
  }

  acknowledge(write: Write): void {
    write.acknowledgedAt = this.#now();
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

  /** How many were acknowledged from `from` until `until`. */
  count(from: number, until: number = this.#now()): number {
    return this.#times(from, until).length;
  }

  /** The longest time without an acknowledgement from `from` until `until`, in milliseconds: of the whole of it, if there was none. */
  longestSilence(from: number, until: number = this.#now()): number {
    const times = [from, ...this.#times(from, until), until];
    return Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
  }

  /** From asking to the receipt, in milliseconds, shortest first. */
  latencies(from = 0): readonly number[] {
    const seen = this.acknowledged.filter(({ askedAt }) => askedAt >= from);
    return seen.map(({ askedAt, acknowledgedAt = askedAt }) => acknowledgedAt - askedAt).toSorted((a, b) => a - b);
  }

  #times(from: number, until: number): number[] {
    const times = this.acknowledged.map(({ acknowledgedAt = 0 }) => acknowledgedAt);
    return times.filter((time) => time >= from && time <= until).toSorted((a, b) => a - b);
  }
}

/** Reads words of an issuer's list: `wordsOf`. */
export type ReadStatusWords = (issuer: string, first: number, count: number) => Promise<readonly bigint[]>;

const PER_WORD = 128;

/** What a node has, against what was promised. */
export interface Compared {
  /** Acknowledged and not there: must be 0. */
  readonly lost: number;
  /** There, though no receipt was seen: allowed. */
  readonly late: number;
  /** There, though nobody asked for it, or with another status: must be 0. */
  readonly foreign: number;
}

/** Compares every status of every word that the writes touch. */
export async function compare(writes: readonly Write[], read: ReadStatusWords): Promise<Compared> {
  const found = { lost: 0, late: 0, foreign: 0 };
  for (const issuer of new Set(writes.map((write) => write.issuer))) {
    const own = writes.filter((write) => write.issuer === issuer);
    const asked = new Map(own.map((write) => [write.index, write]));
    const count = Math.floor(Math.max(...asked.keys()) / PER_WORD) + 1;
    const words = await read(issuer, 0, count);
    for (let index = 0; index < count * PER_WORD; index++) {
      const status = statusIn(words, index);
      const write = asked.get(index);
      if (status !== 0 && status !== write?.status) found.foreign++;
      else if (write?.acknowledgedAt !== undefined) found.lost += status === 0 ? 1 : 0;
      else found.late += status === 0 ? 0 : 1;
    }
  }
  return found;
}

function statusIn(words: readonly bigint[], index: number): number {
  return Number(((words[Math.floor(index / PER_WORD)] ?? 0n) >> BigInt(2 * (index % PER_WORD))) & 3n);
}
