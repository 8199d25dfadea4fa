import { ZERO_ADDRESS } from "../../did/address.ts";
import { formatDid } from "../../did/did.ts";
import { STATUSES_PER_WORD } from "../../storage/status-lists.ts";
import { identityIn } from "../identities.ts";
import { historyOf } from "../logs/history.ts";
import type { Registry } from "../open.ts";
import { contradicted, eachOf, type Listed, type ListedAt, pinned } from "./listed.ts";

/** The header of a status list. Times in seconds since 1970. */
export interface ListedStatusList {
  /** The issuer's DID. */
  readonly issuer: string;
  /** The list's number. */
  readonly list: number;
  /** How many credentials it has room for. */
  readonly capacity: number;
  /** The account that may suspend and reinstate; absent: none. */
  readonly operator?: string;
  readonly opened: number;
}

export interface StatusLists extends Listed {
  /** Newest first. */
  readonly lists: readonly ListedStatusList[];
}

/** The number of indices with each status. An index that was never given out counts as valid: nobody on the chain knows. */
export interface StatusCounts {
  readonly valid: number;
  readonly invalid: number;
  readonly suspended: number;
  readonly applicationSpecific: number;
}

export interface StatusListAsOf extends ListedStatusList {
  readonly counts: StatusCounts;
  /** The words that hold the statuses, of 128 statuses each, and how many of them are not zero. */
  readonly words: number;
  readonly wordsWritten: number;
  readonly asOf: ListedAt;
}

/** All status lists of an issuer, as of the registries' block. @param party Its DID, or its address. Throws `did.*`, `facts.*`. */
export async function statusListsOf(registry: Registry, party: string): Promise<StatusLists> {
  const issuer = identityIn(registry, party);
  const { registry: then, asOf } = await pinned(registry);
  const events = await historyOf(then, "StatusLists", ["ListOpened"], [issuer]);
  const lists = await eachOf(events.reverse(), async ({ facts }) => {
    const found = await headerOf(then, issuer, Number(facts.list));
    if (found === undefined) throw contradicted("a status list", { issuer, list: Number(facts.list) });
    return found;
  });
  return { lists, asOf, source: "events" };
}

/** Words in one call: a hundred kilobytes, and few million gas. */
const WORDS_AT_ONCE = 2_048;

/**
 * A status list and its counts by status, all of it read from the state of the registries' block. Undefined if it was
 * never opened.
 *
 * @param party The issuer's DID, or its address. Throws `did.*`, `facts.*`.
 */
export async function statusListOf(
  registry: Registry,
  party: string,
  list: number,
): Promise<StatusListAsOf | undefined> {
  const issuer = identityIn(registry, party);
  const { registry: then, asOf } = await pinned(registry);
  const header = await headerOf(then, issuer, list);
  if (header === undefined) return undefined;
  const words = header.capacity / STATUSES_PER_WORD;
  const starts = Array.from({ length: Math.ceil(words / WORDS_AT_ONCE) }, (_, i) => i * WORDS_AT_ONCE);
  const counted = new Counter();
  await eachOf(starts, async (start) => {
    const count = Math.min(WORDS_AT_ONCE, words - start);
    for (const word of await then.statuses.wordsOf(issuer, list, start, count)) counted.add(word);
  });
  return { ...header, counts: counted.of(header.capacity), words, wordsWritten: counted.written, asOf };
}

async function headerOf(registry: Registry, issuer: string, list: number): Promise<ListedStatusList | undefined> {
  const { capacity, operator, opened } = await registry.statuses.listOf(issuer, list);
  if (opened === 0n) return undefined;
  return {
    issuer: formatDid(registry.chainId, issuer),
    list,
    capacity: Number(capacity),
    ...(operator !== ZERO_ADDRESS && { operator: operator.toLowerCase() }),
    opened: Number(opened),
  };
}

class Counter {
  written = 0;
  #invalid = 0;
  #suspended = 0;
  #applicationSpecific = 0;

  add(word: bigint): void {
    if (word === 0n) return;
    this.written++;
    const { invalid, suspended, applicationSpecific } = lanesOf(word);
    this.#invalid += bitsOf(invalid);
    this.#suspended += bitsOf(suspended);
    this.#applicationSpecific += bitsOf(applicationSpecific);
  }

  of(capacity: number): StatusCounts {
    const [invalid, suspended, applicationSpecific] = [this.#invalid, this.#suspended, this.#applicationSpecific];
    return { valid: capacity - invalid - suspended - applicationSpecific, invalid, suspended, applicationSpecific };
  }
}

const LOW_BITS = BigInt(`0x${"5".repeat(64)}`);

/** For each status but 0, a bit for each of the word's lanes that has it. */
export function lanesOf(word: bigint): { invalid: bigint; suspended: bigint; applicationSpecific: bigint } {
  const [low, high] = [word & LOW_BITS, (word >> 1n) & LOW_BITS];
  return { invalid: low & ~high, suspended: high & ~low, applicationSpecific: low & high };
}

const BITS = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

/** How many bits are set. */
export function bitsOf(value: bigint): number {
  let count = 0;
  for (const digit of value.toString(16)) count += BITS[Number.parseInt(digit, 16)] ?? 0;
  return count;
}
