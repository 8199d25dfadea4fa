import { DidimError } from "../../errors/error.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";
import { setStatus } from "../set-status.ts";
import { didOf, type Owner } from "./key-records.ts";
import { type FoundPlace, type NamedStatuses, placesOf } from "./places.ts";
import { type Present, presentStatuses } from "./present-statuses.ts";

/** The statuses of the IETF's Token Status List, by their names here. */
const STATUS = { reinstated: 0, revoked: 1, suspended: 2 } as const;
export type NewStatus = keyof typeof STATUS;

/** The status of one credential. */
export interface StatusOf {
  readonly list: number;
  readonly index: number;
  /** 0 valid, 1 revoked, 2 suspended, 3 application specific. */
  readonly status: number;
  /** What the credential says, if it was named by itself. */
  readonly type?: string;
  readonly issuedAt?: number;
}

/** The same, after a change. */
export interface StatusChanged extends StatusOf {
  /** The status that it had. The same as `status` if there was nothing to change. */
  readonly before: number;
}

export interface StatusesChanged {
  /** The DID of the lists' issuer. */
  readonly issuer: string;
  readonly statuses: readonly StatusChanged[];
  /** One for each list, or several if they do not fit into a block; none if nothing had to be changed. */
  readonly receipts: readonly Receipt[];
}

export async function readStatuses(owner: Owner, named: NamedStatuses, facts: Facts): Promise<StatusOf[]> {
  const places = await presentStatuses(owner.registry, await placesOf(owner, named, facts));
  return places.map((place) => toStatus(place, place.before));
}

/**
 * Reads the present statuses first, and writes only those that differ: so a call that was interrupted can be repeated. All
 * of a list, or nothing of it, is changed at once, if it fits into a block.
 */
export async function changeStatuses(
  owner: Owner,
  named: NamedStatuses,
  to: NewStatus,
  facts: Facts,
): Promise<StatusesChanged> {
  const status = STATUS[to];
  const places = await presentStatuses(owner.registry, await placesOf(owner, named, facts));
  checkPossible(places, status);
  const others = places.filter(({ before }) => before !== status);
  const receipts = await setStatus(owner.registry, others, status);
  const statuses = places.map((place) => ({ ...toStatus(place, status), before: place.before }));
  return { issuer: didOf(owner), statuses, receipts };
}

/** Throws `registry.StatusFinal`, as the contract would for the whole batch, but names the credential. */
function checkPossible(places: readonly Present<FoundPlace>[], status: number): void {
  const revoked = status === STATUS.revoked ? undefined : places.find(({ before }) => before === STATUS.revoked);
  if (revoked === undefined) return;
  const { list, index } = revoked;
  const message = `List ${list}, index ${index} is revoked, and stays revoked. Nothing was changed.`;
  throw new DidimError("registry.StatusFinal", message, { list, index });
}

const toStatus = ({ list, index, credential }: FoundPlace, status: number): StatusOf => ({
  list,
  index,
  status,
  ...credential,
});
