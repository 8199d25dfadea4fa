import { randomInt } from "../crypto/random.ts";
import { DidimError } from "../errors/error.ts";
import { CHUNK, type IndexJournal, type IndexStore } from "../stores/index-store.ts";

/**
 * Gives out the status indices of one list, so that issuing needs no transaction. Each index is given out only once, at
 * random within the open chunk, and a chunk is filled before the next one opens. So a credential hides
 * among 8,191 others, and the list stays dense.
 */
export interface Allocator {
  /** The list's number. */
  readonly list: number;
  /** How many credentials the list has room for, as opened on the chain. */
  readonly capacity: number;
  /** How many indices are left. */
  readonly remaining: number;
  /**
   * Takes indices, all or none. When it resolves they are durably recorded as taken. An index that is taken and not
   * used is lost. Throws `issuer.list-full`, `issuer.journal-failed`, `issuer.allocator-closed`.
   */
  allocate(count?: number): Promise<number[]>;
  close(): Promise<void>;
}

/** The limit in StatusLists. */
const MAX_CAPACITY = 2 ** 31;

export interface AllocatorOptions {
  readonly store: IndexStore;
  readonly list: number;
  /** As opened on the chain; after an extension, the new capacity. */
  readonly capacity: number;
  /** Returns a uniform integer in [0, below). */
  readonly random?: (below: number) => number;
}

/**
 * Throws `issuer.list-number`, `issuer.list-capacity`, and what the store throws (`files.locked`,
 * `issuer.journal-corrupt`).
 */
export async function openAllocator({
  store,
  list,
  capacity,
  random = randomInt,
}: AllocatorOptions): Promise<Allocator> {
  if (!Number.isInteger(list) || list < 0 || list >= 2 ** 32) {
    throw new DidimError("issuer.list-number", "A status list's number is a uint32.", { list });
  }
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MAX_CAPACITY) {
    throw new DidimError("issuer.list-capacity", "A list's capacity is 1 to 2^31, as it was opened on chain.", {
      list,
      capacity,
    });
  }
  const journal = await store.open(list);
  return new ChunkedAllocator({ list, capacity, random }, journal);
}

type Drawing = Pick<AllocatorOptions, "list" | "capacity"> & { readonly random: (below: number) => number };

class ChunkedAllocator implements Allocator {
  readonly list: number;
  readonly capacity: number;
  readonly #random: (below: number) => number;
  readonly #journal: IndexJournal;
  #chunk: number;
  #free: number[];
  #queue: Promise<unknown> = Promise.resolve();
  #unusable: DidimError | undefined;

  constructor({ list, capacity, random }: Drawing, journal: IndexJournal) {
    this.list = list;
    this.capacity = capacity;
    this.#random = random;
    this.#journal = journal;
    this.#chunk = journal.chunk;
    this.#free = freeIn(journal.chunk, capacity, new Set(journal.taken));
  }

  get remaining(): number {
    return this.#free.length + Math.max(0, this.capacity - (this.#chunk + 1) * CHUNK);
  }

  async allocate(count = 1): Promise<number[]> {
    return this.#inTurn(() => this.#take(count));
  }

  async close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#unusable?.code === "issuer.allocator-closed") return;
      this.#unusable = new DidimError("issuer.allocator-closed", "This allocator was closed; open the list's again.", {
        list: this.list,
      });
      await this.#journal.close();
    });
  }

  /** Serializes calls within this process; the store keeps other processes out. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #take(count: number): Promise<number[]> {
    if (this.#unusable !== undefined) throw this.#unusable;
    if (!Number.isInteger(count) || count < 1) {
      throw new DidimError("issuer.index-count", "One index or more are taken at a time.", { count });
    }
    if (count > this.remaining) throw this.#full(count);
    const taken: number[] = [];
    try {
      while (taken.length < count) taken.push(...(await this.#takeFromChunk(count - taken.length)));
    } catch (cause) {
      // It is not known what has reached the disk. Opening the list again reads it.
      this.#unusable = this.#failed(cause);
      throw this.#unusable;
    }
    return taken;
  }

  async #takeFromChunk(most: number): Promise<number[]> {
    if (this.#free.length === 0) {
      await this.#journal.begin(this.#chunk + 1);
      this.#chunk += 1;
      this.#free = freeIn(this.#chunk, this.capacity, new Set());
    }
    const drawn = Array.from({ length: Math.min(most, this.#free.length) }, () => this.#draw());
    await this.#journal.append(drawn);
    return drawn;
  }

  /** Draws one of the free indices, each with equal probability. The last free index moves into the gap. */
  #draw(): number {
    const at = this.#random(this.#free.length);
    const [index, last] = [this.#free[at], this.#free.pop()];
    if (index === undefined || last === undefined)
      throw new RangeError("random() is to answer an integer in [0, below)");
    if (index !== last) this.#free[at] = last;
    return index;
  }

  #full(count: number): DidimError {
    return new DidimError(
      "issuer.list-full",
      "The status list has no room for that many. Extend it on chain (extendList) and open the allocator with the new capacity, or open another list.",
      { list: this.list, capacity: this.capacity, remaining: this.remaining, count },
    );
  }

  #failed(cause: unknown): DidimError {
    if (cause instanceof DidimError) return cause;
    return new DidimError(
      "issuer.journal-failed",
      "The journal of status indices could not be written; no index was given out. Mend the disk, then open the allocator anew.",
      { list: this.list },
      { cause },
    );
  }
}

function freeIn(chunk: number, capacity: number, taken: ReadonlySet<number>): number[] {
  const first = chunk * CHUNK;
  const size = Math.max(0, Math.min(CHUNK, capacity - first));
  return Array.from({ length: size }, (_, i) => first + i).filter((index) => !taken.has(index));
}
