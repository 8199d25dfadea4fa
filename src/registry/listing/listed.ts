import { DidimError } from "../../errors/error.ts";
import type { Registry } from "../open.ts";

/**
 * Where a list comes from. `events`: the entries were found by a node's events, and each was read back from the state
 * of the block. An event that never happened makes no entry; a node that leaves an event out cannot be detected, except
 * by a replica that is proved complete.
 */
export type ListSource = "events";

/** The block whose state was read. */
export interface ListedAt {
  readonly block: bigint;
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What every list says about itself. */
export interface Listed {
  /** All entries are as of this block. */
  readonly asOf: ListedAt;
  readonly source: ListSource;
}

/** The registries as of one block: of {@link Registry.at}, or the newest one. */
export interface Pinned {
  readonly registry: Registry;
  readonly asOf: ListedAt;
}

export async function pinned(registry: Registry): Promise<Pinned> {
  const { number: block, hash, time } = await registry.head();
  return { registry: registry.at({ hash }), asOf: { block, hash, time } };
}

/** The error for an event that the state of the block contradicts. The node's answers are of no use, so there is no list. */
export function contradicted(event: string, facts: Readonly<Record<string, unknown>>): DidimError {
  const what = `tells of ${event} that its state does not have`;
  return new DidimError("facts.bad-answer", `The node ${what}.`, { what, ...facts });
}

/** How many requests are under way at the same time. */
const AT_ONCE = 16;

/** The results in the order of the items; asks about a few of them at the same time. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(i, i + AT_ONCE).map(ask))));
  }
  return results;
}

/** The items in groups of at most `size`. */
export function groupsOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** How a long list is read page by page, the newest entries first. */
export interface PageOptions {
  /** The approximate number of entries: those of one block stay together. */
  readonly limit: number;
  /** Return only entries from blocks before this one. */
  readonly before?: bigint;
}

/** What a page says about the next one. */
export interface Page extends Listed {
  /** Older entries are in blocks before this one; absent if there are none. */
  readonly before?: number;
}
