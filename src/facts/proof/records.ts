import { NOBODY } from "../../did/address.ts";
import { NO_END } from "../../registry/term.ts";
import {
  accreditationIn,
  addressIn,
  epochIn,
  isDeactivated,
  keyIn,
  listIn,
  statusUnder,
  termCountIn,
  termIn,
  typeIn,
} from "../../registry/words.ts";
import type {
  EpochRecord,
  FactsQuery,
  KeyRecord,
  LinkRecord,
  StatusRecord,
  TermRecord,
  TrustRecords,
} from "../facts.ts";
import type { ProvedRegistry } from "./anchor.ts";
import * as slots from "./slots.ts";

/** What a registry holds in a slot; 0 if it is shown to hold nothing there. Throws if that is not known. */
export type SlotReader = (registry: ProvedRegistry, slot: string) => bigint;

/** Accreditations walks no further than seven levels above the issuer (Terms.MAX_LEVELS). */
const MAX_LINKS = 8;

/** The records that TrustLens reads, out of the slots themselves: docs/storage.md. Which slots it asks for is what a proof must bring. */
export function recordsOf(query: FactsQuery, read: SlotReader): TrustRecords {
  const { list, ...records } = issuerRecordsOf(query, read);
  return { ...records, ...(list && { status: statusOf(query, list, read) }) };
}

/** A list's header. */
export type StatusList = Omit<StatusRecord, "value">;

export interface IssuerRecords extends Omit<TrustRecords, "status"> {
  /** Of the list in which the credential's status is kept. */
  readonly list?: StatusList;
}

/** All but the status itself: what changes rarely, and is the same for all credentials of an issuer and a type that were signed by one key. */
export function issuerRecordsOf(query: FactsQuery, read: SlotReader): IssuerRecords {
  const key = keyOf(query, read);
  const type = typeOf(query, read);
  const term = query.withTerm && termOf(query, read);
  return {
    issuerDeactivated: deactivated(query.issuer, read),
    ...(key && { key }),
    ...(type && { type }),
    links: linksOf(query, read),
    ...(query.status && { list: listOf(query.issuer, query.status.list, read) }),
    ...(term && { term }),
  };
}

const deactivated = (identity: string, read: SlotReader): boolean =>
  identity === NOBODY || isDeactivated(read("DIDRegistry", slots.identitySlot(identity)));

function keyOf({ issuer, keyThumbprint }: FactsQuery, read: SlotReader): KeyRecord | undefined {
  const slot = slots.keySlot(issuer, keyThumbprint);
  const epoch = read("DIDRegistry", slot);
  return epoch === 0n ? undefined : keyIn(epoch, read("DIDRegistry", slots.nextSlot(slot)));
}

function typeOf({ typeId }: FactsQuery, read: SlotReader): TrustRecords["type"] {
  const word = read("CredentialTypes", slots.typeSlot(typeId));
  const type = typeIn(word);
  return type && { ...type, authorityDeactivated: deactivated(addressIn(word), read) };
}

/**
 * The term of office that was the last begun by `issuedAt`, as TrustLens finds it. Until the first has ended, the
 * type's own record says all of it.
 */
function termOf({ typeId, issuedAt }: FactsQuery, read: SlotReader): TermRecord | undefined {
  const word = read("CredentialTypes", slots.typeSlot(typeId));
  const [type, count] = [typeIn(word), termCountIn(word)];
  if (type === undefined) return undefined;
  const only = { authority: type.authority, from: type.registered, until: NO_END };
  const term = lastBegun(count, issuedAt, (index) =>
    count === 1 ? only : termIn(read("CredentialTypes", slots.termSlot(typeId, index))),
  );
  return term && { ...term, deactivated: deactivated(term.authority, read) };
}

/** The chain of trust as of `issuedAt`, from the issuer up, as Accreditations.chainWords walks it. */
function linksOf({ issuer, typeId, issuedAt }: FactsQuery, read: SlotReader): readonly LinkRecord[] {
  const links: LinkRecord[] = [];
  for (let holder: string | undefined = issuer; holder !== undefined && links.length < MAX_LINKS; ) {
    const link = linkOf(holder, typeId, issuedAt, read);
    if (link === undefined) break;
    links.push(link);
    holder = link.atIssue === undefined || link.atIssue.root ? undefined : link.atIssue.accreditor;
  }
  return links;
}

function linkOf(holder: string, typeId: string, moment: number, read: SlotReader): LinkRecord | undefined {
  const { epochs, ...generations } = accreditationIn(read("Accreditations", slots.accreditationSlot(holder, typeId)));
  if (epochs === 0) return undefined;
  const epoch = (index: number): EpochRecord =>
    epochIn(read("Accreditations", slots.epochSlot(holder, typeId, index)), index);
  const newest = epoch(epochs - 1);
  const atIssue = newest.from <= moment ? newest : lastBegun(epochs - 1, moment, epoch);
  return {
    holder,
    holderDeactivated: deactivated(holder, read),
    ...generations,
    ...(atIssue && { atIssue }),
    newest,
  };
}

/** Of the first `count` epochs the last that had begun by then. They begin in order: a search by halves asks for few slots. */
function lastBegun<Epoch extends { readonly from: number }>(
  count: number,
  moment: number,
  epoch: (index: number) => Epoch,
): Epoch | undefined {
  let found: Epoch | undefined;
  for (let [low, high] = [0, count]; low < high; ) {
    const middle = (low + high) >> 1;
    const one = epoch(middle);
    if (one.from <= moment) [found, low] = [one, middle + 1];
    else high = middle;
  }
  return found;
}

const listOf = (issuer: string, list: number, read: SlotReader): StatusList =>
  listIn(read("StatusLists", slots.listSlot(issuer, list)));

/** The status under this header of its list. */
export function statusOf({ issuer, status }: FactsQuery, list: StatusList, read: SlotReader): StatusRecord {
  if (status === undefined) return { ...list, value: 0 };
  return statusUnder(list, status.index, () => read("StatusLists", slots.wordSlot(issuer, status.list, status.index)));
}
