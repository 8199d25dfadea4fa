import { NO_END } from "./directory-rule.ts";
import type { Names } from "./names.ts";
import type { EpochRecord, LinkRecord, TermRecord } from "./records.ts";

/**
 * Accreditations walks at most seven levels above the issuer (Rights.MAX_LEVELS), so a whole chain has at most 8 links.
 */
const MAX_LINKS = 8;

/** An agency's accreditation for a type, without its epochs. */
export interface HeldAccreditation {
  /** How often it was withdrawn. */
  readonly generation: number;
  /** Epochs with a lower index belong to a withdrawn generation. */
  readonly generationStart: number;
  /** The exceptions that the accreditor granted last, as the contract's byte. */
  readonly exceptions: number;
}

/** What the walk reads of the registries, from whatever source of facts. */
export interface ChainReader<Accreditation extends HeldAccreditation> {
  /** Undefined if the agency never applied and was never accredited. */
  accreditation(holder: string, typeId: string): Accreditation | undefined;
  epochCount(of: Accreditation): number;
  /** The epoch with this index, counted from 0; below {@link epochCount}. */
  epoch(of: Accreditation, index: number, holder: string, typeId: string): EpochRecord;
  isDeactivated(identity: string): boolean;
  /** Absent if the source has names from elsewhere or none. Names are for people; the walk does not use them. */
  names?(of: Accreditation): Names | undefined;
}

/**
 * A record under construction. Optional members are assigned where present: spreading takes 100 ns a member, of a
 * look-up's 1,000 ns.
 */
export type Made<Record> = { -readonly [Name in keyof Record]: Record[Name] };

/**
 * The chain of trust at `moment` (seconds since 1970), from the issuer up to the root link, or as far as it goes. It
 * follows Accreditations.chainWords. This is the only walk outside the contracts: each source of facts gives it a
 * reader.
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
  // The newest epoch is nearly always the right one.
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

/** Whether the accreditor's exceptions allow credentials without a status. */
export const isWithoutStatus = (exceptions: number): boolean => (exceptions & 1) !== 0;

/** A type's record, as needed to find its terms of office. */
export interface HeldType {
  /** The current authority. */
  readonly authority: string;
  readonly registered: number;
}

/** What {@link termOf} reads of the registries. */
export interface TermReader<Type extends HeldType> {
  type(typeId: string): Type | undefined;
  /** The number of terms of office, at least one. */
  termCount(of: Type): number;
  /** The term with this index, counted from 0, where there has been more than one. */
  term(of: Type, index: number, typeId: string): Omit<TermRecord, "deactivated">;
  isDeactivated(identity: string): boolean;
}

/**
 * The last term of office that had begun at `moment`, by TrustLens' rule; undefined if none had. Until the first term
 * ends, the type's own record describes it.
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

/**
 * The last of the first `count` epochs that had begun at `moment`. They begin in order, so a binary search reads few.
 */
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
