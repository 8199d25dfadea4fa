import { fromHex } from "../crypto/encodings/bytes.ts";
import type { HeldAccreditation } from "../records/chain.ts";
import { namesHash } from "../records/names.ts";
import { EPOCH_REASONS } from "../records/reasons.ts";
import type { EpochRecord } from "../records/records.ts";
import { ADDRESS, addressIn, bitsIn, isSet, numberIn, packed, wordOf } from "./packed.ts";
import { at, bytesSlots, nextSlot, type SlotWord } from "./slots.ts";

/** The slot numbers of Accreditations' variables. */
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
  appliedRights: 8,
  exceptions: 8,
  epochs: 16,
  generationStart: 16,
  generation: 8,
});

/** IAccreditations.Epoch. */
export const EPOCH = packed({ accreditor: 160, from: 40, until: 40, parentGeneration: 8, rights: 8 });

/** The byte of rights: what an epoch allows, and why it ended. */
export const RIGHTS = packed({ levels: 3, root: 1, mayIssue: 1, reason: 3 });

/** Freezes.FreezeCall, one member list for each slot. */
export const FREEZE = [
  packed({ first: 160, firstAt: 40, until: 40 }),
  packed({ second: 160, secondAt: 40 }),
  packed({ firstBy: 160 }),
  packed({ secondBy: 160 }),
] as const;

/** Everything stored of an agency's accreditation for a type. */
export interface StoredAccreditation extends HeldAccreditation {
  readonly application?: ApplicationState;
  readonly epochs: readonly EpochRecord[];
  /** At most one per generation, in the order of the generations. */
  readonly names: readonly StoredNames[];
}

export interface ApplicationState {
  /** The zero address means the type's authority. */
  readonly accreditor: string;
  readonly applied: number;
  readonly mayIssue: boolean;
  readonly levels: number;
}

/** The names as bytes, 0x-hex. */
export interface StoredNames {
  readonly generation: number;
  readonly ko: string;
  readonly en: string;
}

/** The freeze of a type's accreditations: the members who called for one, and the end of the last one. */
export interface FreezeState {
  /** At most two; the third call freezes. */
  readonly supports: readonly FreezeSupport[];
  readonly until: number;
}

/** A seat's call for a freeze. */
export interface FreezeSupport {
  readonly member: string;
  /** The seat's controller, which called. */
  readonly by: string;
  readonly at: number;
}

/** The slot with the number of epochs and the generation. */
export const accreditationSlot = (holder: string, typeId: string): string =>
  at(typeId, at(holder, ACCREDITATIONS.accreditations));

/** The slot of the epoch with this index, counted from 0. */
export const epochSlot = (holder: string, typeId: string, index: number): string =>
  at(BigInt(index), at(typeId, at(holder, ACCREDITATIONS.epochs)));

/** The slot with keccak256 of the agency's names in this generation. The next two slots hold the names themselves. */
export const namesSlot = (holder: string, typeId: string, generation: number): string =>
  at(BigInt(generation), at(typeId, at(holder, ACCREDITATIONS.names)));

/** The slot of the issuer to whom a certificate (by its SHA-256) is assigned for the type. */
export const anchorSlot = (typeId: string, anchor: string): string =>
  at(anchor, at(typeId, ACCREDITATIONS.issuerOfAnchor));

/** All slots of an agency's accreditation for a type. */
export function* accreditationSlots(holder: string, typeId: string, record: StoredAccreditation): Generator<SlotWord> {
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
  const appliedRights = rightsByte({ levels, root: false, mayIssue, reason: "none" });
  const counts = { epochs: epochs.length, generationStart, generation };
  return wordOf(ACCREDITATION, { appliedTo, applied, appliedRights, exceptions, ...counts });
}

/** The number of epochs, the generation and its exceptions. */
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
  return wordOf(EPOCH, { accreditor, from, until, parentGeneration, rights: rightsByte(epoch) });
}

export function epochIn(word: bigint, index: number): EpochRecord {
  const { levels, root, mayIssue, reason } = rightsIn(bitsIn(word, EPOCH.rights));
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

/** The members of a byte of rights. */
export type EpochRights = Pick<EpochRecord, "levels" | "root" | "mayIssue" | "reason">;

export const rightsByte = ({ levels, root, mayIssue, reason }: EpochRights): number =>
  Number(wordOf(RIGHTS, { levels, root, mayIssue, reason: EPOCH_REASONS.indexOf(reason) }));

/** An unknown reason is read as the worst one. */
export const rightsIn = (byte: bigint): EpochRights => ({
  levels: numberIn(byte, RIGHTS.levels),
  root: isSet(byte, RIGHTS.root),
  mayIssue: isSet(byte, RIGHTS.mayIssue),
  reason: EPOCH_REASONS[numberIn(byte, RIGHTS.reason)] ?? "annulled",
});

/** All slots of a freeze. */
export function* freezeSlots(typeId: string, { supports, until }: FreezeState): Generator<SlotWord> {
  const [first, second] = supports;
  const [called, joined, caller, joiner] = FREEZE;
  const words = [
    wordOf(called, { first: first?.member ?? "0x0", firstAt: first?.at ?? 0, until }),
    wordOf(joined, { second: second?.member ?? "0x0", secondAt: second?.at ?? 0 }),
    wordOf(caller, { firstBy: first?.by ?? "0x0" }),
    wordOf(joiner, { secondBy: second?.by ?? "0x0" }),
  ];
  let slot = at(typeId, ACCREDITATIONS.freezes);
  for (const word of words) {
    yield [slot, word];
    slot = nextSlot(slot);
  }
}

/** The issuer to whom a certificate is assigned; undefined if to nobody. */
export const assignedIn = (word: bigint): string | undefined => (word === 0n ? undefined : addressIn(word, ADDRESS));
