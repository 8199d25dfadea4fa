import { concatBytes, fromHex } from "../crypto/encodings/bytes.ts";
import { keccak256 } from "../crypto/hash.ts";
import { curveOf } from "../crypto/keys/key-algorithms.ts";
import { KEY_REASONS } from "../records/reasons.ts";
import type { KeyRecord } from "../records/records.ts";
import { isSet, numberIn, packed, wordOf } from "./packed.ts";
import { at, bytesSlots, nextSlot, type SlotWord } from "./slots.ts";

/** The slot numbers of DIDRegistry's variables. */
export const DID_REGISTRY = {
  identities: 0n,
  keys: 1n,
  documentKeys: 2n,
  attributes: 3n,
  documentAttributes: 4n,
  recoveries: 5n,
} as const;

/** IDIDRegistry.Identity. */
export const IDENTITY = packed({
  controller: 160,
  changed: 40,
  nonce: 32,
  keyCount: 8,
  attributeCount: 8,
  deactivated: 8,
});

/** IDIDRegistry.Key. The next slot has the point's x, or a hash. */
export const KEY = packed({
  from: 40,
  until: 40,
  compromisedSince: 40,
  reason: 8,
  algorithm: 8,
  yIsOdd: 8,
  position: 8,
});

/** IDIDRegistry.Attribute. The next two slots have its name and its value. */
export const ATTRIBUTE = packed({ until: 40, position: 8, delegate: 8 });

/** IDIDRegistry.Recovery, one member list for each slot. */
export const RECOVERY = [
  packed({ recoverer: 160, nextFrom: 40 }),
  packed({ next: 160, readyAt: 40, endKeys: 8 }),
  packed({ newController: 160 }),
] as const;

/** Everything stored of an identity, except its keys' epochs. */
export interface IdentityState {
  /** The zero address: the identity was never handed over and is its own controller. */
  readonly controller: string;
  /** The block of the last change (`changed` in ERC-1056). */
  readonly changed: number;
  readonly nonce: number;
  readonly deactivated: boolean;
  /** Thumbprints of the keys that the document lists, by position. */
  readonly keys: readonly string[];
  /** The document's other entries, by position. */
  readonly entries: readonly EntryState[];
  readonly recovery?: RecoveryState;
}

/** A service, a delegate, or a key that signs no credentials. */
export interface EntryState {
  readonly delegate: boolean;
  readonly name: string;
  readonly value: string;
  readonly until: number;
}

export interface RecoveryState {
  readonly recoverer: string;
  /** The recoverer from `nextFrom` on. `nextFrom` 0: no change is planned. */
  readonly next: string;
  readonly nextFrom: number;
  /** The recovery under way, and when it may finish; 0 if there is none. */
  readonly newController: string;
  readonly readyAt: number;
  readonly endKeys: boolean;
}

/** The slot of the identity's record, which includes the flag `deactivated`. */
export const identitySlot = (identity: string): string => at(identity, DID_REGISTRY.identities);

/** Whether the identity's DID is deactivated. */
export const isDeactivated = (word: bigint): boolean => isSet(word, IDENTITY.deactivated);

/** All slots of an identity, except its keys' epochs. */
export function* identitySlots(address: string, identity: IdentityState): Generator<SlotWord> {
  const { controller, changed, nonce, deactivated, keys, entries, recovery } = identity;
  const counts = { keyCount: keys.length, attributeCount: entries.length };
  yield [identitySlot(address), wordOf(IDENTITY, { controller, changed, nonce, ...counts, deactivated })];
  for (const [i, thumbprint] of keys.entries()) {
    yield [at(BigInt(i), at(address, DID_REGISTRY.documentKeys)), BigInt(thumbprint)];
  }
  for (const [i, entry] of entries.entries()) {
    yield [at(BigInt(i), at(address, DID_REGISTRY.documentAttributes)), BigInt(entryId(entry))];
    yield* entrySlots(at(entryId(entry), at(address, DID_REGISTRY.attributes)), entry, i);
  }
  if (recovery !== undefined) yield* recoverySlots(at(address, DID_REGISTRY.recoveries), recovery);
}

/** As in DocumentEntries: the hash of flag, name and value. */
const entryId = ({ delegate, name, value }: EntryState): string =>
  keccak256(concatBytes(Uint8Array.of(delegate ? 1 : 0), fromHex(name), fromHex(value)));

function* entrySlots(
  slot: string,
  { until, delegate, name, value }: EntryState,
  position: number,
): Generator<SlotWord> {
  yield [slot, wordOf(ATTRIBUTE, { until, position, delegate })];
  yield [nextSlot(slot), BigInt(name)];
  yield* bytesSlots(nextSlot(nextSlot(slot)), fromHex(value));
}

function* recoverySlots(slot: string, recovery: RecoveryState): Generator<SlotWord> {
  const [own, next, underWay] = RECOVERY;
  yield [slot, wordOf(own, recovery)];
  yield [nextSlot(slot), wordOf(next, recovery)];
  yield [nextSlot(nextSlot(slot)), wordOf(underWay, recovery)];
}

/** The slot of a key's epoch. The next slot has the key's x or hash. */
export const keySlot = (identity: string, thumbprint: string): string =>
  at(thumbprint, at(identity, DID_REGISTRY.keys));

/** All slots of a key or an anchor. */
export function* keySlots(
  identity: string,
  thumbprint: string,
  record: KeyRecord,
  position: number,
): Generator<SlotWord> {
  const slot = keySlot(identity, thumbprint);
  const [epoch, xOrHash] = keyWords(record, position);
  yield [slot, epoch];
  yield [nextSlot(slot), xOrHash];
}

/** The two words of a key or an anchor. `position`: where the document lists it, or listed it last. */
export function keyWords(record: KeyRecord, position: number): readonly [epoch: bigint, xOrHash: bigint] {
  const { from, until, compromisedSince, algorithm } = record;
  const reason = KEY_REASONS.indexOf(record.reason);
  const yIsOdd = "publicKey" in record && record.publicKey.startsWith("0x03");
  const epoch = wordOf(KEY, { from, until, compromisedSince, reason, algorithm, yIsOdd, position });
  return [epoch, "publicKey" in record ? BigInt(`0x${record.publicKey.slice(4)}`) : BigInt(record.hash)];
}

/** Undefined if no such key or anchor was ever registered. */
export function keyIn(epoch: bigint, xOrHash: bigint): KeyRecord | undefined {
  const algorithm = numberIn(epoch, KEY.algorithm);
  const from = numberIn(epoch, KEY.from);
  if (from === 0 || algorithm === 0) return undefined;
  const digits = xOrHash.toString(16).padStart(64, "0");
  const held =
    curveOf(algorithm) === undefined
      ? { hash: `0x${digits}` }
      : { publicKey: `0x${isSet(epoch, KEY.yIsOdd) ? "03" : "02"}${digits}` };
  return {
    algorithm,
    ...held,
    from,
    until: numberIn(epoch, KEY.until),
    reason: KEY_REASONS[numberIn(epoch, KEY.reason)] ?? "compromised",
    compromisedSince: numberIn(epoch, KEY.compromisedSince),
  };
}
