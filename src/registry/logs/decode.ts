import { fromHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import type { RegistryEvent } from "./events.ts";
import { address, bytes, flag, integer, number, topic, unreadable, word } from "./log-parts.ts";
import type { RawLog, RegistryAddresses } from "./source.ts";

/**
 * Decodes a log. It is written by hand, because a replica decodes hundreds of thousands of logs, and a general decoder
 * would take most of its time.
 */
type Decode = (log: RawLog) => RegistryEvent;
/** Decoders by address, then by topic 0. */
export type EventTable = ReadonlyMap<string, ReadonlyMap<string, Decode>>;

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
    name: `0x${word(log, 0)}`,
    value: address(word(log, 1)),
    until: number(log, 2),
    previous: number(log, 3),
  }),
  "DIDAttributeChanged(address,bytes32,bytes,uint256,uint256)": (log) => ({
    kind: "AttributeChanged",
    identity: address(topic(log, 1)),
    name: `0x${word(log, 0)}`,
    value: bytes(log, 1),
    until: number(log, 2),
    previous: number(log, 3),
  }),
  "KeyRegistered(bytes32,address,uint40,uint40,uint8,bytes32)": (log) => ({
    kind: "KeyRegistered",
    thumbprint: `0x${topic(log, 1)}`,
    identity: address(topic(log, 2)),
    from: number(log, 0, 40),
    until: number(log, 1, 40),
    algorithm: number(log, 2, 8),
    xOrHash: `0x${word(log, 3)}`,
  }),
  "KeyEnded(bytes32,address,uint40,uint8,uint40)": (log) => ({
    kind: "KeyEnded",
    thumbprint: `0x${topic(log, 1)}`,
    identity: address(topic(log, 2)),
    until: number(log, 0, 40),
    reason: number(log, 1, 8),
    compromisedSince: number(log, 2, 40),
  }),
  "RecoveryAddressChanged(address,address,uint40)": (log) => ({
    kind: "RecoveryAddressChanged",
    recoverer: address(topic(log, 1)),
    identity: address(topic(log, 2)),
    from: number(log, 0, 40),
  }),
  "RecoveryStarted(address,address,uint40,bool)": (log) => ({
    kind: "RecoveryStarted",
    newController: address(topic(log, 1)),
    identity: address(topic(log, 2)),
    readyAt: number(log, 0, 40),
    endKeys: flag(log, 1),
  }),
  "RecoveryCancelled(address,address)": (log) => ({ kind: "RecoveryCancelled", identity: address(topic(log, 2)) }),
  "RecoveryFinished(address,address)": (log) => ({ kind: "RecoveryFinished", identity: address(topic(log, 2)) }),
};

const TYPES: Readonly<Record<string, Decode>> = {
  "TypeRegistered(bytes32,address,string,string,bytes32,string,uint8)": typeRegistered,
  "TypeRetired(bytes32,uint40)": (log) => ({
    kind: "TypeRetired",
    typeId: `0x${topic(log, 1)}`,
    retired: number(log, 0, 40),
  }),
  "TypeReopened(bytes32,uint256,uint40)": (log) => ({
    kind: "TypeReopened",
    typeId: `0x${topic(log, 1)}`,
    term: number(log, 0),
    retired: number(log, 1, 40),
  }),
  "SchemaChanged(bytes32,bytes32,string)": (log) => ({
    kind: "SchemaChanged",
    typeId: `0x${topic(log, 1)}`,
    schemaHash: `0x${word(log, 0)}`,
  }),
  "AuthorityOffered(bytes32,address,address)": (log) => ({
    kind: "AuthorityOffered",
    typeId: `0x${topic(log, 1)}`,
    successor: address(topic(log, 3)),
  }),
  "AuthorityChanged(bytes32,address,address,uint8,uint40)": (log) => ({
    kind: "AuthorityChanged",
    typeId: `0x${topic(log, 1)}`,
    former: address(topic(log, 2)),
    successor: address(topic(log, 3)),
    reason: number(log, 0, 8),
    stolenSince: number(log, 1, 40),
  }),
  "TheftDeclared(bytes32,uint256,uint40)": (log) => ({
    kind: "TheftDeclared",
    typeId: `0x${topic(log, 1)}`,
    term: number(log, 0),
    since: number(log, 1, 40),
  }),
};

const ACCREDITATIONS: Readonly<Record<string, Decode>> = {
  "Applied(address,bytes32,address,bool,uint8,string)": (log) => ({
    kind: "Applied",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    accreditor: address(topic(log, 3)),
    mayIssue: flag(log, 0),
    levels: number(log, 1, 8),
  }),
  "ApplicationClosed(address,bytes32,bool,string)": (log) => ({
    kind: "ApplicationClosed",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
  }),
  "Accredited(address,bytes32,address,uint256,uint40,uint8,uint8,uint8,bool)": (log) => ({
    kind: "Accredited",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    accreditor: address(topic(log, 3)),
    index: number(log, 0),
    until: number(log, 1, 40),
    parentGeneration: number(log, 2, 8),
    rights: number(log, 3, 8),
    exceptions: number(log, 4, 8),
    reinstated: flag(log, 5),
  }),
  "AccreditationEnded(address,bytes32,uint256,uint40,uint8)": (log) => ({
    kind: "AccreditationEnded",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    index: number(log, 0),
    until: number(log, 1, 40),
    reason: number(log, 2, 8),
  }),
  "FreezeSupported(bytes32,address,address,address)": (log) => ({
    kind: "FreezeSupported",
    typeId: `0x${topic(log, 1)}`,
    member: address(topic(log, 2)),
    controller: address(word(log, 0)),
    earlier: address(word(log, 1)),
  }),
  "Frozen(bytes32,uint40)": (log) => ({ kind: "Frozen", typeId: `0x${topic(log, 1)}`, until: number(log, 0, 40) }),
  "AgencyNamed(address,bytes32,uint8,string,string)": (log) => ({
    kind: "AgencyNamed",
    issuer: address(topic(log, 1)),
    typeId: `0x${topic(log, 2)}`,
    generation: number(log, 0, 8),
    ko: bytes(log, 1),
    en: bytes(log, 2),
  }),
  "AnchorAssigned(bytes32,bytes32,address)": (log) => ({
    kind: "AnchorAssigned",
    typeId: `0x${topic(log, 1)}`,
    anchor: `0x${topic(log, 2)}`,
    issuer: address(topic(log, 3)),
  }),
};

const STATUSES: Readonly<Record<string, Decode>> = {
  "ListOpened(address,uint32,uint32,address)": (log) => ({
    kind: "ListOpened",
    issuer: address(topic(log, 1)),
    list: integer(topic(log, 2), log),
    capacity: number(log, 0, 32),
    operator: address(word(log, 1)),
  }),
  "ListExtended(address,uint32,uint32)": (log) => ({
    kind: "ListExtended",
    issuer: address(topic(log, 1)),
    list: integer(topic(log, 2), log),
    capacity: number(log, 0, 32),
  }),
  "StatusesChanged(uint256,uint256)": statusesChanged,
  "OperatorChanged(address,uint32,address)": (log) => ({
    kind: "OperatorChanged",
    issuer: address(topic(log, 1)),
    list: integer(topic(log, 2), log),
    operator: address(word(log, 0)),
  }),
};

function typeRegistered(log: RawLog): RegistryEvent {
  const doctype = fromHex(bytes(log, 1));
  return {
    kind: "TypeRegistered",
    typeId: `0x${topic(log, 1)}`,
    authority: address(topic(log, 2)),
    schemaHash: `0x${word(log, 2)}`,
    ...(doctype.length > 0 && { doctypeId: keccak256(doctype) }),
    flags: number(log, 4, 8),
  };
}

/** The place, from the lowest bit up: word 64 | list 32 | issuer 160 */
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

/** The events of each registry. */
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

/** Throws `facts.bad-answer` for a log of another contract, or an unknown event. */
export function decodeLog(table: EventTable, log: RawLog): RegistryEvent {
  const decode = table.get(log.address)?.get(log.topics[0] ?? "");
  if (decode === undefined) throw unreadable(log, "is no event of the registries");
  return decode(log);
}
