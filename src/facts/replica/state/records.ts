import { linksOf, type Made, termOf } from "../../../records/chain.ts";
import type { StatusRecord, TypeRecord } from "../../../records/records.ts";
import { flagsIn } from "../../../records/type-flags.ts";
import type { FactsQuery, TrustRecords } from "../../facts.ts";
import type { State } from "./state.ts";

/** The records that TrustLens reads, from the replica's state. */
export function recordsOf(state: State, query: FactsQuery): TrustRecords {
  const { status } = query;
  const typeId = query.typeId ?? state.doctypes.get(query.doctypeId);
  const issuer = query.issuer ?? (typeId === undefined ? undefined : state.anchors.get(typeId, query.anchor));
  const records: Made<TrustRecords> = { issuerDeactivated: true, links: [] };
  if (status !== undefined) records.status = statusRecord(state, issuer, status.list, status.index);
  if (typeId !== undefined) records.typeId = typeId;
  const type = typeId === undefined ? undefined : typeRecord(state, typeId);
  if (type !== undefined) records.type = type;
  const term = query.withTerm && typeId !== undefined && termOf(state, typeId, query.issuedAt);
  if (term) records.term = term;
  if (issuer === undefined) return records;
  records.issuer = issuer;
  records.issuerDeactivated = state.isDeactivated(issuer);
  const key = state.keys.get(issuer, query.keyThumbprint);
  if (key !== undefined) records.key = key.record;
  if (typeId !== undefined) records.links = linksOf(state, issuer, typeId, query.issuedAt);
  return records;
}

function typeRecord(state: State, typeId: string): TypeRecord | undefined {
  const type = state.types.get(typeId);
  if (type === undefined) return undefined;
  const { registered, retired, flags, authority } = type;
  const { applicationStatusIsValid, status, holderBinding } = flagsIn(flags);
  const authorityDeactivated = state.isDeactivated(authority);
  return { registered, retired, applicationStatusIsValid, status, holderBinding, authority, authorityDeactivated };
}

function statusRecord(state: State, issuer: string | undefined, number: number, index: number): StatusRecord {
  const list = issuer === undefined ? undefined : state.lists.get(issuer, number);
  if (list === undefined) return { opened: 0, capacity: 0, value: 0 };
  const { opened, capacity, words } = list;
  return { opened, capacity, value: index >= 0 && index < capacity ? words.status(index) : 0 };
}
