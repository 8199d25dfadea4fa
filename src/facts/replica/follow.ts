import { DidimError } from "../../errors/error.ts";
import type { InForce } from "../../registry/directory-reader.ts";
import { decodeLog, type EventTable, eventTable } from "../../registry/logs/decode.ts";
import type { BlockHeader, LogSource, RawLog, RegistryAddresses } from "../../registry/logs/source.ts";
import { badAnswer, checkHeader, logsIn } from "./answers.ts";
import { type BloomBits, bloomBits, mayHold } from "./bloom.ts";
import { DirectoryCheck } from "./directory-check.ts";
import { applyBlock } from "./events/apply.ts";
import { applyHistory, HistoryReader } from "./history.ts";
import { type HashedHeader, type HashedSource, hashed } from "./state/hashed.ts";
import { State } from "./state/state.ts";

const BLOCKS_AT_ONCE = 16;
/** How often one sync starts over because of a reorganisation. */
const MAX_TURNS = 5;
/** How long, in ms, an identity check of the chain holds. */
const IDENTIFY_EVERY_MS = 300_000;
const NO_PARENT = `0x${"0".repeat(64)}`;

export interface FollowOptions {
  readonly source: LogSource;
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block, if known in advance. */
  readonly genesis: string | undefined;
  /** The block of deployment; nothing of the registries is older. */
  readonly fromBlock: number;
  /** How many of the newest blocks can be undone. */
  readonly depth: number;
  /** How far back from the head each block is checked against its header. Older history is read in ranges. */
  readonly everyBlockWithin: number;
  readonly inForce: InForce | undefined;
}

/** Keeps a {@link State} at the chain's newest block, and undoes blocks when the chain is reorganised. */
export class Follower {
  readonly #options: FollowOptions;
  readonly #source: HashedSource;
  readonly #table: EventTable;
  /** The bits of the contracts whose logs are read. */
  readonly #blooms: readonly BloomBits[];
  /** Whether the registries are still those of the Directory. */
  readonly directoryCheck: DirectoryCheck;
  #history: HistoryReader;
  #state: State;
  /** Headers of the newest blocks, which the journal can undo. The last one is the state's block. */
  #recent: BlockHeader[] = [];
  #genesis: string | undefined;
  /** The first block of the chain it first followed. It never follows another chain. */
  #first: string | undefined;
  /** When it last saw that the node is on that chain. */
  #identified: number | undefined;
  #ready = false;
  #stopped = false;
  #reorganisations = 0;
  #rebuilds = 0;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#source = hashed(options.source);
    this.#table = eventTable(options.addresses);
    this.#history = new HistoryReader(this.#source, this.#table);
    this.#state = new State(options.depth);
    this.directoryCheck = new DirectoryCheck(options.inForce);
    const { directory } = this.directoryCheck;
    this.#blooms = [...this.#table.keys(), ...(directory === undefined ? [] : [directory])].map(bloomBits);
  }

  get state(): State {
    return this.#state;
  }

  /** The state's block. */
  get reached(): BlockHeader | undefined {
    return this.#recent.at(-1);
  }

  /** Whether the state is complete as of a block of the chain, not on the way there for the first time. */
  get ready(): boolean {
    return this.#ready;
  }

  get genesis(): string | undefined {
    return this.#genesis;
  }

  /** How often the chain was reorganised. */
  get reorganisations(): number {
    return this.#reorganisations;
  }

  /** How often everything was read again from the first block. */
  get rebuilds(): number {
    return this.#rebuilds;
  }

  /** Continues from a stored state. The next {@link sync} finds out whether it belongs to this chain. */
  resume(state: State, reached: BlockHeader, genesis: string): void {
    [this.#state, this.#recent, this.#genesis] = [state, [reached], genesis];
  }

  /** Forgets everything; the next {@link sync} starts at the first block. */
  reset(): void {
    this.#rebuilds++;
    [this.#state, this.#recent, this.#genesis] = [new State(this.#options.depth), [], undefined];
    this.#history = new HistoryReader(this.#source, this.#table);
    [this.#identified, this.#ready] = [undefined, false];
  }

  /** Ends a running {@link sync} at its next step. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Reads up to the node's head, or up to block `last`. Throws `facts.*`. After `facts.gap` the state is empty; after
   * any other error it is as before, or further.
   */
  async sync(last = Number.POSITIVE_INFINITY): Promise<void> {
    if (performance.now() - (this.#identified ?? Number.NEGATIVE_INFINITY) > IDENTIFY_EVERY_MS) await this.#identify();
    try {
      await this.#syncTo(last);
    } catch (error) {
      // After an error, the node may be another one; check its identity again.
      this.#identified = undefined;
      throw error;
    }
  }

  async #syncTo(last: number): Promise<void> {
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const newest = await this.#source.head();
      const head = last < newest.number ? await this.#canonical(last, newest) : newest;
      await this.#returnToChain(head);
      await this.directoryCheck.look();
      if (await this.#advance(head)) return;
    }
    throw badAnswer("is of a chain that never stands still", { turns: MAX_TURNS });
  }

  /**
   * Goes to the block with this number: forward, or back as far as blocks can be undone. Throws `facts.replica-passed`,
   * and what {@link sync} throws.
   */
  async goTo(number: number): Promise<void> {
    if (!this.#ready || (this.reached?.number ?? number) < number) await this.sync(number);
    if (this.#recent.some((header) => header.number === number)) return this.#rollBackTo(number);
    const facts = { number, reached: this.reached?.number };
    throw new DidimError("facts.replica-passed", "The replica is not at that block, and cannot go back to it.", facts);
  }

  async #identify(): Promise<void> {
    const { chainId, genesis } = await this.#source.identify();
    const wanted = { chainId: this.#options.chainId, genesis: this.#options.genesis ?? this.#first ?? genesis };
    if (chainId !== wanted.chainId || genesis !== wanted.genesis) {
      const message = "The node is on another chain, or on one with the same id and another first block.";
      throw new DidimError("facts.wrong-chain", message, {
        chainId: chainId.toString(),
        genesis,
        wanted: { ...wanted, chainId: wanted.chainId.toString() },
      });
    }
    if (this.#genesis !== undefined && this.#genesis !== genesis) {
      const message = "The snapshot is of a chain with the same id and another first block.";
      throw new DidimError("facts.snapshot-foreign", message, { genesis, known: this.#genesis });
    }
    [this.#genesis, this.#first, this.#identified] = [genesis, genesis, performance.now()];
  }

  /** If the state's block is no longer on the chain, undoes blocks until it is, or all of them. */
  async #returnToChain(head: HashedHeader): Promise<void> {
    const { reached } = this;
    if (reached === undefined) return;
    const newest = this.#recent.findLast(({ number }) => number <= head.number);
    if (newest === undefined || (await this.#isCanonical(newest, head))) {
      this.#ready ||= newest === reached;
      if (newest === reached) return;
      // The node is so far behind that it may be on another chain, restarted from scratch.
      if (newest === undefined) await this.#identify();
      throw behind(head, reached.number);
    }
    // Either the chain was reorganised, or the node is on another chain; then the state stays.
    await this.#identify();
    this.#reorganisations++;
    this.directoryCheck.forget();
    for (const older of this.#recent.filter(({ number }) => number < newest.number).reverse()) {
      if (await this.#isCanonical(older, head)) return this.#rollBackTo(older.number);
    }
    this.reset();
    await this.#identify();
  }

  #rollBackTo(number: number): void {
    this.#state.journal.rollBackTo(number);
    this.#recent = this.#recent.filter((header) => header.number <= number);
  }

  async #isCanonical(known: BlockHeader, head: HashedHeader): Promise<boolean> {
    return (await this.#canonical(known.number, head)).hash === known.hash;
  }

  async #canonical(number: number, head: HashedHeader): Promise<HashedHeader> {
    const header = number === head.number ? head : await this.#source.block(number);
    checkHeader(header, number, undefined);
    return header;
  }

  /** Whether it reached `head`; false if the chain was reorganised meanwhile. */
  async #advance(head: HashedHeader): Promise<boolean> {
    const { fromBlock } = this.#options;
    const deep = head.number - Math.max(this.#options.depth, this.#options.everyBlockWithin);
    if (this.reached === undefined && fromBlock > head.number) throw behind(head, fromBlock);
    for (;;) {
      const next = this.reached === undefined ? fromBlock : this.reached.number + 1;
      if (next > head.number) break;
      if (this.#stopped) throw new DidimError("facts.closed", "The replica was closed meanwhile.");
      if (!(await (next <= deep ? this.#backfill(next, deep) : this.#followFrom(next, head)))) return false;
    }
    this.#ready = true;
    return true;
  }

  async #backfill(first: number, last: number): Promise<boolean> {
    const history = await this.#history.next(first, last, this.reached);
    if (history === undefined) return false;
    this.#change(() => applyHistory(this.#state, history));
    this.#recent = [history.end];
    return true;
  }

  /** Reads the newest blocks one by one, each checked against its header and its parent. */
  async #followFrom(first: number, head: HashedHeader): Promise<boolean> {
    const count = Math.min(BLOCKS_AT_ONCE, head.number - first + 1);
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    const headers = await Promise.all(numbers.map((number) => this.#canonical(number, head)));
    const logs = await Promise.all(headers.map((header) => this.#logsOf(header)));
    for (const [i, header] of headers.entries()) {
      const { reached } = this;
      checkHeader(header, header.number, reached);
      if (reached !== undefined && !(await this.#continues(reached, header, head))) return false;
      await this.directoryCheck.look(logs[i]);
      this.#applyBlock(header, logs[i] ?? []);
    }
    return true;
  }

  async #continues(reached: BlockHeader, header: BlockHeader, head: HashedHeader): Promise<boolean> {
    if (header.parentHash === reached.hash) return true;
    // Hardhat's node gives no parent for some of the blocks that hardhat_mine makes in bulk; there the number must do.
    return header.parentHash === NO_PARENT && (await this.#isCanonical(reached, head));
  }

  /** Every log of the block if it may have one of the registries or the Directory, otherwise none. */
  async #logsOf(header: HashedHeader): Promise<readonly RawLog[]> {
    if (!this.#blooms.some((bits) => mayHold(header.logsBloom, bits))) return [];
    return logsIn(await this.#source.receipts(header.hash), header);
  }

  #applyBlock(header: BlockHeader, logs: readonly RawLog[]): void {
    const events = logs.filter((log) => this.#table.has(log.address)).map((log) => decodeLog(this.#table, log));
    this.#state.journal.begin(header.number);
    this.#change(() => applyBlock(this.#state, events, header));
    this.#recent.push(header);
    if (this.#recent.length > this.#options.depth) this.#recent.shift();
  }

  /** A change that fails leaves the state half changed, so the state is dropped. */
  #change(apply: () => void): void {
    try {
      apply();
    } catch (error) {
      this.reset();
      throw error;
    }
  }
}

/** The state as of a later block stays valid; its age is visible in the answer. */
function behind(head: BlockHeader, known: number): DidimError {
  const facts = { head: head.number, known };
  return new DidimError("facts.node-behind", "The node's newest block is older than what is known already.", facts);
}
