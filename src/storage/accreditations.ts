import { fromHex } from "../crypto/bytes.ts";
import type { HeldAccreditation } from "../records/chain.ts";
import { namesHash } from "../records/names.ts";
import { EPOCH_REASONS } from "../records/reasons.ts";
import type { EpochRecord } from "../records/records.ts";
import { ADDRESS, addressIn, bitsIn, isSet, numberIn, packed, wordOf } from "./packed.ts";
import { at, bytesSlots, type Held, nextSlot } from "./slots.ts";

/** Where Accreditations has its variables. */
export const ACCREDITATIONS = {
  accreditations: 0n,
  epochs: 1n,
  freezes: 2n,
  names: 3n,
  issuerOfAnchor: 4n,
} as const;

/** IAccreditations.Accreditation. */
export const ACCREDITATION = packed({
  appliedTo: 160,
  applied: 40,
  appliedTerms: 8,
  exceptions: 8,
  epochs: 16,
  generationStart: 16,
  generation: 8,
});

/** IAccreditations.Epoch. */
export const EPOCH = packed({ accreditor: 160, from: 40, until: 40, parentGeneration: 8, terms: 8 });

/** The byte of terms: what an epoch allows, and why it ended. */
export const TERMS = packed({ levels: 3, root: 1, mayIssue: 1, reason: 3 });

/** Freezes.FreezeCall, slot by slot. */
export const FREEZE = [packed({ first: 160, firstAt: 40, until: 40 }), packed({ second: 160, secondAt: 40 })] as const;

/** What is stored of an agency's accreditation for a type. */
export interface StoredAccreditation extends HeldAccreditation {
  readonly application?: ApplicationState;
  readonly epochs: readonly EpochRecord[];
  /** In each generation that has any, the last one last. */
  readonly names: readonly StoredNames[];
}

export interface ApplicationState {
  /** Nobody: the type's authority. */
  readonly accreditor: string;
  readonly applied: number;
  readonly mayIssue: boolean;
  readonly levels: number;
}

/** As bytes, 0x-hex. */
export interface StoredNames {
  readonly generation: number;
  readonly ko: string;
  readonly en: string;
}

/** A freeze of the accreditations of a type: who called for one, and until when the last one holds. */
export interface FreezeState {
  /** At most two: the third freezes. */
  readonly supports: readonly { readonly member: string; readonly at: number }[];
  readonly until: number;
}

/** How many epochs, and the generation. */
export const accreditationSlot = (holder: string, typeId: string): string =>
  at(typeId, at(holder, ACCREDITATIONS.accreditations));

/** The epoch numbered `index` from 0. */
export const epochSlot = (holder: string, typeId: string, index: number): string =>
  at(BigInt(index), at(typeId, at(holder, ACCREDITATIONS.epochs)));

/** keccak256 of the names that the agency has in this generation. The names themselves are in the two next slots. */
export const namesSlot = (holder: string, typeId: string, generation: number): string =>
  at(BigInt(generation), at(typeId, at(holder, ACCREDITATIONS.names)));

/** Whom a certificate, by its SHA-256, is assigned to for the type. */
export const anchorSlot = (typeId: string, anchor: string): string =>
  at(anchor, at(typeId, ACCREDITATIONS.issuerOfAnchor));

/** All that an agency's accreditation for a type takes. */
export function* accreditationSlots(holder: string, typeId: string, record: StoredAccreditation): Generator<Held> {
  yield [accreditationSlot(holder, typeId), accreditationWord(record)];
  for (const epoch of record.epochs) yield [epochSlot(holder, typeId, epoch.index), epochWord(epoch)];
  for (const { generation, ko, en } of record.names) {
    const [slot, raw] = [namesSlot(holder, typeId, generation), { ko: fromHex(ko), en: fromHex(en) }];
    yield [slot, BigInt(namesHash(raw))];
    yield* bytesSlots(nextSlot(slot), raw.ko);
    yield* bytesSlots(nextSlot(nextSlot(slot)), raw.en);
  }
}

export function accreditationWord(record: Omit<StoredAccreditation, "names">): bigint {
  const { application, exceptions, epochs, generationStart, generation } = record;
  const { accreditor: appliedTo = "0x0", applied = 0, mayIssue = false, levels = 0 } = application ?? {};
  const appliedTerms = termsByte({ levels, root: false, mayIssue, reason: "none" });
  const counts = { epochs: epochs.length, generationStart, generation };
  return wordOf(ACCREDITATION, { appliedTo, applied, appliedTerms, exceptions, ...counts });
}

/** How many epochs there are, which generation they are of, and what is granted for it. */
export function accreditationIn(word: bigint): { epochs: number } & HeldAccreditation {
  return {
    epochs: numberIn(word, ACCREDITATION.epochs),
    generationStart: numberIn(word, ACCREDITATION.generationStart),
    generation: numberIn(word, ACCREDITATION.generation),
    exceptions: numberIn(word, ACCREDITATION.exceptions),
  };
}

export function epochWord(epoch: EpochRecord): bigint {
  const { accreditor, from, until, parentGeneration } = epoch;
  return wordOf(EPOCH, { accreditor, from, until, parentGeneration, terms: termsByte(epoch) });
}

export function epochIn(word: bigint, index: number): EpochRecord {
  const { levels, root, mayIssue, reason } = termsIn(bitsIn(word, EPOCH.terms));
  return {
    index,
    accreditor: addressIn(word, EPOCH.accreditor),
    root,
    from: numberIn(word, EPOCH.from),
    until: numberIn(word, EPOCH.until),
    reason,
    mayIssue,
    levels,
    parentGeneration: numberIn(word, EPOCH.parentGeneration),
  };
}

/** What a byte of terms says. */
export type EpochTerms = Pick<EpochRecord, "levels" | "root" | "mayIssue" | "reason">;

export const termsByte = ({ levels, root, mayIssue, reason }: EpochTerms): number =>
  Number(wordOf(TERMS, { levels, root, mayIssue, reason: EPOCH_REASONS.indexOf(reason) }));

/** A reason that this release does not know is the worst. */
export const termsIn = (byte: bigint): EpochTerms => ({
  levels: numberIn(byte, TERMS.levels),
  root: isSet(byte, TERMS.root),
  mayIssue: isSet(byte, TERMS.mayIssue),
  reason: EPOCH_REASONS[numberIn(byte, TERMS.reason)] ?? "annulled",
});

/** All that a freeze takes. */
export function* freezeSlots(typeId: string, { supports, until }: FreezeState): Generator<Held> {
  const [first, second] = supports;
  const [slot, [called, joined]] = [at(typeId, ACCREDITATIONS.freezes), FREEZE];
  yield [slot, wordOf(called, { first: first?.member ?? "0x0", firstAt: first?.at ?? 0, until })];
  yield [nextSlot(slot), wordOf(joined, { second: second?.member ?? "0x0", secondAt: second?.at ?? 0 })];
}

/** Whom a certificate is assigned to; undefined if to nobody. */
export const assignedIn = (word: bigint): string | undefined => (word === 0n ? undefined : addressIn(word, ADDRESS));
