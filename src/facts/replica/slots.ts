import { keccak256 } from "../../crypto/hash.ts";
import type { Keccak } from "../../crypto/keccak.ts";
import { namesHash } from "../../records/names.ts";
import { EPOCH_REASONS, KEY_REASONS } from "../../records/reasons.ts";
import type { EpochRecord } from "../../records/records.ts";
import type { ProvedRegistry } from "../../storage/registries.ts";
import {
  accreditationSlot,
  anchorSlot,
  at,
  doctypeSlot,
  epochSlot,
  identitySlot,
  keySlot,
  listSlot,
  namesSlot,
  nextSlot,
  typeSlot,
} from "../../storage/slots.ts";
import type {
  AccreditationState,
  EntryState,
  FreezeState,
  IdentityState,
  KeyState,
  RecoveryState,
  State,
  TypeState,
} from "./state.ts";

/** A slot and what it holds, 32 bytes each. */
export type Stored = readonly [slot: Uint8Array, value: Uint8Array];
type Slots = Generator<readonly [slot: string, value: bigint]>;

const WORD = 32;

/**
 * Every slot that a registry holds, laid out as docs/storage.md has it, and some that hold 0. All of it is told by events alone: whoever lacks
 * one of them has other slots than the chain, and another storage root.
 */
export function* slotsOf(state: State, registry: ProvedRegistry, keccak: Keccak): Generator<Stored> {
  for (const [slot, value] of RECORDS[registry](state)) yield [bytes(slot), bytes(hex(value))];
  if (registry === "StatusLists") yield* statusWords(state, keccak);
}

const RECORDS: Readonly<Record<ProvedRegistry, (state: State) => Slots>> = {
  *DIDRegistry({ identities, keys }) {
    for (const [address, identity] of identities) yield* identitySlots(address, identity);
    for (const [address, thumbprint, key] of keys.entries()) yield* keySlots(address, thumbprint, key);
  },
  *CredentialTypes({ types }) {
    for (const [typeId, type] of types) yield* typeSlots(typeId, type);
  },
  *Accreditations({ accreditations, anchors, freezes }) {
    for (const [holder, typeId, record] of accreditations.entries()) yield* accreditationSlots(holder, typeId, record);
    for (const [typeId, anchor, issuer] of anchors.entries()) yield [anchorSlot(typeId, anchor), BigInt(issuer)];
    for (const [typeId, freeze] of freezes) yield* freezeSlots(typeId, freeze);
  },
  *StatusLists({ lists }) {
    for (const [issuer, list, { operator, capacity, opened }] of lists.entries()) {
      yield [listSlot(issuer, list), pack([operator, 160], [capacity, 32], [opened, 40])];
    }
  },
};

function* identitySlots(address: string, identity: IdentityState): Slots {
  const { controller, changed, nonce, deactivated, keys, entries, recovery } = identity;
  const counts = [
    [keys.length, 8],
    [entries.length, 8],
  ] as const;
  yield [identitySlot(address), pack([controller, 160], [changed, 40], [nonce, 32], ...counts, [deactivated, 8])];
  for (const [i, thumbprint] of keys.entries()) yield [at(BigInt(i), at(address, 2n)), BigInt(thumbprint)];
  for (const [i, entry] of entries.entries()) {
    yield [at(BigInt(i), at(address, 4n)), BigInt(entryId(entry))];
    yield* entrySlots(at(entryId(entry), at(address, 3n)), entry, i);
  }
  if (recovery !== undefined) yield* recoverySlots(at(address, 5n), recovery);
}

/** DocumentEntries: the hash of flag, name and value. */
const entryId = ({ delegate, name, value }: EntryState): string =>
  keccak256(Buffer.concat([Uint8Array.of(delegate ? 1 : 0), bytes(name), bytes(value)]));

function* entrySlots(slot: string, { until, delegate, name, value }: EntryState, position: number): Slots {
  yield [slot, pack([until, 40], [position, 8], [delegate, 8])];
  yield [nextSlot(slot), BigInt(name)];
  yield* bytesSlots(nextSlot(nextSlot(slot)), bytes(value));
}

/** Up to 31 bytes stand beside their length, longer ones from keccak256(slot) on (Solidity documentation, "bytes and string"). */
function* bytesSlots(slot: string, value: Uint8Array): Slots {
  const words = Array.from({ length: Math.ceil(value.length / WORD) }, (_, i) => {
    const padded = Buffer.alloc(WORD);
    padded.set(value.subarray(i * WORD, (i + 1) * WORD));
    return BigInt(`0x${padded.toString("hex")}`);
  });
  if (value.length < WORD) yield [slot, (words[0] ?? 0n) | BigInt(value.length * 2)];
  else {
    yield [slot, BigInt(value.length * 2 + 1)];
    const first = BigInt(keccak256(bytes(slot)));
    for (const [i, word] of words.entries()) yield [hex(first + BigInt(i)), word];
  }
}

function* recoverySlots(slot: string, recovery: RecoveryState): Slots {
  const { recoverer, nextFrom, next, readyAt, endKeys, newController } = recovery;
  yield [slot, pack([recoverer, 160], [nextFrom, 40])];
  yield [nextSlot(slot), pack([next, 160], [readyAt, 40], [endKeys, 8])];
  yield [nextSlot(nextSlot(slot)), pack([newController, 160])];
}

function* keySlots(address: string, thumbprint: string, { record, position }: KeyState): Slots {
  const { from, until, compromisedSince, reason, algorithm } = record;
  const slot = keySlot(address, thumbprint);
  const epoch = pack([from, 40], [until, 40], [compromisedSince, 40], [KEY_REASONS.indexOf(reason), 8]);
  const yIsOdd = "publicKey" in record && record.publicKey.startsWith("0x03");
  const key = pack([algorithm, 8], [yIsOdd, 8], [position, 8]);
  yield [slot, epoch | (key << 128n)];
  yield [nextSlot(slot), "publicKey" in record ? BigInt(`0x${record.publicKey.slice(4)}`) : BigInt(record.hash)];
}

function* typeSlots(typeId: string, type: TypeState): Slots {
  const { authority, registered, retired, flags, terms } = type;
  const epochs = Math.max(1, terms.length);
  yield [typeSlot(typeId), pack([authority, 160], [registered, 40], [retired, 40], [epochs, 8], [flags, 8])];
  for (const [i, term] of terms.entries()) {
    const { from, until, reason, stolenSince } = term;
    yield [at(BigInt(i), at(typeId, 1n)), pack([term.authority, 160], [from, 40], [until, 40], [reason, 8])];
    yield [at(BigInt(i), at(typeId, 4n)), BigInt(stolenSince)];
  }
  yield [at(typeId, 2n), BigInt(type.schemaHash)];
  if (type.doctypeId !== undefined) yield [doctypeSlot(type.doctypeId), BigInt(typeId)];
  yield [at(typeId, 5n), BigInt(type.successor)];
}

function* accreditationSlots(holder: string, typeId: string, record: AccreditationState): Slots {
  const { application, exceptions, epochs, generationStart, generation, names } = record;
  const { accreditor = "0x0", applied = 0, mayIssue = false, levels = 0 } = application ?? {};
  const rights = termsOf({ levels, root: false, mayIssue, reason: "none" });
  const asked = pack([accreditor, 160], [applied, 40], [rights, 8], [exceptions, 8]);
  yield [
    accreditationSlot(holder, typeId),
    asked | (pack([epochs.length, 16], [generationStart, 16], [generation, 8]) << 216n),
  ];
  for (const epoch of epochs) {
    const { accreditor: by, from, until, parentGeneration } = epoch;
    const ends = pack([by, 160], [from, 40], [until, 40], [parentGeneration, 8], [termsOf(epoch), 8]);
    yield [epochSlot(holder, typeId, epoch.index), ends];
  }
  for (const { generation: when, ko, en } of names) {
    const [slot, raw] = [namesSlot(holder, typeId, when), { ko: bytes(ko), en: bytes(en) }];
    yield [slot, BigInt(namesHash(raw))];
    yield* bytesSlots(nextSlot(slot), raw.ko);
    yield* bytesSlots(nextSlot(nextSlot(slot)), raw.en);
  }
}

/** Terms, from the lowest bit up: levels 3 | root 1 | mayIssue 1 | reason 3 */
const termsOf = ({ reason, mayIssue, root, levels }: Pick<EpochRecord, "reason" | "mayIssue" | "root" | "levels">) =>
  (EPOCH_REASONS.indexOf(reason) << 5) | (mayIssue ? 16 : 0) | (root ? 8 : 0) | levels;

function* freezeSlots(typeId: string, { supports: [first, second], until }: FreezeState): Slots {
  const slot = at(typeId, 2n);
  yield [slot, pack([first?.member ?? "0x0", 160], [first?.at ?? 0, 40], [until, 40])];
  yield [nextSlot(slot), pack([second?.member ?? "0x0", 160], [second?.at ?? 0, 40])];
}

/** By the hundred thousand, so in bytes from end to end. StatusLists keeps words, from the lowest bit up, by word 64 | list 32 | issuer 160. */
function* statusWords({ lists }: State, keccak: Keccak): Generator<Stored> {
  for (const [issuer, list, { words }] of lists.entries()) {
    const place = Buffer.concat([bytes(issuer), Buffer.alloc(44)]);
    place.writeUInt32BE(list, 20);
    place[63] = 1; // the mapping's own slot
    for (const [number, word] of words.entries()) {
      place.writeUInt32BE(number, 28);
      yield [keccak(place), word];
    }
  }
}

/** Solidity's packing: the first member lies lowest. */
function pack(...members: (readonly [value: string | number | boolean, width: number])[]): bigint {
  return members.reduceRight((word, [value, width]) => (word << BigInt(width)) | BigInt(value), 0n);
}

const hex = (word: bigint): string => `0x${word.toString(16).padStart(64, "0")}`;
const bytes = (digits: string): Buffer => Buffer.from(digits.slice(2), "hex");
