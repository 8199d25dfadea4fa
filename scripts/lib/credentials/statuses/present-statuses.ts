import { type Registry, STATUSES_PER_WORD, statusIn } from "../../../../src/public/registry.ts";
import type { NamedPlace } from "./status-options.ts";

/** A place, and the status that it has now. */
export interface PresentPlace extends NamedPlace {
  readonly before: number;
}

/** Words in one answer. */
const MOST_WORDS = 1_000;

/**
 * Reads the statuses of places that are all in one list, in the newest block or in that of a hash. Throws `registry.StatusListUnopened`,
 * `registry.StatusOutOfRange`.
 */
export async function presentIn(
  registry: Registry,
  places: readonly NamedPlace[],
  block?: string,
): Promise<PresentPlace[]> {
  const [{ issuer, list } = { issuer: "", list: 0 }] = places;
  const { statuses } = registry.at({ hash: block ?? (await registry.head()).hash });
  // The contract's refusal names the list, or the index that it does not have.
  await statuses.statusOf(
    issuer,
    list,
    places.reduce((most, { index }) => Math.max(most, index), 0),
  );
  const words = new Map<number, bigint>();
  for (const { first, count } of runsOf(places)) {
    const some = await statuses.wordsOf(issuer, list, first, count);
    for (const [i, word] of some.entries()) words.set(first + i, word);
  }
  return places.map((place) => ({ ...place, before: statusIn(words.get(wordOf(place)) ?? 0n, place.index) }));
}

/** The words that the places are in, as runs of neighbours. */
function runsOf(places: readonly NamedPlace[]): { readonly first: number; readonly count: number }[] {
  const words = [...new Set(places.map(wordOf))].sort((a, b) => a - b);
  const runs: { first: number; count: number }[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === word && last.count < MOST_WORDS) last.count += 1;
    else runs.push({ first: word, count: 1 });
  }
  return runs;
}

/** The number of the word that the place is in. */
const wordOf = ({ index }: NamedPlace): number => Math.floor(index / STATUSES_PER_WORD);
