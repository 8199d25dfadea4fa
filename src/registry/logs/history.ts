import { type ContractName, INTERFACES } from "../contracts.ts";
import type { Registry } from "../open.ts";
import { eventsOf, type ReceiptEvent, type ReceiptRawLog } from "../sending/receipt.ts";
import type { PlacedLog } from "./log.ts";
import { type LogQuery, walkBack } from "./walk-back.ts";

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
  return eventsOf(await logsSince(registry, contract, names, filter), "eth_getLogs");
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
): AsyncGenerator<{ readonly from: bigint; readonly to: bigint; readonly logs: readonly PlacedLog[] }> {
  yield* walkBack(registry, [queryOf(registry, contract, names, filter)], last);
}

/** The question for a contract's events of these names. */
export function queryOf(
  registry: Pick<Registry, "addresses">,
  contract: ContractName,
  names: readonly string[],
  filter: Filter = [],
): LogQuery {
  return {
    contract,
    addresses: [registry.addresses.contracts[contract].address],
    topics: [names.map((name) => INTERFACES[contract].getEvent(name)?.topicHash ?? ""), ...filter.map(topicOf)],
  };
}

/** The event of a log, with its block; empty if no registry's ABI has it. */
export function eventIn(log: PlacedLog): HistoryPage["events"] {
  return eventsOf([log], "eth_getLogs").map((event) => ({ ...event, block: BigInt(log.blockNumber) }));
}

function topicOf(value: Filter[number]): string | readonly string[] | null {
  if (value === undefined) return null;
  return typeof value === "string" ? padded(value) : value.map(padded);
}

function padded(hex: string): string {
  return `0x${hex.slice(2).toLowerCase().padStart(64, "0")}`;
}
