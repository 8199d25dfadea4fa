import type { Registry } from "../../registry/open.ts";
import { placesByList, type StatusPlace } from "../../status/batch.ts";
import { STATUSES_PER_WORD, statusIn } from "../../storage/status-lists.ts";

/** A place, and the status that it has now: 0 to 3, as in the IETF's Token Status List. */
export type Present<Place extends StatusPlace> = Place & { readonly before: number };

/** Words in one answer. */
const MOST_WORDS = 1_000;

/**
 * Reads the statuses of places, all as of one block. Throws `registry.StatusListUnopened` and `registry.StatusOutOfRange`,
 * which name the list and the index that it does not have.
 *
 * @param block The block's hash. Default: the newest.
 */
export async function presentStatuses<Place extends StatusPlace>(
  registry: Registry,
  places: readonly Place[],
  block?: string,
): Promise<Present<Place>[]> {
  const { statuses } = registry.at({ hash: block ?? (await registry.head()).hash });
  const lists = await Promise.all(placesByList(places).map((some) => presentInList(statuses, some)));
  return lists.flat();
}

async function presentInList<Place extends StatusPlace>(
  statuses: Registry["statuses"],
  places: readonly Place[],
): Promise<Present<Place>[]> {
  const [{ issuer, list } = { issuer: "", list: 0 }] = places;
  const last = places.reduce((most, { index }) => Math.max(most, index), 0);
  // The contract refuses it if the list is not open, or has no such index.
  await statuses.statusOf(issuer, list, last);
  const words = new Map<number, bigint>();
  for (const { first, count } of runsOf(places)) {
    const some = await statuses.wordsOf(issuer, list, first, count);
    for (const [i, word] of some.entries()) words.set(first + i, word);
  }
  return places.map((place) => ({ ...place, before: statusIn(words.get(wordOf(place)) ?? 0n, place.index) }));
}

/** The words that the places are in, as runs of neighbours. */
function runsOf(places: readonly StatusPlace[]): { readonly first: number; readonly count: number }[] {
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
const wordOf = ({ index }: StatusPlace): number => Math.floor(index / STATUSES_PER_WORD);
