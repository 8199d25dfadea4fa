import { isMissing } from "../chain/state/missing.ts";
import { ZERO_ADDRESS } from "../did/address.ts";
import type { FactsQuery, TrustRecords } from "../facts/facts.ts";
import { type ChainReader, type HeldType, linksOf, type TermReader, termOf } from "../records/chain.ts";
import type { Names } from "../records/names.ts";
import type { EpochRecord, KeyRecord, LinkRecord, StatusRecord, TermRecord } from "../records/records.ts";
import {
  accreditationIn,
  accreditationSlot,
  anchorSlot,
  assignedIn,
  epochIn,
  epochSlot,
  namesSlot,
} from "./accreditations.ts";
import { doctypeSlot, termCountIn, termIn, termSlot, typeIdIn, typeIn, typeSlot } from "./credential-types.ts";
import { identitySlot, isDeactivated, keyIn, keySlot } from "./did-registry.ts";
import type { ProvedRegistry } from "./registries.ts";
import { nextSlot } from "./slots.ts";
import { listIn, listSlot, statusUnder, wordSlot } from "./status-lists.ts";

/** Reads a slot of a registry; 0 if the slot is proved to be empty. Throws if its value is not known. */
export type SlotReader = (registry: ProvedRegistry, slot: string) => bigint;

/** Finds an agency's names for a type by their hash, keccak256(abi.encode(ko, en)); undefined if they are not known. */
export type NamesReader = (hash: bigint, holder: string, typeId: string) => Names | undefined;

/**
 * The records that TrustLens reads, decoded from the storage slots (docs/storage.md). A proof must have the slots that
 * this function reads.
 */
export function recordsOf(query: FactsQuery, read: SlotReader, names: NamesReader = () => undefined): TrustRecords {
  const { list, ...records } = issuerRecordsOf(query, read, names);
  return { ...records, ...(list && { status: statusOf(query, records.issuer, list, read) }) };
}

/** A list's header. */
export type StatusList = Omit<StatusRecord, "value">;

export interface IssuerRecords extends Omit<TrustRecords, "status"> {
  /** The list that holds the credential's status. */
  readonly list?: StatusList;
}

/**
 * All records except the status itself. They change rarely and are the same for all credentials of one issuer and type
 * signed with one key. Only the issuer's own names are looked up, because each further slot makes a proof longer.
 *
 * @param display Reads the hash of the names. Names are for display and no rule uses them, so they may be older than
 * the other records.
 */
export function issuerRecordsOf(
  query: FactsQuery,
  read: SlotReader,
  names: NamesReader,
  display: SlotReader = read,
): IssuerRecords {
  const typeId = typeIdOf(query, read);
  const reader = new ProvedReader(read);
  const type = typeId === undefined ? undefined : typeOf(typeId, read, reader);
  const term = query.withTerm && typeId !== undefined && termOf(reader, typeId, query.issuedAt);
  const known = { ...(typeId && { typeId }), ...(type && { type }), ...(term && { term }) };
  const issuer = issuerOf(query, read);
  if (issuer === undefined) {
    return { ...known, issuerDeactivated: true, links: [], ...(query.status && { list: UNOPENED }) };
  }
  const key = keyOf(issuer, query.keyThumbprint, read);
  const [first, ...above] = typeId === undefined ? [] : linksOf(reader, issuer, typeId, query.issuedAt);
  const links = first === undefined || typeId === undefined ? [] : [named(first, typeId, display, names), ...above];
  return {
    issuer,
    ...known,
    issuerDeactivated: reader.isDeactivated(issuer),
    ...(key && { key }),
    links,
    ...(query.status && { list: listOf(issuer, query.status.list, read) }),
  };
}

const UNOPENED = { opened: 0, capacity: 0 };

/** The credential's type; undefined if its doctype belongs to no type. */
function typeIdOf({ typeId, doctypeId }: FactsQuery, read: SlotReader): string | undefined {
  if (typeId !== undefined) return typeId;
  return typeIdIn(read("CredentialTypes", doctypeSlot(doctypeId)));
}

/** The credential's issuer; undefined if its certificate is assigned to nobody. */
export function issuerOf(query: FactsQuery, read: SlotReader): string | undefined {
  if (query.issuer !== undefined) return query.issuer;
  const typeId = typeIdOf(query, read);
  return typeId === undefined ? undefined : assignedIn(read("Accreditations", anchorSlot(typeId, query.anchor)));
}

/** Adds the names if they can be proved. They are for display, so a missing name fails nothing else. */
function named(link: LinkRecord, typeId: string, read: SlotReader, names: NamesReader): LinkRecord {
  try {
    const hash = read("Accreditations", namesSlot(link.holder, typeId, link.generation));
    const found = hash === 0n ? undefined : names(hash, link.holder, typeId);
    return found === undefined ? link : { ...link, names: found };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return link;
  }
}

function keyOf(issuer: string, keyThumbprint: string, read: SlotReader): KeyRecord | undefined {
  const slot = keySlot(issuer, keyThumbprint);
  const epoch = read("DIDRegistry", slot);
  return epoch === 0n ? undefined : keyIn(epoch, read("DIDRegistry", nextSlot(slot)));
}

function typeOf(typeId: string, read: SlotReader, reader: ProvedReader): TrustRecords["type"] {
  const word = read("CredentialTypes", typeSlot(typeId));
  const type = typeIn(word);
  return type && { ...type, authorityDeactivated: reader.isDeactivated(type.authority) };
}

/** Reads for the walk of the chain of trust, from slots. */
class ProvedReader implements ChainReader<Accreditation>, TermReader<Type> {
  readonly #read: SlotReader;

  constructor(read: SlotReader) {
    this.#read = read;
  }

  accreditation(holder: string, typeId: string): Accreditation {
    return accreditationIn(this.#read("Accreditations", accreditationSlot(holder, typeId)));
  }

  epochCount({ epochs }: Accreditation): number {
    return epochs;
  }

  epoch(_: Accreditation, index: number, holder: string, typeId: string): EpochRecord {
    return epochIn(this.#read("Accreditations", epochSlot(holder, typeId, index)), index);
  }

  isDeactivated(identity: string): boolean {
    return identity === ZERO_ADDRESS || isDeactivated(this.#read("DIDRegistry", identitySlot(identity)));
  }

  type(typeId: string): Type | undefined {
    const word = this.#read("CredentialTypes", typeSlot(typeId));
    const type = typeIn(word);
    return type && { authority: type.authority, registered: type.registered, terms: termCountIn(word) };
  }

  termCount({ terms }: Type): number {
    return terms;
  }

  term(_: Type, index: number, typeId: string): Omit<TermRecord, "deactivated"> {
    return termIn(this.#read("CredentialTypes", termSlot(typeId, index)));
  }
}

type Accreditation = ReturnType<typeof accreditationIn>;
type Type = HeldType & { readonly terms: number };

const listOf = (issuer: string, list: number, read: SlotReader): StatusList =>
  listIn(read("StatusLists", listSlot(issuer, list)));

/** The status of the credential in the list with this header. */
export function statusOf(
  { status }: FactsQuery,
  issuer: string | undefined,
  list: StatusList,
  read: SlotReader,
): StatusRecord {
  if (status === undefined || issuer === undefined) return { ...list, value: 0 };
  return statusUnder(list, status.index, () => read("StatusLists", wordSlot(issuer, status.list, status.index)));
}
