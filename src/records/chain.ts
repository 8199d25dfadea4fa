import type { Names } from "./names.ts";
import type { EpochRecord, LinkRecord, TermRecord } from "./records.ts";
import { NO_END } from "./term.ts";

/** Accreditations walks no further than seven levels above the issuer (Terms.MAX_LEVELS): a whole chain has at most 8 links. */
const MAX_LINKS = 8;

/** Of an agency's accreditation for a type: what it says beside its epochs. */
export interface HeldAccreditation {
  /** How many times it was withdrawn. */
  readonly generation: number;
  /** Epochs with a lower index belong to a generation that was withdrawn. */
  readonly generationStart: number;
  /** The byte of the exceptions that were granted last. */
  readonly exceptions: number;
}

/** What the walk reads of the registries, wherever a source of facts has it from. */
export interface ChainReader<Accreditation extends HeldAccreditation> {
  /** Undefined: never applied for, or never accredited. */
  accreditation(holder: string, typeId: string): Accreditation | undefined;
  epochCount(of: Accreditation): number;
  /** The epoch numbered `index` from 0, below {@link epochCount}. */
  epoch(of: Accreditation, index: number, holder: string, typeId: string): EpochRecord;
  isDeactivated(identity: string): boolean;
  /** Absent: the source has names from elsewhere, or none. They are for people, and no part of the walk. */
  names?(of: Accreditation): Names | undefined;
}

/** While it is made: what may be absent is set where it is there, for to spread it takes some 100 ns a member, of a look-up's 1,000. */
export type Made<Record> = { -readonly [Name in keyof Record]: Record[Name] };

/**
 * The chain of trust at `moment`, seconds, from the issuer to the root link or as far as there is one, as Accreditations.chainWords walks it. The only walk outside
 * the contracts: each source of facts brings its reader.
 */
export function linksOf<Accreditation extends HeldAccreditation>(
  reader: ChainReader<Accreditation>,
  issuer: string,
  typeId: string,
  moment: number,
): LinkRecord[] {
  const links: LinkRecord[] = [];
  let holder: string | undefined = issuer;
  while (holder !== undefined && links.length < MAX_LINKS) {
    const link: LinkRecord | undefined = linkOf(reader, holder, typeId, moment);
    if (link === undefined) break;
    links.push(link);
    holder = link.atIssue === undefined || link.atIssue.root ? undefined : link.atIssue.accreditor;
  }
  return links;
}

function linkOf<Accreditation extends HeldAccreditation>(
  reader: ChainReader<Accreditation>,
  holder: string,
  typeId: string,
  moment: number,
): LinkRecord | undefined {
  const held = reader.accreditation(holder, typeId);
  const count = held === undefined ? 0 : reader.epochCount(held);
  if (held === undefined || count === 0) return undefined;
  const newest = reader.epoch(held, count - 1, holder, typeId);
  // Nearly always the newest.
  const atIssue =
    newest.from <= moment ? newest : lastBegun(count - 1, moment, (index) => reader.epoch(held, index, holder, typeId));
  const holderDeactivated = reader.isDeactivated(holder);
  const { generation, generationStart, exceptions } = held;
  const noStatus = isWithoutStatus(exceptions);
  const link: Made<LinkRecord> = { holder, holderDeactivated, generation, generationStart, noStatus, newest };
  const names = reader.names?.(held);
  if (names !== undefined) link.names = names;
  if (atIssue !== undefined) link.atIssue = atIssue;
  return link;
}

/** Of the exceptions that an accreditor granted: whether credentials are taken without a status. */
export const isWithoutStatus = (exceptions: number): boolean => (exceptions & 1) !== 0;

/** A type as far as its terms of office go. */
export interface HeldType {
  /** The present authority. */
  readonly authority: string;
  readonly registered: number;
}

/** What {@link termOf} reads of the registries. */
export interface TermReader<Type extends HeldType> {
  type(typeId: string): Type | undefined;
  /** How many terms of office there have been: at least one. */
  termCount(of: Type): number;
  /** The term numbered `index` from 0, where there has been more than one. */
  term(of: Type, index: number, typeId: string): Omit<TermRecord, "deactivated">;
  isDeactivated(identity: string): boolean;
}

/**
 * The term of office that was the last begun by `moment`, as TrustLens finds it; undefined if none had. Until the first has ended, the type's own record says all of it.
 */
export function termOf<Type extends HeldType>(
  reader: TermReader<Type>,
  typeId: string,
  moment: number,
): TermRecord | undefined {
  const type = reader.type(typeId);
  if (type === undefined) return undefined;
  const count = reader.termCount(type);
  const only = { authority: type.authority, from: type.registered, until: NO_END };
  const term = lastBegun(count, moment, (index) => (count === 1 ? only : reader.term(type, index, typeId)));
  if (term === undefined) return undefined;
  const { authority, from, until } = term;
  return { authority, deactivated: reader.isDeactivated(authority), from, until };
}

/** Of the first `count` the last that had begun by then. They begin in order: a search by halves asks for few. */
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
