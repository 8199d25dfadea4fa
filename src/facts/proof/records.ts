import type {
  EpochReason,
  EpochRecord,
  FactsQuery,
  KeyReason,
  KeyRecord,
  LinkRecord,
  StatusRecord,
  TrustRecords,
} from "../facts.ts";
import type { ProvedRegistry } from "./anchor.ts";
import * as slots from "./slots.ts";

/** What a registry holds in a slot; 0 if it is shown to hold nothing there. Throws if that is not known. */
export type SlotReader = (registry: ProvedRegistry, slot: string) => bigint;

const { bits } = slots;
const CURVES = [undefined, "P-256", "secp256k1"] as const;
const KEY_REASONS: readonly KeyReason[] = ["none", "retired", "compromised"];
const EPOCH_REASONS: readonly EpochReason[] = ["none", "ended", "suspended", "withdrawn", "annulled"];
/** Accreditations walks no further than seven levels above the issuer (Terms.MAX_LEVELS). */
const MAX_LINKS = 8;

/** The records that TrustLens reads, out of the slots themselves: docs/storage.md. Which slots it asks for is what a proof must bring. */
export function recordsOf(query: FactsQuery, read: SlotReader): TrustRecords {
  const { list, ...records } = issuerRecordsOf(query, read);
  return { ...records, ...(list && { status: statusOf(query, list, read) }) };
}

export interface IssuerRecords extends Omit<TrustRecords, "status"> {
  /** The header of the list in which the credential's status is kept. */
  readonly list?: Omit<StatusRecord, "value">;
}

/** All but the status itself: what changes rarely, and is the same for all credentials of an issuer and a type that were signed by one key. */
export function issuerRecordsOf(query: FactsQuery, read: SlotReader): IssuerRecords {
  const key = keyOf(query, read);
  const type = typeOf(query, read);
  return {
    issuerDeactivated: isDeactivated(query.issuer, read),
    ...(key && { key }),
    ...(type && { type }),
    links: linksOf(query, read),
    ...(query.status && { list: listOf(query.issuer, query.status.list, read) }),
  };
}

const isDeactivated = (identity: string, read: SlotReader): boolean =>
  bits(read("DIDRegistry", slots.identitySlot(identity)), 248, 8) !== 0n;

function keyOf({ issuer, keyThumbprint }: FactsQuery, read: SlotReader): KeyRecord | undefined {
  const slot = slots.keySlot(issuer, keyThumbprint);
  const word = read("DIDRegistry", slot);
  const curve = CURVES[number(word, 128, 8)];
  if (number(word, 0, 40) === 0 || curve === undefined) return undefined;
  const x = read("DIDRegistry", slots.nextSlot(slot)).toString(16).padStart(64, "0");
  return {
    curve,
    publicKey: `0x${bits(word, 136, 8) !== 0n ? "03" : "02"}${x}`,
    from: number(word, 0, 40),
    until: number(word, 40, 40),
    reason: KEY_REASONS[number(word, 120, 8)] ?? "compromised",
    compromisedSince: number(word, 80, 40),
  };
}

function typeOf({ typeId }: FactsQuery, read: SlotReader): TrustRecords["type"] {
  const word = read("CredentialTypes", slots.typeSlot(typeId));
  const registered = number(word, 160, 40);
  if (registered === 0) return undefined;
  const authority = address(word);
  return {
    registered,
    retired: number(word, 200, 40),
    applicationStatusIsValid: bits(word, 248, 8) !== 0n,
    authority,
    authorityDeactivated: isDeactivated(authority, read),
  };
}

/** The chain of trust as of `issuedAt`, from the issuer up, as Accreditations.chainOf walks it. */
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
  const word = read("Accreditations", slots.accreditationSlot(holder, typeId));
  const count = number(word, 216, 16);
  if (count === 0) return undefined;
  const epoch = (index: number): EpochRecord =>
    epochOf(read("Accreditations", slots.epochSlot(holder, typeId, index)), index);
  const newest = epoch(count - 1);
  const atIssue = newest.from <= moment ? newest : lastBegun(count - 1, moment, epoch);
  return {
    holder,
    holderDeactivated: isDeactivated(holder, read),
    generation: number(word, 248, 8),
    generationStart: number(word, 232, 16),
    ...(atIssue && { atIssue }),
    newest,
  };
}

/** Of the first `count` epochs the last that had begun by then. They begin in order: a search by halves asks for few slots. */
function lastBegun(count: number, moment: number, epoch: (index: number) => EpochRecord): EpochRecord | undefined {
  let found: EpochRecord | undefined;
  for (let [low, high] = [0, count]; low < high; ) {
    const middle = (low + high) >> 1;
    const one = epoch(middle);
    if (one.from <= moment) [found, low] = [one, middle + 1];
    else high = middle;
  }
  return found;
}

/** accreditor | from | until | parentGeneration | terms (reason 3 bits | mayIssue 1 | root 1 | levels 3). */
function epochOf(word: bigint, index: number): EpochRecord {
  const terms = number(word, 248, 8);
  return {
    index,
    accreditor: address(word),
    root: (terms & 8) !== 0,
    from: number(word, 160, 40),
    until: number(word, 200, 40),
    reason: EPOCH_REASONS[terms >> 5] ?? "annulled",
    mayIssue: (terms & 16) !== 0,
    levels: terms & 7,
    parentGeneration: number(word, 240, 8),
  };
}

function listOf(issuer: string, list: number, read: SlotReader): Omit<StatusRecord, "value"> {
  const header = read("StatusLists", slots.listSlot(issuer, list));
  return { opened: number(header, 192, 40), capacity: number(header, 160, 32) };
}

/** The status under this header of its list. */
export function statusOf(
  { issuer, status }: FactsQuery,
  list: Omit<StatusRecord, "value">,
  read: SlotReader,
): StatusRecord {
  // Only under an open list with room for it does an absent word say "valid"; otherwise the rules say that it is not known.
  if (status === undefined || list.opened === 0 || status.index >= list.capacity) return { ...list, value: 0 };
  const word = read("StatusLists", slots.wordSlot(issuer, status.list, status.index));
  return { ...list, value: slots.statusIn(word, status.index) };
}

const number = (word: bigint, from: number, width: number): number => Number(bits(word, from, width));
const address = (word: bigint): string => `0x${bits(word, 0, 160).toString(16).padStart(40, "0")}`;
