import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { isDidimError } from "../../errors/error.ts";
import { decodeLog, type EventTable } from "../../registry/logs/decode.ts";
import type { RegistryEvent } from "../../registry/logs/events.ts";
import type { BlockHeader, RawLog } from "../../registry/logs/source.ts";
import { badAnswer, checkHeader, checkRange } from "./answers.ts";
import { applyBlock, needsTime } from "./events/apply.ts";
import type { HashedSource } from "./state/hashed.ts";
import type { State } from "./state/state.ts";

const MAX_BLOCKS = 100_000;
/** The desired number of logs in an answer. After fewer, the next range is twice as long; after more, half as long. */
const COMFORTABLE = 10_000;
const HEADERS_AT_ONCE = 8;
/** Errors that may mean that the answer is too long, for the node or for us. */
const TOO_LONG: readonly ErrorCode[] = ["facts.node-refused", "facts.answer-too-large", "facts.node-unreachable"];

/** Complete, checked blocks, to be applied at once. */
export interface History {
  readonly end: BlockHeader;
  readonly blocks: readonly LoggedBlock[];
  readonly times: ReadonlyMap<number, number>;
}

interface LoggedBlock {
  readonly number: number;
  readonly hash: string;
  readonly events: RegistryEvent[];
}

/**
 * Reads history in ranges as long as the node accepts. It records nothing for undoing, so it is only for blocks that
 * are deep enough.
 */
export class HistoryReader {
  readonly #source: HashedSource;
  readonly #table: EventTable;
  readonly #registries: ReadonlySet<string>;
  /** Short at first, because it is not known how full the blocks are. */
  #span = 32;
  #most = MAX_BLOCKS;

  constructor(source: HashedSource, table: EventTable) {
    this.#source = source;
    this.#table = table;
    this.#registries = new Set(table.keys());
  }

  /** The next blocks from `from` on, up to `last` at most; undefined if `before` is no longer on the chain. */
  async next(from: number, last: number, before: BlockHeader | undefined): Promise<History | undefined> {
    const { to, logs } = await this.#read(from, last);
    const end = await this.#header(to, before);
    const blocks = groupByBlock(logs, this.#table);
    const times = await this.#times(blocks, end);
    if (before !== undefined && (await this.#header(before.number, undefined)).hash !== before.hash) return undefined;
    return { end, blocks, times };
  }

  async #read(from: number, last: number): Promise<{ to: number; logs: readonly RawLog[] }> {
    for (;;) {
      const to = Math.min(last, from + this.#span - 1);
      try {
        const logs = await this.#source.logs(from, to);
        checkRange(logs, from, to, this.#registries);
        this.#span = logs.length > COMFORTABLE ? half(this.#span) : Math.min(this.#most, this.#span * 2);
        return { to, logs };
      } catch (error) {
        // A node refuses long ranges with an error text of its own, or times out.
        const long = TOO_LONG.some((code) => isDidimError(error, code));
        if (!long || this.#span === 1) throw error;
        this.#span = half(Math.min(this.#span, to - from + 1));
        if (isDidimError(error, "facts.node-unreachable")) throw error;
        this.#most = this.#span;
      }
    }
  }

  async #header(number: number, before: BlockHeader | undefined): Promise<BlockHeader> {
    const header = await this.#source.block(number);
    checkHeader(header, number, before);
    return header;
  }

  /** The times of the blocks whose events need them, from headers with the hashes that the logs name. */
  async #times(blocks: readonly LoggedBlock[], end: BlockHeader): Promise<Map<number, number>> {
    const times = new Map<number, number>();
    const wanted = blocks.filter(({ number, events }) => number === end.number || events.some(needsTime));
    for (let i = 0; i < wanted.length; i += HEADERS_AT_ONCE) {
      const some = wanted.slice(i, i + HEADERS_AT_ONCE);
      const headers = await Promise.all(
        some.map(({ number }) => (number === end.number ? end : this.#header(number, undefined))),
      );
      for (const [k, { number, hash }] of some.entries()) {
        const header = headers[k];
        if (header?.hash !== hash)
          throw badAnswer("gives a block and its logs different hashes", { block: number, hash });
        times.set(number, header.time);
      }
    }
    return times;
  }
}

export function applyHistory(state: State, { blocks, times }: History): void {
  state.journal.forget();
  for (const { number, events } of blocks) {
    const time = times.get(number);
    applyBlock(state, events, time === undefined ? { number } : { number, time });
  }
}

function groupByBlock(logs: readonly RawLog[], table: EventTable): LoggedBlock[] {
  const blocks: LoggedBlock[] = [];
  for (const log of logs) {
    let block = blocks.at(-1);
    if (block?.number !== log.block) {
      block = { number: log.block, hash: log.blockHash, events: [] };
      blocks.push(block);
    }
    block.events.push(decodeLog(table, log));
  }
  return blocks;
}

function half(span: number): number {
  return Math.max(1, Math.floor(span / 2));
}
