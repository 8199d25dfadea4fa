import { addressIn, numberIn, wordOf } from "../../storage/packed.ts";
import { LIST_KEY, STATUSES_PER_WORD } from "../../storage/status-lists.ts";
import { groupsOf } from "../listing/listed.ts";
import { bitsOf, lanesOf, type StatusCounts, statusListsOf } from "../listing/status-lists.ts";
import { queryOf } from "../logs/history.ts";
import { type LogQuery, walkBack } from "../logs/walk-back.ts";
import type { Registry } from "../open.ts";
import { eventsOf } from "../sending/receipt.ts";
import type { PlacedEvent } from "./events.ts";
import type { ReadContracts } from "./registries.ts";

const NAME = "StatusLists";
const CHANGED = ["StatusesChanged"];
/** The most values that nodes take at one position of a filter. */
const IN_ONE_FILTER = 500;
/** Above this number of words, asking for each costs more than reading the changes of all issuers. */
const MOST_WORDS = 4_000;

/** The place that an event names: whose list, and which word of it. */
export function placeOf(facts: PlacedEvent["facts"]): { issuer: string; list: number; word: number } {
  const place = BigInt(String(facts.place));
  return {
    issuer: addressIn(place, LIST_KEY.issuer),
    list: numberIn(place, LIST_KEY.list),
    word: numberIn(place, LIST_KEY.word),
  };
}

/**
 * The questions for changed statuses of an issuer, of all its lists or of one. The event names a word, not an issuer: a
 * node is asked for each word; if there are very many, or the contract was replaced, for the changes of all issuers.
 */
export async function statusQueries(
  registry: Registry,
  contracts: ReadContracts,
  issuer: string,
  list?: number,
): Promise<LogQuery[]> {
  const addresses = contracts.addressesOf(NAME);
  const all = { ...queryOf(registry, NAME, CHANGED), addresses };
  if (addresses.length > 1) return [all];
  const { lists } = await statusListsOf(registry, issuer);
  const own = lists.filter((one) => list === undefined || one.list === list);
  const words = own.reduce((sum, { capacity }) => sum + capacity / STATUSES_PER_WORD, 0);
  if (words > MOST_WORDS) return [all];
  const places = own.flatMap(({ list: number, capacity }) =>
    Array.from({ length: capacity / STATUSES_PER_WORD }, (_, word) => keyOf(issuer, number, word)),
  );
  return groupsOf(places, IN_ONE_FILTER).map((group) => queryOf(registry, NAME, CHANGED, [group]));
}

const keyOf = (issuer: string, list: number, word: number): string =>
  `0x${wordOf(LIST_KEY, { word, list, issuer }).toString(16).padStart(64, "0")}`;

/** The number of statuses that became each value. */
export type ChangedCounts = StatusCounts;

/** How the words of these events changed: what each held before is in an older event, or it was zero. */
export async function countsOf(
  registry: Registry,
  contracts: ReadContracts,
  events: readonly PlacedEvent[],
): Promise<ReadonlyMap<PlacedEvent, ChangedCounts>> {
  const before = await wordsBefore(registry, contracts, events);
  const counts = new Map<PlacedEvent, ChangedCounts>();
  for (const event of inOrder(events)) {
    const [key, word] = [wordKey(event), BigInt(String(event.facts.word))];
    counts.set(event, changedBetween(before.get(key) ?? 0n, word));
    before.set(key, word);
  }
  return counts;
}

const wordKey = ({ address, facts }: Pick<PlacedEvent, "address" | "facts">): string => `${address}/${facts.place}`;
const inOrder = (events: readonly PlacedEvent[]): PlacedEvent[] =>
  [...events].sort((one, other) => one.block - other.block || one.index - other.index);

/** The value of each word before the oldest of these events. */
async function wordsBefore(
  registry: Registry,
  contracts: ReadContracts,
  events: readonly PlacedEvent[],
): Promise<Map<string, bigint>> {
  const found = new Map<string, bigint>();
  const wanted = new Set(events.map(wordKey));
  const places = [...new Set(events.map(({ facts }) => `0x${BigInt(String(facts.place)).toString(16)}`))];
  if (places.length === 0) return found;
  const oldest = events.reduce((least, { block }) => Math.min(least, block), Number.POSITIVE_INFINITY);
  const addresses = contracts.addressesOf(NAME);
  const queries = groupsOf(places, IN_ONE_FILTER).map((group) => ({
    ...queryOf(registry, NAME, CHANGED, [group]),
    addresses,
  }));
  for await (const { logs } of walkBack(registry, queries, BigInt(oldest) - 1n)) {
    // Each question's logs are oldest first, and each word is in one question.
    for (const event of eventsOf(logs, "eth_getLogs").reverse()) {
      const key = wordKey(event);
      if (wanted.has(key) && !found.has(key)) found.set(key, BigInt(String(event.facts.word)));
    }
    if (found.size === wanted.size) break;
  }
  return found;
}

/** The number of statuses that differ, by what they became. */
export function changedBetween(before: bigint, after: bigint): ChangedCounts {
  const differ = before ^ after;
  const changed = (differ | (differ >> 1n)) & LANES;
  const { invalid, suspended, applicationSpecific } = lanesOf(after);
  const [toInvalid, toSuspended, toApplication] = [invalid, suspended, applicationSpecific].map((lanes) =>
    bitsOf(changed & lanes),
  ) as [number, number, number];
  return {
    valid: bitsOf(changed) - toInvalid - toSuspended - toApplication,
    invalid: toInvalid,
    suspended: toSuspended,
    applicationSpecific: toApplication,
  };
}

const LANES = BigInt(`0x${"5".repeat(64)}`);
