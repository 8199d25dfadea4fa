import type { RelyingPartyReader } from "../accreditation/relying-parties.ts";
import { keccak256 } from "../crypto/hash.ts";
import { FIRST_BY_HASH, numberOfCurve } from "../crypto/key-algorithms.ts";
import type { Signer } from "../crypto/keys.ts";
import { generateSigner } from "../crypto/signer.ts";
import { formatDid } from "../did/did.ts";
import { keyEntry } from "../did/key-entry.ts";
import { DidimError } from "../errors.ts";
import type { EpochRecord, Facts } from "../facts/facts.ts";
import { applyBlock } from "../facts/replica/apply.ts";
import { recordsOf } from "../facts/replica/records.ts";
import { NOBODY, State } from "../facts/replica/state.ts";
import type { RegistryEvent } from "../registry/events.ts";
import { EPOCH_REASONS, type EpochReason } from "../registry/reasons.ts";
import { type Clock, SealedClock } from "../verdict/clock.ts";
import type { ClaimPath } from "../verdict/policy.ts";
import { RelyingPartyBook } from "./relying-parties.ts";

const NO_END = 2 ** 40 - 1;
/** KeyAlgorithms.X509_CERTIFICATE: those above are reserved. */
const LAST_ANCHOR = 129;
const STATUSES = { valid: 0, invalid: 1, suspended: 2, application: 3 } as const;

/** What is registered by its hash. Both are 32 bytes, lower-case 0x-hex. */
export interface HashedKey {
  /** 3 to 127: a public key; 128: an X.509 root certificate; 129: exactly one X.509 certificate. */
  readonly algorithm: number;
  /** SHA-256 over the public key, or over the certificate's DER. */
  readonly hash: string;
  /** The key's RFC 7638 thumbprint. Of a certificate it is the hash, and left out. */
  readonly thumbprint?: string;
}

/** An agency for tests: a DID, with one registered ES256 key, and list 0 open. */
export interface TestAgency {
  readonly name: string;
  readonly did: string;
  /** The address in the DID. */
  readonly identity: string;
  readonly signer: Signer;
}

/**
 * A registry in memory, for other people's tests: no node, no chain, and yet the records, the rules and the verdicts of the real one
 * (it is the replica, fed by hand). What the contracts would refuse throws DidimError `testing.refused`.
 */
export interface TestRegistry {
  /** Give it to verify(). */
  readonly facts: Facts;
  /** The registry's time, which passes only by {@link pass}; give it to verify(), too. */
  readonly clock: SealedClock;
  now(): number;
  /** Lets seconds pass. */
  pass(seconds: number): void;
  agency(name: string): TestAgency;
  /** Registers a type of credential under an authority. */
  registerType(vct: string, authority: TestAgency): void;
  retireType(vct: string): void;
  /** Accredits for a type: by the authority, or by an agency that has levels to give. */
  accredit(agency: TestAgency, vct: string, terms?: { by?: TestAgency; mayIssue?: boolean; levels?: number }): void;
  suspend(agency: TestAgency, vct: string): void;
  reinstate(agency: TestAgency, vct: string): void;
  withdraw(agency: TestAgency, vct: string): void;
  /** An orderly end. */
  end(agency: TestAgency, vct: string): void;
  setStatus(agency: TestAgency, status: { list: number; index: number }, value: keyof typeof STATUSES): void;
  openList(agency: TestAgency, list: number, capacity: number): void;
  /** Registers a larger key, or a certificate anchor, by its SHA-256: see {@link HashedKey}. */
  registerByHash(agency: TestAgency, key: HashedKey): void;
  /** @param thumbprint Of which key or anchor, 0x-hex; the agency's own key, if not given. */
  retireKey(agency: TestAgency, thumbprint?: string): void;
  /** @param since Seconds; now, if not given. */
  compromiseKey(agency: TestAgency, since?: number, thumbprint?: string): void;
  deactivate(agency: TestAgency): void;
  /** Registers what an agency may ask holders for, for a year. */
  registerRelyingParty(agency: TestAgency, vct: string, claims: readonly ClaimPath[], purpose?: string): void;
  /** Give it to a wallet. */
  readonly relyingParties: RelyingPartyReader;
}

/** @param options `time`: when it begins, seconds (now, if not given); `chainId` (31337). */
export function createTestRegistry(options: { time?: number; chainId?: bigint } = {}): TestRegistry {
  const { chainId = 31337n } = options;
  const book = new Book(options.time ?? Math.floor(Date.now() / 1000), chainId);
  const relyingParties = new RelyingPartyBook(chainId, () => book.now());
  return {
    facts: book.facts,
    clock: new SealedClock(book),
    now: () => book.now(),
    pass: (seconds) => book.pass(seconds),
    agency: (name) => book.agency(name),
    registerType: (vct, authority) =>
      book.write({
        kind: "TypeRegistered",
        typeId: keccak256(vct),
        authority: authority.identity,
        schemaHash: keccak256("{}"),
        applicationStatusIsValid: false,
      }),
    retireType: (vct) => book.write({ kind: "TypeRetired", typeId: keccak256(vct), retired: book.now() }),
    accredit: (agency, vct, terms = {}) => book.accredit(agency, keccak256(vct), terms),
    suspend: (agency, vct) => book.end(agency, keccak256(vct), "suspended"),
    reinstate: (agency, vct) => book.reinstate(agency, keccak256(vct)),
    withdraw: (agency, vct) => book.end(agency, keccak256(vct), "withdrawn"),
    end: (agency, vct) => book.end(agency, keccak256(vct), "ended"),
    setStatus: (agency, { list, index }, value) => book.setStatus(agency, list, index, STATUSES[value]),
    openList: (agency, list, capacity) => book.openList(agency.identity, list, capacity),
    registerByHash: (agency, key) => book.registerByHash(agency, key),
    retireKey: (agency, thumbprint) => book.endKey(agency, 1, 0, thumbprint),
    compromiseKey: (agency, since, thumbprint) => book.endKey(agency, 2, since ?? book.now(), thumbprint),
    deactivate: (agency) => book.deactivate(agency),
    registerRelyingParty: ({ identity, name }, vct, claims, purpose = "a test") =>
      relyingParties.register(identity, vct, claims, purpose, name),
    relyingParties,
  };
}

/** The records, and the events that make them: one block an event, as a chain would. */
class Book implements Clock {
  readonly #state = new State(0);
  readonly #chainId: bigint;
  #block = 0;
  #time: number;

  constructor(time: number, chainId: bigint) {
    this.#time = time;
    this.#chainId = chainId;
  }

  readonly facts: Facts = {
    source: "memory",
    lookup: async (queries) => ({
      asOf: { chainId: this.#chainId, block: BigInt(this.#block), time: this.#time },
      records: queries.map((query) => recordsOf(this.#state, query)),
    }),
  };

  now(): number {
    return this.#time;
  }

  pass(seconds: number): void {
    if (!Number.isSafeInteger(seconds) || seconds < 0) throw refused("time only passes forward, in whole seconds");
    this.#time += seconds;
  }

  write(...events: readonly RegistryEvent[]): void {
    try {
      applyBlock(this.#state, events, { number: this.#block + 1, time: this.#time });
    } catch (cause) {
      throw refused((cause as Error).message, cause);
    }
    this.#block += 1;
  }

  agency(name: string): TestAgency {
    const signer = generateSigner("ES256");
    const identity = `0x${Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString("hex")}`;
    const agency = { name, identity, did: formatDid(this.#chainId, identity), signer };
    const { name: key, value, thumbprint } = keyEntry(signer.publicJwk);
    const algorithm = numberOfCurve(signer.publicJwk.crv);
    const xOrHash = `0x${value.slice(4)}`;
    this.write(
      { kind: "KeyRegistered", identity, thumbprint, from: this.#time, until: NO_END, algorithm, xOrHash },
      { kind: "AttributeChanged", identity, name: key, value, until: NO_END, previous: 0 },
    );
    this.openList(identity, 0, 1 << 16);
    return agency;
  }

  registerByHash({ identity }: TestAgency, { algorithm, hash, thumbprint = hash }: HashedKey): void {
    if (algorithm < FIRST_BY_HASH || algorithm > LAST_ANCHOR) throw refused("the number is reserved");
    const from = this.#time;
    this.write({ kind: "KeyRegistered", identity, thumbprint, from, until: NO_END, algorithm, xOrHash: hash });
  }

  openList(issuer: string, list: number, capacity: number): void {
    this.write({ kind: "ListOpened", issuer, list, capacity, operator: NOBODY });
  }

  accredit(
    { identity: issuer }: TestAgency,
    typeId: string,
    { by, mayIssue = true, levels = 0 }: { by?: TestAgency; mayIssue?: boolean; levels?: number },
  ): void {
    const type = this.#state.types.get(typeId);
    if (type === undefined) throw refused("there is no such type");
    const parent = by === undefined ? undefined : this.#state.accreditations.get(by.identity, typeId);
    const held = parent?.epochs.at(-1);
    if (by !== undefined && !(this.#runs(held) && held.levels > levels))
      throw refused("nobody hands on what it does not hold");
    const known = this.#state.accreditations.get(issuer, typeId);
    if (this.#runs(known?.epochs.at(-1))) throw refused("it is accredited already");
    const applied = { issuer, typeId, accreditor: by?.identity ?? NOBODY, mayIssue, levels };
    this.write(
      { kind: "Applied", ...applied },
      {
        kind: "Accredited",
        issuer,
        typeId,
        accreditor: by?.identity ?? type.authority,
        index: known?.epochs.length ?? 0,
        until: NO_END,
        parentGeneration: parent?.generation ?? 0,
        terms: (mayIssue ? 16 : 0) | (by === undefined ? 8 : 0) | levels,
        reinstated: false,
      },
    );
  }

  reinstate({ identity: issuer }: TestAgency, typeId: string): void {
    const former = this.#newest(issuer, typeId);
    const { accreditor, parentGeneration, mayIssue, root, levels } = former;
    const terms = (mayIssue ? 16 : 0) | (root ? 8 : 0) | levels;
    const index = former.index + 1;
    this.write({
      kind: "Accredited",
      issuer,
      typeId,
      accreditor,
      index,
      until: NO_END,
      parentGeneration,
      terms,
      reinstated: true,
    });
  }

  end({ identity: issuer }: TestAgency, typeId: string, reason: EpochReason): void {
    const { index, until } = this.#newest(issuer, typeId);
    if (reason !== "withdrawn" && until <= this.#time) throw refused("it is not in force");
    const end = Math.min(until, this.#time);
    this.write({
      kind: "AccreditationEnded",
      issuer,
      typeId,
      index,
      until: end,
      reason: EPOCH_REASONS.indexOf(reason),
    });
  }

  setStatus({ identity: issuer }: TestAgency, list: number, index: number, value: number): void {
    const word = Math.floor(index / 128);
    const old = this.#state.lists.get(issuer, list)?.words.word(word) ?? new Uint8Array(32);
    const shift = BigInt(2 * (index % 128));
    const bits = BigInt(`0x${Buffer.from(old).toString("hex")}`);
    const next = (bits & ~(3n << shift)) | (BigInt(value) << shift);
    if (next === bits) return;
    this.write({ kind: "StatusesChanged", issuer, list, word, value: next.toString(16).padStart(64, "0") });
  }

  endKey({ identity, signer }: TestAgency, reason: number, compromisedSince: number, named?: string): void {
    const { name, thumbprint: own } = keyEntry(signer.publicJwk);
    const thumbprint = named ?? own;
    const key = this.#state.keys.get(identity, thumbprint);
    if (key === undefined) throw refused("there is no such key");
    const { record } = key;
    const until = Math.min(record.until, this.#time);
    const end = { kind: "KeyEnded", identity, thumbprint, until, reason, compromisedSince } as const;
    const previous = this.#state.identities.get(identity)?.changed ?? 0;
    // What is registered by its hash has no attribute, and what has ended already has none that ends.
    const attributes =
      until === record.until || !("publicKey" in record)
        ? []
        : [{ kind: "AttributeChanged" as const, identity, name, value: record.publicKey, until, previous }];
    this.write(...attributes, end);
  }

  deactivate({ identity }: TestAgency): void {
    const previous = this.#state.identities.get(identity)?.changed ?? 0;
    this.write({ kind: "ControllerChanged", identity, owner: NOBODY, previous });
  }

  #newest(issuer: string, typeId: string): EpochRecord {
    const newest = this.#state.accreditations.get(issuer, typeId)?.epochs.at(-1);
    if (newest === undefined) throw refused("it was never accredited");
    return newest;
  }

  #runs(epoch: EpochRecord | undefined): epoch is EpochRecord {
    return epoch !== undefined && epoch.reason === "none" && epoch.until > this.#time;
  }
}

function refused(why: string, cause?: unknown): DidimError {
  return new DidimError("testing.refused", `The registry would refuse this: ${why}.`, { why }, { cause });
}
