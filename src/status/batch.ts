import { STATUSES_PER_WORD, withStatus } from "../storage/status-lists.ts";

/** The list and index of a credential's status. */
export interface StatusPlace {
  /** The issuer's identity: the address in its DID. */
  readonly issuer: string;
  readonly list: number;
  readonly index: number;
}

/** The arguments of StatusLists.setStatuses: statuses of one list, by words, with masks that cover whole statuses. */
export interface StatusBatch {
  readonly issuer: string;
  readonly list: number;
  readonly words: readonly bigint[];
  readonly masks: readonly bigint[];
  readonly values: readonly bigint[];
}

/** Words in a batch. If all are fresh, they take 27 million gas; a consortium's block has 40 million. */
const STATUS_WORDS_AT_ONCE = 1_000;

/** Groups places by list, because each list is written separately. */
export function placesByList<Place extends StatusPlace>(places: readonly Place[]): readonly (readonly Place[])[] {
  const lists = new Map<string, Place[]>();
  for (const place of places) {
    const key = `${place.issuer}/${place.list}`;
    const some = lists.get(key) ?? [];
    some.push(place);
    lists.set(key, some);
  }
  return [...lists.values()];
}

/** The batches that set one status at all places. Each fits into a block and writes one list. */
export function statusBatches(places: readonly StatusPlace[], status: number): StatusBatch[] {
  return placesByList(places).flatMap((some) => batchesOfList(some, status));
}

function batchesOfList(places: readonly StatusPlace[], status: number): StatusBatch[] {
  const [{ issuer, list } = { issuer: "", list: 0 }] = places;
  const written = [...statusWordsAt(places, status)];
  const batches: StatusBatch[] = [];
  for (let first = 0; first < written.length; first += STATUS_WORDS_AT_ONCE) {
    const some = written.slice(first, first + STATUS_WORDS_AT_ONCE);
    const [masks, values] = [some.map(([, { mask }]) => mask), some.map(([, { value }]) => value)];
    batches.push({ issuer, list, words: some.map(([word]) => word), masks, values });
  }
  return batches;
}

function statusWordsAt(places: readonly StatusPlace[], status: number): Map<bigint, { mask: bigint; value: bigint }> {
  const words = new Map<bigint, { mask: bigint; value: bigint }>();
  for (const { index } of places) {
    const word = BigInt(Math.floor(index / STATUSES_PER_WORD));
    const { mask, value } = words.get(word) ?? { mask: 0n, value: 0n };
    words.set(word, { mask: withStatus(mask, index, 3), value: withStatus(value, index, status) });
  }
  return words;
}
