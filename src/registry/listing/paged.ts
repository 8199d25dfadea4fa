import type { LogPage } from "../logs/walk-back.ts";

/** An entry and the block of its event. */
export interface Placed<Entry> {
  readonly block: bigint;
  readonly entry: Entry;
}

/** How many pages of logs are read for one answer at most, however few entries they hold. */
const MAX_PAGES = 100;

export interface Collected<Entry> {
  readonly entries: readonly Entry[];
  readonly before?: number;
}

/**
 * Collects entries, newest first, until there are `limit`; entries of one block stay together, so that the next page
 * begins at a block's boundary. The limit bounds the work, not the number of events ever emitted.
 *
 * @param pages Pages of logs, newest first. @param first The block of the deployment.
 * @param entriesIn The entries of one page, newest first; in groups, so that not all of a page is read for a few.
 */
export async function collect<Read extends Pick<LogPage, "from">, Entry>(
  pages: AsyncIterable<Read>,
  entriesIn: (page: Read) => AsyncIterable<readonly Placed<Entry>[]>,
  { limit, first }: { readonly limit: number; readonly first: bigint },
): Promise<Collected<Entry>> {
  const entries: Entry[] = [];
  let [read, last] = [0, -1n];
  for await (const page of pages) {
    for await (const group of entriesIn(page)) {
      for (const { block, entry } of group) {
        if (entries.length >= limit && block !== last) return { entries, before: Number(last) };
        entries.push(entry);
        last = block;
      }
    }
    if (++read === MAX_PAGES && page.from > first) return { entries, before: Number(page.from) };
  }
  return { entries };
}
