import { randomBytes } from "node:crypto";
import { readPlainHeader } from "../../src/chain/state/header.ts";
import { writeList, writeString } from "../../src/chain/state/rlp.ts";
import type { Keccak } from "../../src/crypto/keccak.ts";
import { ZERO_ADDRESS } from "../../src/did/address.ts";
import type { FactsQueryByName } from "../../src/facts/facts.ts";
import { NO_END } from "../../src/records/directory-rule.ts";
import { namesHash } from "../../src/records/names.ts";
import {
  accreditationSlot,
  accreditationWord,
  type EpochRights,
  epochSlot,
  epochWord,
  namesSlot,
} from "../../src/storage/accreditations.ts";
import { typeSlot, typeWord } from "../../src/storage/credential-types.ts";
import { IDENTITY, identitySlot, keySlots } from "../../src/storage/did-registry.ts";
import { wordOf } from "../../src/storage/packed.ts";
import { PROVED, type ProvedRegistry } from "../../src/storage/registries.ts";
import { hexWord, type SlotWord } from "../../src/storage/slots.ts";
import { listSlot, listWord, withStatus, wordSlot } from "../../src/storage/status-lists.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { checkpointDigest } from "../../src/trust-anchor/checkpoint/checkpoint.ts";
import { contractual } from "../../test/facts/proof/recorded.fixture.ts";
import { Validator, withFields, withSeals } from "../../test/facts/proof/writing.fixture.ts";
import { type Entry, grow } from "./trie.ts";

/** The number of accounts, and of each registry's slots. */
export interface Size {
  readonly accounts: number;
  readonly slots: Readonly<Record<ProvedRegistry, number>>;
}

/** The actors in a state; another state can have the same ones. */
export interface Cast {
  readonly query: Question;
  readonly province: string;
  readonly ministry: string;
  readonly key: bigint;
  readonly pins: TrustAnchor["registries"];
  readonly validators: readonly Validator[];
}

/**
 * A state in which a credential is valid or revoked. The issuer is accredited by a province, and the province by the
 * type's authority.
 */
export interface State {
  readonly anchor: TrustAnchor;
  readonly query: FactsQueryByName;
  /** The header of a block of this state with another time, sealed by three of the four validators. */
  readonly sealed: (seconds: number) => Uint8Array;
  /** The header of that block as on a chain without seals, where the same three sign its checkpoint. */
  readonly signed: () => { readonly header: Uint8Array; readonly signatures: readonly Uint8Array[] };
  readonly stateRoot: string;
  /** All nodes that the five checks read. */
  readonly nodes: readonly Uint8Array[];
  /** Slots of the credential's list: its header, and two words. The first word has the credential's status. */
  readonly list: string;
  readonly words: readonly string[];
  readonly time: number;
}

type Question = FactsQueryByName & Required<Pick<FactsQueryByName, "status">>;
type Slots = Readonly<Record<ProvedRegistry, ReadonlyMap<string, bigint>>>;

export function newCast(): Cast {
  const pin = () => ({ address: random(20), codeHash: random(32) });
  const pins = {
    DIDRegistry: pin(),
    CredentialTypes: pin(),
    Accreditations: pin(),
    StatusLists: pin(),
    Directory: pin(),
  };
  return {
    query: {
      issuer: random(20),
      keyThumbprint: random(32),
      typeId: random(32),
      issuedAt: BEGUN + 1_000,
      status: { list: 1, index: 1_234_567 },
    },
    province: random(20),
    ministry: random(20),
    key: BigInt(random(32)),
    pins,
    validators: Array.from({ length: 4 }, () => new Validator()),
  };
}

/** @param age How many seconds later than a day after the beginning. `status`: the credential's status by then. */
export function growState(keccak: Keccak, size: Size, cast = newCast(), { age = 0, status = 0 } = {}): State {
  const { query, pins, validators } = cast;
  const held = slotsOf(cast, status);
  const accounts: Entry[] = [];
  const nodes: Uint8Array[] = [];
  for (const name of PROVED) {
    const { address, codeHash } = pins[name];
    const storage = grow(keccak, entriesOf(held[name], size.slots[name]), new Set(held[name].keys()));
    accounts.push([address, accountOf(storage.root, bytesOf(codeHash))]);
    nodes.push(...storage.paths);
  }
  const wanted = new Set(accounts.map(([address]) => address));
  while (accounts.length < size.accounts) accounts.push([random(20), accountOf(EMPTY_ROOT, NO_CODE)]);
  const state = grow(keccak, accounts, wanted);
  const sealers = { kind: "qbft", validators: validators.map(({ address }) => address) } as const;
  const time = TIME + age;
  const quorum = validators.slice(0, 3);
  const anchor: TrustAnchor = { chainId: 31_337n, registries: pins, sealers, advancedAt: TIME };
  return {
    anchor,
    query,
    sealed: (seconds) => sealedHeader(state.root, time + seconds, quorum),
    signed: () => signedHeader(headerOf(state.root, time), anchor, quorum),
    stateRoot: `0x${Buffer.from(state.root).toString("hex")}`,
    nodes: [...nodes, ...state.paths],
    list: listSlot(query.issuer, query.status.list),
    words: wordsOf(query),
    time,
  };
}

/** The issuer's names, which a staple brings. */
export const NAMES = { ko: Buffer.from("세종특별자치시"), en: Buffer.from("Sejong City") };

const BEGUN = 1_800_000_000;
const TIME = BEGUN + 86_400;
const EMPTY_ROOT = bytesOf("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
/** keccak256 of the empty input. */
const NO_CODE = bytesOf("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

/** The registries' slots that concern the credential: see docs/storage.md. */
function slotsOf({ query, province, ministry, key: x }: Cast, value: number): Slots {
  const { issuer, keyThumbprint, typeId, status } = query;
  const counts = { nonce: 0, keyCount: 2, attributeCount: 0 };
  const identity = (of: string): SlotWord => [
    identitySlot(of),
    wordOf(IDENTITY, { controller: of, changed: 7, ...counts, deactivated: false }),
  ];
  const term = { from: BEGUN, until: NO_END, reason: "none" } as const;
  const key = { algorithm: 1, publicKey: `0x02${hexWord(x).slice(2)}`, ...term, compromisedSince: 0 };
  const first = { exceptions: 0, generation: 0, generationStart: 0 };
  const link = (of: string, accreditor: string, rights: Omit<EpochRights, "reason">): SlotWord[] => {
    const epoch = { index: 0, accreditor, ...term, ...rights, parentGeneration: 0 };
    return [
      [accreditationSlot(of, typeId), accreditationWord({ ...first, epochs: [epoch] })],
      [epochSlot(of, typeId, 0), epochWord(epoch)],
    ];
  };
  const type = { authority: ministry, registered: BEGUN, retired: 0, retirementDecidedAt: 0, flags: 0, terms: [] };
  const header = { operator: ZERO_ADDRESS, capacity: 2 ** 31, opened: BEGUN };
  return {
    DIDRegistry: new Map([...[issuer, province, ministry].map(identity), ...keySlots(issuer, keyThumbprint, key, 0)]),
    CredentialTypes: new Map([[typeSlot(typeId), typeWord(type)]]),
    Accreditations: new Map([
      ...link(issuer, province, { levels: 0, root: false, mayIssue: true }),
      ...link(province, ministry, { levels: 1, root: true, mayIssue: false }),
      [namesSlot(issuer, typeId, 0), BigInt(namesHash(NAMES))],
    ]),
    StatusLists: new Map([
      [listSlot(issuer, status.list), listWord(header)],
      ...wordsOf({ issuer, status }).map((slot): SlotWord => [slot, withStatus(1n << 250n, status.index, value)]),
    ]),
  };
}

const wordsOf = ({ issuer, status: { list, index } }: Pick<Question, "issuer" | "status">): string[] =>
  [index, index + 1_000_000].map((each) => wordSlot(issuer, list, each));

/**
 * These slots, filled up with slots of 31 bytes. A trie hashes its keys, so consecutive keys are as good as random
 * ones.
 */
function* entriesOf(held: ReadonlyMap<string, bigint>, count: number): Generator<Entry> {
  for (const [slot, word] of held) yield [slot, scalar(word)];
  for (let i = held.size; i < count; i++)
    yield [`0x${i.toString(16).padStart(64, "0")}`, scalar(2n ** 248n - BigInt(i) - 1n)];
}

const accountOf = (storageRoot: Uint8Array, codeHash: Uint8Array): Uint8Array =>
  writeList([scalar(1n), scalar(0n), writeString(storageRoot), writeString(codeHash)]);

function headerOf(stateRoot: Uint8Array, time: number): Uint8Array {
  const recorded = contractual[0]?.raw;
  if (recorded === undefined) throw new Error("no recorded header");
  return withFields(recorded, { 3: writeString(stateRoot), 11: scalar(BigInt(time)) });
}

function sealedHeader(stateRoot: Uint8Array, time: number, validators: readonly Validator[]): Uint8Array {
  const header = headerOf(stateRoot, time);
  const seals = validators.map((each) => each.seal(header));
  return withSeals(header, seals);
}

function signedHeader(header: Uint8Array, { chainId, registries }: TrustAnchor, members: readonly Validator[]) {
  const digest = checkpointDigest(readPlainHeader(header), chainId, registries.Directory?.address ?? "0x");
  return { header, signatures: members.map((each) => each.sign(digest)) };
}

function scalar(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return writeString(
    value === 0n ? new Uint8Array() : Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex"),
  );
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), "hex");
}

const random = (bytes: number): string => `0x${randomBytes(bytes).toString("hex")}`;
