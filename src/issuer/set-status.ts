import type { Registry } from "../registry/open.ts";
import type { Receipt } from "../registry/sending/receipt.ts";
import { placesByList, type StatusPlace, statusBatches } from "../status/batch.ts";

/**
 * Sets a status at all these places: one transaction for each list, or several if they do not fit into one block. If
 * one fails, the earlier ones remain done, and a repeated call does the rest.
 */
export async function setStatus(
  registry: Registry,
  places: readonly StatusPlace[],
  status: number,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const some of placesByList(places)) receipts.push(...(await setInList(registry, some, status)));
  return receipts;
}

async function setInList({ statuses }: Registry, places: readonly StatusPlace[], status: number): Promise<Receipt[]> {
  const [only, ...others] = places;
  if (only !== undefined && others.length === 0) {
    return [await statuses.setStatus(only.issuer, only.list, only.index, status)];
  }
  const receipts: Receipt[] = [];
  for (const { issuer, list, words, masks, values } of statusBatches(places, status)) {
    receipts.push(await statuses.setStatuses(issuer, list, [...words], [...masks], [...values]));
  }
  return receipts;
}
