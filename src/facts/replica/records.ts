import type { EpochRecord, LinkRecord, StatusRecord, TermRecord, TypeRecord } from "../../records/records.ts";
import { NO_END } from "../../records/term.ts";
import { flagsIn } from "../../records/type-flags.ts";
import { isWithoutStatus } from "../../storage/words.ts";
import type { FactsQuery, TrustRecords } from "../facts.ts";
import type { State } from "./state.ts";

/** Levels grow on the way up and are at most 7, so a whole chain has at most 8 links (Terms.MAX_LEVELS + 1). */
const MAX_LINKS = 8;

/** The same records that TrustLens reads from the registries' storage. */
export function recordsOf(state: State, query: FactsQuery): TrustRecords {
  const { status } = query;
  const typeId = query.typeId ?? state.doctypes.get(query.doctypeId);
  const issuer = query.issuer ?? (typeId === undefined ? undefined : state.anchors.get(typeId, query.anchor));
  const records: Made<TrustRecords> = { issuerDeactivated: true, links: [] };
  if (status !== undefined) records.status = statusRecord(state, issuer, status.list, status.index);
  if (typeId !== undefined) records.typeId = typeId;
  const type = typeId === undefined ? undefined : typeRecord(state, typeId);
  if (type !== undefined) records.type = type;
  const term = query.withTerm && typeId !== undefined && termRecord(state, typeId, query.issuedAt);
  if (term) records.term = term;
  if (issuer === undefined) return records;
  records.issuer = issuer;
  records.issuerDeactivated = state.isDeactivated(issuer);
  const key = state.keys.get(issuer, query.keyThumbprint);
  if (key !== undefined) records.key = key.record;
  if (typeId !== undefined) records.links = linksOf(state, issuer, typeId, query.issuedAt);
  return records;
}

/** While it is made: what may be absent is set where it is there, for to spread it takes some 100 ns a member, of a look-up's 1,000. */
type Made<Record> = { -readonly [Name in keyof Record]: Record[Name] };

function typeRecord(state: State, typeId: string): TypeRecord | undefined {
  const type = state.types.get(typeId);
  if (type === undefined) return undefined;
  const { registered, retired, flags, authority } = type;
  const { applicationStatusIsValid, status, holderBinding } = flagsIn(flags);
  const authorityDeactivated = state.isDeactivated(authority);
  return { registered, retired, applicationStatusIsValid, status, holderBinding, authority, authorityDeactivated };
}

/**
 * The term of office that was the last begun by `moment`. Until the first has ended, the type's own record says all of
 * it.
 */
function termRecord(state: State, typeId: string, moment: number): TermRecord | undefined {
  const type = state.types.get(typeId);
  if (type === undefined) return undefined;
  const first = { authority: type.authority, from: type.registered, until: NO_END };
  const terms = type.terms.length > 0 ? type.terms : [first];
  const term = terms.findLast(({ from }) => from <= moment);
  if (term === undefined) return undefined;
  const { authority, from, until } = term;
  return { authority, deactivated: state.isDeactivated(authority), from, until };
}

/** The chain at `moment`, from the issuer to the root link or as far as there is one: Accreditations.chainOf. */
function linksOf(state: State, issuer: string, typeId: string, moment: number): LinkRecord[] {
  const links: LinkRecord[] = [];
  let holder: string | undefined = issuer;
  while (holder !== undefined && links.length < MAX_LINKS) {
    const link = linkOf(state, holder, typeId, moment);
    if (link === undefined) break;
    links.push(link);
    holder = link.atIssue?.root ? undefined : link.atIssue?.accreditor;
  }
  return links;
}

function linkOf(state: State, holder: string, typeId: string, moment: number): LinkRecord | undefined {
  const accreditation = state.accreditations.get(holder, typeId);
  const newest = accreditation?.epochs.at(-1);
  if (accreditation === undefined || newest === undefined) return undefined;
  const { generation, generationStart, exceptions, epochs, names } = accreditation;
  const holderDeactivated = state.isDeactivated(holder);
  const noStatus = isWithoutStatus(exceptions);
  const link: Made<LinkRecord> = { holder, holderDeactivated, generation, generationStart, noStatus, newest };
  const named = names.at(-1);
  if (named?.generation === generation) link.names = named.shown;
  const atIssue = lastBegunBy(epochs, moment);
  if (atIssue !== undefined) link.atIssue = atIssue;
  return link;
}

/** The last epoch that had begun by `moment`, of whatever generation. */
function lastBegunBy(epochs: readonly EpochRecord[], moment: number): EpochRecord | undefined {
  // Nearly always the newest; epochs begin in the order of their numbers.
  const newest = epochs.at(-1);
  return newest !== undefined && newest.from <= moment ? newest : epochs.findLast(({ from }) => from <= moment);
}

function statusRecord(state: State, issuer: string | undefined, number: number, index: number): StatusRecord {
  const list = issuer === undefined ? undefined : state.lists.get(issuer, number);
  if (list === undefined) return { opened: 0, capacity: 0, value: 0 };
  const { opened, capacity, words } = list;
  return { opened, capacity, value: index >= 0 && index < capacity ? words.status(index) : 0 };
}
