import { keccak256 } from "../crypto/hash.ts";
import type { RawLog, RegistryAddresses } from "./log-source.ts";
import { address, bytes, integer, number, topic, unreadable, word } from "./log-words.ts";

/**
 * What a log says, as far as verification reads it. Addresses and 32-byte words are lower-case 0x-hex, times seconds.
 * Decoded by hand: a replica reads hundreds of thousands of them, and a general decoder takes most of its time.
 */
export type RegistryEvent =
  | { readonly kind: "ControllerChanged"; readonly identity: string; readonly owner: string; readonly previous: number }
  | { readonly kind: "DelegateChanged"; readonly identity: string; readonly previous: number }
  | AttributeChanged
  | KeyRegistered
  | KeyEnded
  | TypeRegistered
  | { readonly kind: "TypeRetired"; readonly typeId: string; readonly retired: number }
  | { readonly kind: "AuthorityChanged"; readonly typeId: string; readonly former: string; readonly successor: string }
  | Accredited
  | AccreditationEnded
  | { readonly kind: "ListOpened"; readonly issuer: string; readonly list: number; readonly capacity: number }
  | { readonly kind: "ListExtended"; readonly issuer: string; readonly list: number; readonly capacity: number }
  | StatusesChanged
  | { readonly kind: "Other" };

export interface AttributeChanged {
  readonly kind: "AttributeChanged";
  readonly identity: string;
  readonly name: string;
  readonly value: string;
  readonly previous: number;
}

export interface KeyRegistered {
  readonly kind: "KeyRegistered";
  readonly identity: string;
  readonly thumbprint: string;
  readonly from: number;
  readonly until: number;
}

export interface KeyEnded {
  readonly kind: "KeyEnded";
  readonly identity: string;
  readonly thumbprint: string;
  readonly until: number;
  /** IDIDRegistry.KeyReason. */
  readonly reason: number;
  readonly compromisedSince: number;
}

export interface TypeRegistered {
  readonly kind: "TypeRegistered";
  readonly typeId: string;
  readonly authority: string;
  readonly applicationStatusIsValid: boolean;
}

export interface Accredited {
  readonly kind: "Accredited";
  readonly issuer: string;
  readonly typeId: string;
  readonly accreditor: string;
  readonly index: number;
  readonly until: number;
  readonly parentGeneration: number;
  /** reason 3 bits | mayIssue 1 | root 1 | levels 3 */
  readonly terms: number;
  readonly reinstated: boolean;
}

export interface AccreditationEnded {
  readonly kind: "AccreditationEnded";
  readonly issuer: string;
  readonly typeId: string;
  readonly index: number;
  readonly until: number;
  /** IAccreditations.Reason. */
  readonly reason: number;
}

export interface StatusesChanged {
  readonly kind: "StatusesChanged";
  readonly issuer: string;
  readonly list: number;
  readonly word: number;
  /** The word's 32 bytes, 64 digits without 0x, the highest first. */
  readonly value: string;
}

type Decode = (log: RawLog) => RegistryEvent;
/** By address, then by topic 0. */
export type EventTable = ReadonlyMap<string, ReadonlyMap<string, Decode>>;

const other: Decode = () => ({ kind: "Other" });

const DIDS: Readonly<Record<string, Decode>> = {
  "DIDOwnerChanged(address,address,uint256)": (log) => ({
    kind: "ControllerChanged",
    identity: address(topic(log, 1)),
    owner: address(word(log, 0)),
    previous: number(log, 1),
  }),
  "DIDDelegateChanged(address,bytes32,address,uint256,uint256)": (log) => ({
    kind: "DelegateChanged",
    identity: address(topic(log, 1)),
    previous: number(log, 3),
  }),
  "DIDAttributeChanged(address,bytes32,bytes,uint256,uint256)": (log) => ({
    kind: "AttributeChanged",
    identity: address(topic(log, 1)),
    name: `0x${word(log, 0)}`,
    value: bytes(log, 1),
    previous: number(log, 3),
  }),
  "KeyRegistered(bytes32,address,uint40,uint40)": (log) => ({
    kind: "KeyRegistered",
    thumbprint: `0x${topic(log, 1)}`,
    identity: address(topic(log, 2)),
    from: number(log, 0),
    until: number(log, 1),
  }),
  "KeyEnded(bytes32,address,uint40,uint8,uint40)": (log) => ({
    kind: "KeyEnded",
    thumbprint: `0x${topic(log, 1)}`,
    identity: address(topic(log, 2)),
    until: number(log, 0),
    reason: number(log, 1),
    compromisedSince: number(log, 2),
  }),
  "RecoveryAddressChanged(address,address,uint40)": other,
  "RecoveryStarted(address,address,uint40,bool)": other,
  "RecoveryCancelled(address,address)": other,
  "RecoveryFinished(address,address)": other,
};

const TYPES: Readonly<Record<string, Decode>> = {
  "TypeRegistered(bytes32,address,string,string,bytes32,string,bool)": (log) => ({
    kind: "TypeRegistered",
    typeId: `0x${topic(log, 1)}`,
    authority: address(topic(log, 2)),
    applicationStatusIsValid: number(log, 4) !== 0,
  }),
  "TypeRetired(bytes32,uint40)": (log) => ({
    kind: "TypeRetired",
    typeId: `0x${topic(log, 1)}`,
    retired: number(log, 0),
  }),
  "AuthorityChanged(bytes32,address,address,uint8,uint40)": (log) => ({
    kind: "AuthorityChanged",
    typeId: `0x${topic(log, 1)}`,
    former: address(topic(log, 2)),
    successor: address(topic(log, 3)),
  }),
  "SchemaChanged(bytes32,bytes32,string)": other,
  "AuthorityOffered(bytes32,address,address)": other,
};

const ACCREDITATIONS: Readonly<Record<string, Decode>> = {
  "Accredited(address,bytes32,address,uint256,uint40,uint8,uint8,bool)": (log) => ({
    kind: "Accredited",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    accreditor: address(topic(log, 3)),
    index: number(log, 0),
    until: number(log, 1),
    parentGeneration: number(log, 2),
    terms: number(log, 3),
    reinstated: number(log, 4) !== 0,
  }),
  "AccreditationEnded(address,bytes32,uint256,uint40,uint8)": (log) => ({
    kind: "AccreditationEnded",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    index: number(log, 0),
    until: number(log, 1),
    reason: number(log, 2),
  }),
  "Applied(address,bytes32,address,bool,uint8,string)": other,
  "ApplicationClosed(address,bytes32,bool,string)": other,
  "FreezeSupported(bytes32,address)": other,
  "Frozen(bytes32,uint40)": other,
};

const STATUSES: Readonly<Record<string, Decode>> = {
  "ListOpened(address,uint32,uint32,address)": (log) => ({
    kind: "ListOpened",
    issuer: address(topic(log, 1)),
    list: integer(topic(log, 2), log),
    capacity: number(log, 0),
  }),
  "ListExtended(address,uint32,uint32)": (log) => ({
    kind: "ListExtended",
    issuer: address(topic(log, 1)),
    list: integer(topic(log, 2), log),
    capacity: number(log, 0),
  }),
  "StatusesChanged(uint256,uint256)": statusesChanged,
  "OperatorChanged(address,uint32,address)": other,
};

/** place: issuer 160 | list 32 | word 64, from the highest bit down. */
function statusesChanged(log: RawLog): RegistryEvent {
  const place = topic(log, 1);
  return {
    kind: "StatusesChanged",
    issuer: `0x${place.slice(0, 40)}`,
    list: Number.parseInt(place.slice(40, 48), 16),
    word: integer(place.slice(48), log),
    value: word(log, 0),
  };
}

/** What each registry can say. */
export function eventTable(addresses: RegistryAddresses): EventTable {
  const table = (events: Readonly<Record<string, Decode>>): ReadonlyMap<string, Decode> =>
    new Map(Object.entries(events).map(([signature, decode]) => [keccak256(signature), decode]));
  return new Map([
    [addresses.dids, table(DIDS)],
    [addresses.types, table(TYPES)],
    [addresses.accreditations, table(ACCREDITATIONS)],
    [addresses.statuses, table(STATUSES)],
  ]);
}

/** Throws `facts.bad-answer` for a log of another contract, or one that no registry of ours writes. */
export function decodeLog(table: EventTable, log: RawLog): RegistryEvent {
  const decode = table.get(log.address)?.get(log.topics[0] ?? "");
  if (decode === undefined) throw unreadable(log, "is no event of the registries");
  return decode(log);
}
