import { DidimError } from "../../errors/error.ts";
import { decodeLog, type EventTable, eventTable } from "../../registry/logs/decode.ts";
import type { BlockHeader, LogSource, RawLog, RegistryAddresses } from "../../registry/logs/source.ts";
import type { Terms } from "../../registry/terms.ts";
import { badAnswer, checkBlock, checkHeader } from "./answers.ts";
import { EMPTY_BLOOM } from "./bloom.ts";
import { applyBlock } from "./events/apply.ts";
import { type HashedSource, hashed } from "./hashed.ts";
import { applyHistory, HistoryReader } from "./history.ts";
import { Standing } from "./standing.ts";
import { State } from "./state.ts";

const BLOCKS_AT_ONCE = 16;
/** How often one sync starts over because the chain was reorganised under it. */
const MAX_TURNS = 5;
/** How long it goes by what it saw of the chain's identity, ms. */
const IDENTIFY_EVERY_MS = 300_000;
const NO_PARENT = `0x${"0".repeat(64)}`;

export interface FollowOptions {
  readonly source: LogSource;
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block, if it is known beforehand. */
  readonly genesis: string | undefined;
  /** The block of deployment: nothing of the registries is before it. */
  readonly fromBlock: number;
  /** How many of the newest blocks can be taken back. */
  readonly depth: number;
  /** How far back from the head each block is held against its header; older history is read in ranges. */
  readonly everyBlockWithin: number;
  readonly terms: Terms | undefined;
}

/** Keeps a {@link State} on the chain's newest block; and goes back with the chain where it goes back. */
export class Follower {
  readonly #options: FollowOptions;
  readonly #source: HashedSource;
  readonly #table: EventTable;
  /** Whether the registries are still those of the Directory. */
  readonly standing: Standing;
  #history: HistoryReader;
  #state: State;
  /** Headers of the newest blocks, which the journal can take back; the last is the block that the state is of. */
  #recent: BlockHeader[] = [];
  #genesis: string | undefined;
  /** The first block of the chain that it was first seen to follow: it never follows another. */
  #first: string | undefined;
  /** When it last saw that its node is on that chain. */
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
    this.standing = new Standing(options.terms);
  }

  get state(): State {
    return this.#state;
  }

  /** The block that the state is of. */
  get reached(): BlockHeader | undefined {
    return this.#recent.at(-1);
  }

  /** Whether the state is of a block that the chain was seen to hold, and not of one on the way there for the first time. */
  get ready(): boolean {
    return this.#ready;
  }

  get genesis(): string | undefined {
    return this.#genesis;
  }

  /** How often the chain went back. */
  get reorganisations(): number {
    return this.#reorganisations;
  }

  /** How often everything had to be read anew. */
  get rebuilds(): number {
    return this.#rebuilds;
  }

  /** Goes on from a state that was kept. Whether it is of this chain shows at the next {@link sync}. */
  resume(state: State, reached: BlockHeader, genesis: string): void {
    [this.#state, this.#recent, this.#genesis] = [state, [reached], genesis];
  }

  /** Forgets everything: the next {@link sync} begins with the first block. */
  reset(): void {
    this.#rebuilds++;
    [this.#state, this.#recent, this.#genesis] = [new State(this.#options.depth), [], undefined];
    this.#history = new HistoryReader(this.#source, this.#table);
    [this.#identified, this.#ready] = [undefined, false];
  }

  /** Ends a {@link sync} that is under way, at its next step. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Reads up to the node's present head, or only as far as the block numbered `last`. Throws `facts.*`: after `facts.gap` nothing
   * is known any more; after any other error what was known is, or more.
   */
  async sync(last = Number.POSITIVE_INFINITY): Promise<void> {
    if (performance.now() - (this.#identified ?? Number.NEGATIVE_INFINITY) > IDENTIFY_EVERY_MS) await this.#identify();
    try {
      await this.#syncTo(last);
    } catch (error) {
      // Whoever was away may be somebody else when it is back.
      this.#identified = undefined;
      throw error;
    }
  }

  async #syncTo(last: number): Promise<void> {
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const newest = await this.#source.head();
      const head = last < newest.number ? await this.#canonical(last, newest) : newest;
      await this.#returnToChain(head);
      await this.standing.look();
      if (await this.#advance(head)) return;
    }
    throw badAnswer("is of a chain that never stands still", { turns: MAX_TURNS });
  }

  /** Goes to the block with this number: forward, or back as far as blocks can be taken back. Throws `facts.replica-passed`, and as {@link sync}. */
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

  /** If the chain no longer holds the block that the state is of, takes blocks back until it does; or all of them. */
  async #returnToChain(head: BlockHeader): Promise<void> {
    const { reached } = this;
    if (reached === undefined) return;
    const newest = this.#recent.findLast(({ number }) => number <= head.number);
    if (newest === undefined || (await this.#isCanonical(newest, head))) {
      this.#ready ||= newest === reached;
      if (newest === reached) return;
      // So far behind that it may be another chain, begun anew.
      if (newest === undefined) await this.#identify();
      throw behind(head, reached.number);
    }
    // Either the chain went back, or the node is on another: then what is known stays known.
    await this.#identify();
    this.#reorganisations++;
    this.standing.forget();
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

  async #isCanonical(known: BlockHeader, head: BlockHeader): Promise<boolean> {
    return (await this.#canonical(known.number, head)).hash === known.hash;
  }

  async #canonical(number: number, head: BlockHeader): Promise<BlockHeader> {
    const header = number === head.number ? head : await this.#source.block(number);
    checkHeader(header, number, undefined);
    return header;
  }

  /** Whether it came up to `head`; false if the chain was reorganised on the way. */
  async #advance(head: BlockHeader): Promise<boolean> {
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

  /** The newest blocks one by one, each held against its header and its parent. */
  async #followFrom(first: number, head: BlockHeader): Promise<boolean> {
    const count = Math.min(BLOCKS_AT_ONCE, head.number - first + 1);
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    const headers = await Promise.all(numbers.map((number) => this.#canonical(number, head)));
    const logs = await Promise.all(headers.map((header) => this.#logsOf(header)));
    for (const [i, header] of headers.entries()) {
      const { reached } = this;
      checkHeader(header, header.number, reached);
      if (reached !== undefined && !(await this.#continues(reached, header, head))) return false;
      await this.standing.look(logs[i]);
      this.#applyBlock(header, logs[i] ?? []);
    }
    return true;
  }

  async #continues(reached: BlockHeader, header: BlockHeader, head: BlockHeader): Promise<boolean> {
    if (header.parentHash === reached.hash) return true;
    // Hardhat's node gives no parent to some of the blocks that hardhat_mine makes in bulk: there the number has to do.
    return header.parentHash === NO_PARENT && (await this.#isCanonical(reached, head));
  }

  async #logsOf(header: BlockHeader): Promise<readonly RawLog[]> {
    return header.logsBloom === EMPTY_BLOOM ? [] : this.#source.logsOf(header.hash);
  }

  #applyBlock(header: BlockHeader, logs: readonly RawLog[]): void {
    checkBlock(logs, header);
    const events = logs.filter((log) => this.#table.has(log.address)).map((log) => decodeLog(this.#table, log));
    this.#state.journal.begin(header.number);
    this.#change(() => applyBlock(this.#state, events, header));
    this.#recent.push(header);
    if (this.#recent.length > this.#options.depth) this.#recent.shift();
  }

  /** A change that breaks off leaves half of itself behind: then nothing is known any more. */
  #change(apply: () => void): void {
    try {
      apply();
    } catch (error) {
      this.reset();
      throw error;
    }
  }
}

/** What was known as of a later block stays known; its age tells. */
function behind(head: BlockHeader, known: number): DidimError {
  const facts = { head: head.number, known };
  return new DidimError("facts.node-behind", "The node's newest block is older than what is known already.", facts);
}
