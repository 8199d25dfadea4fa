import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { isDidimError } from "../../errors/error.ts";
import { type ContractName, INTERFACES } from "../contracts.ts";
import { translate } from "../errors.ts";
import type { Registry } from "../open.ts";
import { eventsOf, type ReceiptEvent, type ReceiptRawLog } from "../sending/receipt.ts";

/** Values of an event's indexed parameters, in order. Undefined: any value; several: one of them. */
export type Filter = readonly (string | readonly string[] | undefined)[];

/**
 * All events of these names that a contract emitted since its deployment, oldest first. For people; verifiers read
 * state.
 */
export async function historyOf(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  filter: Filter = [],
): Promise<ReceiptEvent[]> {
  return eventsOf(await logsSince(registry, contract, names, filter));
}

/** {@link historyOf} as raw logs. Reads page by page, because anybody who may write can make the history long. */
export async function logsSince(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  filter: Filter = [],
): Promise<readonly ReceiptRawLog[]> {
  const pages: (readonly ReceiptRawLog[])[] = [];
  const { number: last } = await registry.head();
  for await (const { logs } of logsBack(registry, contract, names, { filter, last })) pages.push(logs);
  return pages.reverse().flat();
}

/** The events of the blocks `from` to `to`, both included, newest first. */
export interface HistoryPage {
  readonly from: bigint;
  readonly to: bigint;
  readonly events: readonly (ReceiptEvent & { readonly block: bigint })[];
}

/**
 * How many blocks the first request covers. After few events the next request covers twice as many; after a refusal,
 * half.
 */
const SPAN = 10_000n;
const LONGEST_SPAN = 1_000_000n;
const FEW = 1_000;
const TOO_MUCH: readonly ErrorCode[] = ["registry.rpc", "facts.node-limited", "facts.answer-too-large"];

/**
 * The history page by page, with one request each, from the block `last` back to the deployment. Throws `facts.*`,
 * `registry.*`.
 */
export async function* historyBack(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  range: Range,
): AsyncGenerator<HistoryPage> {
  for await (const { from, to, logs } of logsBack(registry, contract, names, range)) {
    yield { from, to, events: logs.flatMap(eventIn).reverse() };
  }
}

interface Range {
  readonly filter?: Filter;
  readonly last: bigint;
}

/** {@link historyBack} as raw logs; those of a page are oldest first. */
export async function* logsBack(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  { filter = [], last }: Range,
): AsyncGenerator<{ readonly from: bigint; readonly to: bigint; readonly logs: readonly Log[] }> {
  const first = BigInt(registry.addresses.block);
  let span = SPAN;
  for (let to = last; to >= first; ) {
    const from = to - span + 1n > first ? to - span + 1n : first;
    try {
      const logs = await logsIn(registry, { contract, names, filter, from, to });
      yield { from, to, logs };
      to = from - 1n;
      if (logs.length < FEW && span < LONGEST_SPAN) span *= 2n;
    } catch (error) {
      if (from === to || !TOO_MUCH.some((code) => isDidimError(error, code))) throw error;
      span = (to - from + 2n) / 2n;
    }
  }
}

interface Asked {
  readonly contract: ContractName;
  readonly names: readonly string[];
  readonly filter: Filter;
  readonly from: bigint;
  readonly to: bigint;
}

type Log = ReceiptRawLog & { readonly blockNumber?: string };

async function logsIn(registry: Registry, { contract, names, filter, from, to }: Asked): Promise<readonly Log[]> {
  const topics = names.map((name) => INTERFACES[contract].getEvent(name)?.topicHash);
  const query = {
    address: registry.addresses.contracts[contract].address,
    topics: [topics, ...filter.map(topicOf)],
    fromBlock: `0x${from.toString(16)}`,
    toBlock: `0x${to.toString(16)}`,
  };
  try {
    return (await registry.rpc.request("eth_getLogs", [query])) as readonly Log[];
  } catch (error) {
    throw translate(error, `Reading the history of ${contract}`);
  }
}

function eventIn(log: Log): HistoryPage["events"] {
  return eventsOf([log]).map((event) => ({ ...event, block: BigInt(log.blockNumber ?? 0) }));
}

function topicOf(value: Filter[number]): string | readonly string[] | null {
  if (value === undefined) return null;
  return typeof value === "string" ? padded(value) : value.map(padded);
}

function padded(hex: string): string {
  return `0x${hex.slice(2).toLowerCase().padStart(64, "0")}`;
}
