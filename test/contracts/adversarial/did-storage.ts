import { type EventLog, ethers, type Log } from "ethers";
import { KEY_NAMES, nameToBytes32 } from "../../../src/did/names.ts";
import type { DIDRegistry } from "../../../typechain/index.ts";
import { pack, putBytes, type Storage, slot, under } from "../support/storage.ts";

const [P256, SECP256K1] = [nameToBytes32(KEY_NAMES["P-256"]), nameToBytes32(KEY_NAMES.secp256k1)];
const MOST = 16;
const NOBODY = ethers.ZeroAddress;
const NOTICE = 7n * 86_400n;

interface Key {
  from: bigint;
  until: bigint;
  since: bigint;
  reason: bigint;
  readonly curve: bigint;
  readonly odd: boolean;
  position: number;
  readonly x: string;
}

interface Entry {
  until: bigint;
  position: number;
  readonly delegate: boolean;
  readonly name: string;
  readonly value: string;
}

interface Recovery {
  recoverer: string;
  nextFrom: bigint;
  next: string;
  readyAt: bigint;
  endKeys: boolean;
  newController: string;
}

interface Identity {
  controller: string;
  changed: bigint;
  nonce: bigint;
  deactivated: boolean;
  readonly keys: Map<string, Key>;
  readonly listed: string[];
  readonly entries: Map<string, Entry>;
  readonly shown: string[];
  recovery: Recovery;
}

/** What DIDRegistry holds, told by its events and the numbers and times of their blocks, and by nothing else. */
export async function didStorage(dids: DIDRegistry): Promise<Storage> {
  const logs = (await dids.queryFilter("*" as never)) as (EventLog | Log)[];
  const told = new Map<string, Identity>();
  for (const [i, log] of logs.entries()) {
    if (!("eventName" in log)) continue;
    const { timestamp } = await log.getBlock();
    const before = logs[i - 1];
    hear(identityIn(told, log.args.identity), log, BigInt(timestamp), before);
  }
  return written(told);
}

function identityIn(told: Map<string, Identity>, address: string): Identity {
  const known = told.get(address);
  if (known !== undefined) return known;
  const recovery = {
    recoverer: NOBODY,
    nextFrom: 0n,
    next: NOBODY,
    readyAt: 0n,
    endKeys: false,
    newController: NOBODY,
  };
  const lists = { keys: new Map(), listed: [], entries: new Map(), shown: [] };
  const fresh = { controller: NOBODY, changed: 0n, nonce: 0n, deactivated: false, ...lists, recovery };
  told.set(address, fresh);
  return fresh;
}

function hear(identity: Identity, log: EventLog, time: bigint, before: EventLog | Log | undefined): void {
  const { eventName, args } = log;
  const touch = () => {
    [identity.changed, identity.nonce] = [BigInt(log.blockNumber), identity.nonce + 1n];
  };
  const hears: Record<string, () => void> = {
    DIDOwnerChanged: () => {
      touch();
      if (args.owner === NOBODY) identity.deactivated = true;
      else identity.controller = args.owner;
    },
    DIDDelegateChanged: () => {
      touch();
      hearEntry(identity, { delegate: true, name: args.delegateType, value: args.delegate }, args.validTo, time);
    },
    DIDAttributeChanged: () => {
      touch();
      const { name, value, validTo } = args;
      const registered = before !== undefined && "eventName" in before && before.eventName === "KeyRegistered";
      if (name !== P256 && name !== SECP256K1) {
        hearEntry(identity, { delegate: false, name, value }, validTo, time);
      } else if (registered) hearKey(identity, before.args.thumbprint, name, value, time, validTo);
    },
    KeyEnded: () => {
      // Of a key that had ended before there is no second log beside this one.
      if (!hearKeyEnded(identity, args)) identity.nonce++;
    },
    RecoveryAddressChanged: () => {
      identity.nonce++;
      hearRecoverer(identity, args.recoverer, args.from, time);
    },
    RecoveryStarted: () => {
      const { newController, readyAt, endKeys } = args;
      const recoverer = recovererOf(identity.recovery, time);
      identity.recovery = { recoverer, nextFrom: 0n, next: NOBODY, newController, readyAt, endKeys };
    },
    RecoveryCancelled: () => hearRecoveryOver(identity),
    RecoveryFinished: () => hearRecoveryOver(identity),
  };
  hears[eventName]?.();
}

function hearKey(identity: Identity, print: string, name: string, value: string, from: bigint, until: bigint): void {
  if (identity.listed.length === MOST) {
    dropExpired(identity.listed, (one) => identity.keys.get(one)!, from);
  }
  const curve = name === P256 ? 1n : 2n;
  const [odd, position] = [value.startsWith("0x03"), identity.listed.length];
  identity.keys.set(print, { from, until, since: 0n, reason: 0n, curve, odd, position, x: `0x${value.slice(4)}` });
  identity.listed.push(print);
}

/** @returns Whether it ended only now, and so left the list. */
function hearKeyEnded(identity: Identity, { thumbprint, until, reason, compromisedSince }: EventLog["args"]): boolean {
  const key = identity.keys.get(thumbprint)!;
  const now = until < key.until;
  [key.until, key.reason, key.since] = [until, reason, compromisedSince];
  if (now) unlist(identity.listed, (one) => identity.keys.get(one)!, key.position);
  return now;
}

function hearEntry(identity: Identity, entry: Pick<Entry, "delegate" | "name" | "value">, until: bigint, now: bigint) {
  const id = ethers.solidityPackedKeccak256(["bool", "bytes32", "bytes"], [entry.delegate, entry.name, entry.value]);
  const known = identity.entries.get(id);
  const find = (one: string) => identity.entries.get(one)!;
  if (until <= now) {
    unlist(identity.shown, find, known!.position);
    identity.entries.delete(id);
  } else if (known !== undefined) known.until = until;
  else {
    if (identity.shown.length === MOST) {
      for (const gone of dropExpired(identity.shown, find, now)) identity.entries.delete(gone);
    }
    identity.entries.set(id, { ...entry, until, position: identity.shown.length });
    identity.shown.push(id);
  }
}

type Listed = { position: number; until: bigint };

function unlist(list: string[], find: (id: string) => Listed, position: number): void {
  const last = list.pop()!;
  if (position === list.length) return;
  list[position] = last;
  find(last).position = position;
}

function dropExpired(list: string[], find: (id: string) => Listed, now: bigint): string[] {
  const gone: string[] = [];
  for (let i = list.length - 1; i >= 0; i--) {
    const id = list[i]!;
    if (find(id).until > now) continue;
    gone.push(id);
    unlist(list, find, i);
  }
  return gone;
}

const recovererOf = ({ recoverer, next, nextFrom }: Recovery, time: bigint) =>
  nextFrom !== 0n && nextFrom <= time ? next : recoverer;

function hearRecoverer(identity: Identity, named: string, from: bigint, time: bigint): void {
  const { recovery } = identity;
  const atOnce = from < time + NOTICE;
  const present = recovererOf(recovery, time);
  const [recoverer, next, nextFrom] = atOnce ? [named, NOBODY, 0n] : [present, named, from];
  identity.recovery = { ...recovery, recoverer, next, nextFrom };
}

function hearRecoveryOver(identity: Identity): void {
  identity.recovery = { ...identity.recovery, newController: NOBODY, readyAt: 0n, endKeys: false };
}

function written(told: Map<string, Identity>): Storage {
  const storage: Storage = new Map();
  for (const [address, identity] of told) writeIdentity(storage, address, identity);
  return storage;
}

function writeIdentity(storage: Storage, address: string, identity: Identity): void {
  const [identities, keys, keyList, entries, entryList, recoveries] = [0n, 1n, 2n, 3n, 4n, 5n].map((number) =>
    under(address, slot(number)),
  ) as [string, string, string, string, string, string];
  const { controller, changed, nonce, deactivated, listed, shown } = identity;
  const counts = [
    [listed.length, 8n],
    [shown.length, 8n],
  ] as const;
  storage.set(identities, pack([controller, 160n], [changed, 40n], [nonce, 32n], ...counts, [deactivated, 8n]));
  for (const [i, print] of listed.entries()) storage.set(under(BigInt(i), keyList), BigInt(print));
  for (const [i, id] of shown.entries()) storage.set(under(BigInt(i), entryList), BigInt(id));
  for (const [print, key] of identity.keys) writeKey(storage, under(print, keys), key);
  for (const [id, entry] of identity.entries) writeEntry(storage, under(id, entries), entry);
  const { recoverer, nextFrom, next, readyAt, endKeys, newController } = identity.recovery;
  storage.set(recoveries, pack([recoverer, 160n], [nextFrom, 40n]));
  storage.set(slot(recoveries, 1n), pack([next, 160n], [readyAt, 40n], [endKeys, 8n]));
  storage.set(slot(recoveries, 2n), pack([newController, 160n]));
}

function writeKey(storage: Storage, place: string, key: Key): void {
  const epoch = [
    [key.from, 40n],
    [key.until, 40n],
    [key.since, 40n],
  ] as const;
  const rest = [
    [key.reason, 8n],
    [key.curve, 8n],
    [key.odd, 8n],
    [key.position, 8n],
  ] as const;
  storage.set(place, pack(...epoch, ...rest));
  storage.set(slot(place, 1n), BigInt(key.x));
}

function writeEntry(storage: Storage, place: string, { until, position, delegate, name, value }: Entry): void {
  storage.set(place, pack([until, 40n], [position, 8n], [delegate, 8n]));
  storage.set(slot(place, 1n), BigInt(name));
  putBytes(storage, slot(place, 2n), value);
}
