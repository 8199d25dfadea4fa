import { DidimError } from "../errors/error.ts";
import type { Allocator } from "../status/allocator.ts";
import { type IssuanceEntry, type IssuanceRegister, registeredOtherwise } from "../stores/issuance-register.ts";
import type { IssueRequest, RowName } from "./requests.ts";

/** The list and index of a credential's status. */
export interface Place {
  readonly list: number;
  readonly index: number;
}

export interface Placing {
  readonly allocator: Allocator | undefined;
  readonly register: IssuanceRegister | undefined;
}

/**
 * The place of each credential; undefined for those without a status. A row that is in the register keeps its place. All
 * others get new ones, all or none. Throws `issuer.no-allocator`, `issuer.no-register`, `issuer.row-twice`,
 * `issuer.registered-otherwise`, and what the allocator and the register throw.
 */
export async function placesOf(
  requests: readonly IssueRequest[],
  { allocator, register }: Placing,
): Promise<readonly (Place | undefined)[]> {
  const known = await registered(requests, register);
  const isNew = requests.map((request, i) => request.withoutStatus !== true && known[i] === undefined);
  const places = (await taken(isNew.filter(Boolean).length, allocator)).values();
  return requests.map((_, i) => (isNew[i] ? places.next().value : known[i]?.status));
}

async function taken(count: number, allocator: Allocator | undefined): Promise<Place[]> {
  if (count === 0) return [];
  if (allocator === undefined)
    throw new DidimError(
      "issuer.no-allocator",
      "This issuer was given no status list: it issues one-time copies only, and what needs no status.",
    );
  const { list } = allocator;
  return (await allocator.allocate(count)).map((index) => ({ list, index }));
}

/** The register's entry of each request that names a row which was issued before. */
async function registered(
  requests: readonly IssueRequest[],
  register: IssuanceRegister | undefined,
): Promise<readonly (IssuanceEntry | undefined)[]> {
  const entries = new Map<string, IssuanceEntry>();
  for (const [batch, rows] of rowsByBatch(requests)) {
    if (register === undefined)
      throw new DidimError("issuer.no-register", "A row of a batch needs a register: give createIssuer one.", {
        batch,
      });
    for (const entry of await register.find({ batch, rows }))
      entries.set(keyOf({ batch, row: entry.row ?? "" }), entry);
  }
  return requests.map((request) => entryFor(request, entries));
}

function rowsByBatch(requests: readonly IssueRequest[]): ReadonlyMap<string, readonly string[]> {
  const [batches, seen] = [new Map<string, string[]>(), new Set<string>()];
  for (const { row: name } of requests) {
    if (name === undefined) continue;
    const { batch, row } = name;
    if (seen.has(keyOf(name)))
      throw new DidimError("issuer.row-twice", "A batch has two rows with one name.", { batch, row });
    seen.add(keyOf(name));
    const rows = batches.get(batch) ?? [];
    rows.push(row);
    batches.set(batch, rows);
  }
  return batches;
}

function entryFor(
  { row, type, withoutStatus = false }: IssueRequest,
  entries: ReadonlyMap<string, IssuanceEntry>,
): IssuanceEntry | undefined {
  const found = row && entries.get(keyOf(row));
  if (found === undefined) return undefined;
  if (found.type === type && (found.status === undefined) === withoutStatus) return found;
  throw registeredOtherwise(found);
}

const keyOf = ({ batch, row }: RowName): string => JSON.stringify([batch, row]);
