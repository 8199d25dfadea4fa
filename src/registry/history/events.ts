import { hex, number } from "../../chain/rpc/answers.ts";
import type { ContractName } from "../contracts.ts";
import type { PlacedLog } from "../logs/log.ts";
import { eventsOf } from "../sending/receipt.ts";
import type { ReadContracts } from "./registries.ts";

/** An event and its place on the chain. */
export interface PlacedEvent {
  readonly block: number;
  /** The log's index in the block. */
  readonly index: number;
  readonly transaction: string;
  readonly contract: ContractName;
  readonly address: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly log: PlacedLog;
}

/** The events of one transaction, in their order. */
export interface EventsOfTransaction {
  readonly block: number;
  readonly transaction: string;
  readonly events: readonly PlacedEvent[];
}

const METHOD = "eth_getLogs";

/** The transactions of these logs, newest first. A log that several questions found counts once. Throws `facts.bad-answer`. */
export function transactionsIn(logs: readonly PlacedLog[], contracts: ReadContracts): EventsOfTransaction[] {
  const events = new Map<string, PlacedEvent>();
  for (const log of logs) {
    const event = eventIn(log, contracts);
    if (event !== undefined) events.set(`${event.block}/${event.index}`, event);
  }
  const inOrder = [...events.values()].sort((one, other) => one.block - other.block || one.index - other.index);
  const transactions = new Map<string, PlacedEvent[]>();
  for (const event of inOrder) {
    const known = transactions.get(event.transaction);
    if (known === undefined) transactions.set(event.transaction, [event]);
    else known.push(event);
  }
  return [...transactions]
    .map(([transaction, own]) => ({ block: own[0]?.block ?? 0, transaction, events: own }))
    .reverse();
}

function eventIn(log: PlacedLog, contracts: ReadContracts): PlacedEvent | undefined {
  const address = hex(log.address, METHOD, 20);
  const contract = contracts.nameOf(address);
  const [event] = eventsOf([log], METHOD);
  if (contract === undefined || event === undefined) return undefined;
  return {
    block: number(log.blockNumber, METHOD),
    index: number(log.logIndex, METHOD),
    transaction: hex(log.transactionHash, METHOD, 32),
    ...{ contract, address, name: event.name, facts: event.facts, log },
  };
}
