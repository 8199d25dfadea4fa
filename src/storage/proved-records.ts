import { isMissing } from "../chain/state/missing.ts";
import { NOBODY } from "../did/address.ts";
import type { FactsQuery, TrustRecords } from "../facts/facts.ts";
import type { Names } from "../records/names.ts";
import type { EpochRecord, KeyRecord, LinkRecord, StatusRecord, TermRecord } from "../records/records.ts";
import { NO_END } from "../records/term.ts";
import type { ProvedRegistry } from "./registries.ts";
import * as slots from "./slots.ts";
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
} from "./words.ts";

/** What a registry holds in a slot; 0 if it is shown to hold nothing there. Throws if that is not known. */
export type SlotReader = (registry: ProvedRegistry, slot: string) => bigint;

/** The names with this hash, keccak256(abi.encode(ko, en)), if they are known: those of an agency for a type. */
export type NamesReader = (hash: bigint, holder: string, typeId: string) => Names | undefined;

/** Accreditations walks no further than seven levels above the issuer (Terms.MAX_LEVELS). */
const MAX_LINKS = 8;

/** The records that TrustLens reads, out of the slots themselves: docs/storage.md. Which slots it asks for is what a proof must bring. */
export function recordsOf(query: FactsQuery, read: SlotReader, names: NamesReader = () => undefined): TrustRecords {
  const { list, ...records } = issuerRecordsOf(query, read, names);
  return { ...records, ...(list && { status: statusOf(query, records.issuer, list, read) }) };
}

/** A list's header. */
export type StatusList = Omit<StatusRecord, "value">;

export interface IssuerRecords extends Omit<TrustRecords, "status"> {
  /** Of the list in which the credential's status is kept. */
  readonly list?: StatusList;
}

/**
 * All but the status itself: what changes rarely, and is the same for all credentials of an issuer and a type that were signed by one key. Of names only the
 * issuer's own are looked for: each slot more makes a proof longer.
 *
 * @param display reads where the hash of the names is. Names are for people, and nothing is judged by them: so they need not be as new as what is judged, nor go
 * together with it.
 */
export function issuerRecordsOf(
  query: FactsQuery,
  read: SlotReader,
  names: NamesReader,
  display: SlotReader = read,
): IssuerRecords {
  const typeId = typeIdOf(query, read);
  const type = typeId === undefined ? undefined : typeOf(typeId, read);
  const term = query.withTerm && typeId !== undefined && termOf(typeId, query.issuedAt, read);
  const known = { ...(typeId && { typeId }), ...(type && { type }), ...(term && { term }) };
  const issuer = issuerOf(query, read);
  if (issuer === undefined) {
    return { ...known, issuerDeactivated: true, links: [], ...(query.status && { list: UNOPENED }) };
  }
  const key = keyOf(issuer, query.keyThumbprint, read);
  const [first, ...above] = typeId === undefined ? [] : linksOf(issuer, typeId, query.issuedAt, read);
  const links = first === undefined || typeId === undefined ? [] : [named(first, typeId, display, names), ...above];
  return {
    issuer,
    ...known,
    issuerDeactivated: deactivated(issuer, read),
    ...(key && { key }),
    links,
    ...(query.status && { list: listOf(issuer, query.status.list, read) }),
  };
}

const UNOPENED = { opened: 0, capacity: 0 };

/** Of which type the credential is; undefined if no type has its doctype. */
function typeIdOf({ typeId, doctypeId }: FactsQuery, read: SlotReader): string | undefined {
  if (typeId !== undefined) return typeId;
  const word = read("CredentialTypes", slots.doctypeSlot(doctypeId));
  return word === 0n ? undefined : `0x${word.toString(16).padStart(64, "0")}`;
}

/** Whose the credential is; undefined if its certificate is assigned to nobody. */
export function issuerOf(query: FactsQuery, read: SlotReader): string | undefined {
  if (query.issuer !== undefined) return query.issuer;
  const typeId = typeIdOf(query, read);
  const word = typeId === undefined ? 0n : read("Accreditations", slots.anchorSlot(typeId, query.anchor));
  return word === 0n ? undefined : addressIn(word);
}

/** With its names, if they can be proved. They are for people: where they are missing, nothing else is. */
function named(link: LinkRecord, typeId: string, read: SlotReader, names: NamesReader): LinkRecord {
  try {
    const hash = read("Accreditations", slots.namesSlot(link.holder, typeId, link.generation));
    const found = hash === 0n ? undefined : names(hash, link.holder, typeId);
    return found === undefined ? link : { ...link, names: found };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return link;
  }
}

const deactivated = (identity: string, read: SlotReader): boolean =>
  identity === NOBODY || isDeactivated(read("DIDRegistry", slots.identitySlot(identity)));

function keyOf(issuer: string, keyThumbprint: string, read: SlotReader): KeyRecord | undefined {
  const slot = slots.keySlot(issuer, keyThumbprint);
  const epoch = read("DIDRegistry", slot);
  return epoch === 0n ? undefined : keyIn(epoch, read("DIDRegistry", slots.nextSlot(slot)));
}

function typeOf(typeId: string, read: SlotReader): TrustRecords["type"] {
  const word = read("CredentialTypes", slots.typeSlot(typeId));
  const type = typeIn(word);
  return type && { ...type, authorityDeactivated: deactivated(addressIn(word), read) };
}

/**
 * The term of office that was the last begun by `issuedAt`, as TrustLens finds it. Until the first has ended, the
 * type's own record says all of it.
 */
function termOf(typeId: string, issuedAt: number, read: SlotReader): TermRecord | undefined {
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
function linksOf(issuer: string, typeId: string, issuedAt: number, read: SlotReader): readonly LinkRecord[] {
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

/** The status of the issuer's credential, under this header of its list. */
export function statusOf(
  { status }: FactsQuery,
  issuer: string | undefined,
  list: StatusList,
  read: SlotReader,
): StatusRecord {
  if (status === undefined || issuer === undefined) return { ...list, value: 0 };
  return statusUnder(list, status.index, () => read("StatusLists", slots.wordSlot(issuer, status.list, status.index)));
}
