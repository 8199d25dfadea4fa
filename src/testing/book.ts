import { bytesOfText, randomBytes, toHex } from "../crypto/encodings/bytes.ts";
import { FIRST_BY_HASH, numberOfCurve } from "../crypto/keys/key-algorithms.ts";
import type { Signer } from "../crypto/keys/keys.ts";
import { generateSigner } from "../crypto/signatures/signer.ts";
import { ZERO_ADDRESS } from "../did/address.ts";
import { formatDid } from "../did/did.ts";
import { keyEntry } from "../did/key-entry.ts";
import { DidimError } from "../errors/error.ts";
import type { Facts } from "../facts/facts.ts";
import { applyBlock } from "../facts/replica/events/apply.ts";
import { recordsOf } from "../facts/replica/state/records.ts";
import { State } from "../facts/replica/state/state.ts";
import type { Names } from "../records/names.ts";
import { EPOCH_REASONS, type EpochReason, isSuspended } from "../records/reasons.ts";
import type { EpochRecord } from "../records/records.ts";
import type { RegistryEvent } from "../registry/logs/events.ts";
import { rightsByte } from "../storage/accreditations.ts";
import { hexWord } from "../storage/slots.ts";
import { STATUSES_PER_WORD, withStatus } from "../storage/status-lists.ts";
import type { Clock } from "../verdict/clock.ts";

const NO_END = 2 ** 40 - 1;
/** KeyAlgorithms.X509_CERTIFICATE. Higher numbers are reserved. */
const LAST_ANCHOR = 129;

/** A key or certificate registered by its hash. Both hashes are 32 bytes, lower-case 0x-hex. */
export interface HashedKey {
  /** 3 to 127: a public key; 128: an X.509 root certificate; 129: exactly one X.509 certificate. */
  readonly algorithm: number;
  /** SHA-256 of the public key, or of the certificate's DER. */
  readonly hash: string;
  /** The key's RFC 7638 thumbprint. Omit it for a certificate, whose thumbprint is the hash. */
  readonly thumbprint?: string;
}

/** An agency for tests: a DID with one registered ES256 key, and list 0 open. */
export interface TestAgency {
  readonly name: string;
  readonly did: string;
  /** The address in the DID. */
  readonly identity: string;
  readonly signer: Signer;
}

/** The rights of a test accreditation. Default: may issue, no levels. */
export interface TestRights {
  readonly by?: TestAgency;
  readonly mayIssue?: boolean;
  readonly levels?: number;
  /** An exception: its credentials need no status. */
  readonly noStatus?: boolean;
}

/** The records, and the events that make them, with one block per event. */
export class Book implements Clock {
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
    const identity = toHex(randomBytes(20));
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
    this.write({ kind: "ListOpened", issuer, list, capacity, operator: ZERO_ADDRESS });
  }

  accredit(
    { identity: issuer }: TestAgency,
    typeId: string,
    { by, mayIssue = true, levels = 0, noStatus = false }: TestRights,
  ): void {
    const type = this.#state.types.get(typeId);
    if (type === undefined) throw refused("there is no such type");
    const parent = by === undefined ? undefined : this.#state.accreditations.get(by.identity, typeId);
    const held = parent?.epochs.at(-1);
    if (by !== undefined && !(this.#runs(held) && held.levels > levels))
      throw refused("nobody hands on what it does not hold");
    const known = this.#state.accreditations.get(issuer, typeId);
    const newest = known?.epochs.at(-1);
    if (newest !== undefined && (isSuspended(newest.reason) || this.#runs(newest)))
      throw refused("it is accredited already, or suspended");
    const applied = { issuer, typeId, accreditor: by?.identity ?? ZERO_ADDRESS, mayIssue, levels };
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
        rights: rightsByte({ levels, root: by === undefined, mayIssue, reason: "none" }),
        exceptions: noStatus ? 1 : 0,
        reinstated: false,
      },
    );
  }

  reinstate({ identity: issuer }: TestAgency, typeId: string): void {
    const former = this.#newest(issuer, typeId);
    const { accreditor, parentGeneration, mayIssue, root, levels } = former;
    const { exceptions = 0 } = this.#state.accreditations.get(issuer, typeId) ?? {};
    const parent = root ? undefined : this.#state.accreditations.get(accreditor, typeId);
    if (parent !== undefined && parent.generation !== parentGeneration)
      throw refused("what it hangs on was withdrawn since");
    const ended = former.reason === "suspended-after-end";
    const rights = rightsByte({ levels, root, mayIssue, reason: ended ? "ended" : "none" });
    const index = former.index + 1;
    this.write({
      kind: "Accredited",
      issuer,
      typeId,
      accreditor,
      index,
      until: ended ? this.#time : NO_END,
      parentGeneration,
      rights,
      exceptions,
      reinstated: true,
    });
  }

  suspend(agency: TestAgency, typeId: string): void {
    const { reason, until } = this.#newest(agency.identity, typeId);
    if (isSuspended(reason)) throw refused("it is suspended already");
    this.end(agency, typeId, until > this.#time ? "suspended" : "suspended-after-end");
  }

  name({ identity: issuer }: TestAgency, typeId: string, { ko = "", en = "" }: Partial<Names>): void {
    const { generation = 0 } = this.#state.accreditations.get(issuer, typeId) ?? {};
    const [first, second] = [toHex(bytesOfText(ko)), toHex(bytesOfText(en))];
    this.write({ kind: "AgencyNamed", issuer, typeId, generation, ko: first, en: second });
  }

  end({ identity: issuer }: TestAgency, typeId: string, reason: EpochReason): void {
    const { index, until } = this.#newest(issuer, typeId);
    if (reason === "ended" && until <= this.#time) throw refused("it is not in force");
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
    const word = Math.floor(index / STATUSES_PER_WORD);
    const old = this.#state.lists.get(issuer, list)?.words.word(word) ?? new Uint8Array(32);
    const held = BigInt(toHex(old));
    const next = withStatus(held, index, value);
    if (next === held) return;
    this.write({ kind: "StatusesChanged", issuer, list, word, value: hexWord(next).slice(2) });
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
    // A key registered by hash has no attribute, and an attribute that has ended cannot end again.
    const attributes =
      until === record.until || !("publicKey" in record)
        ? []
        : [{ kind: "AttributeChanged" as const, identity, name, value: record.publicKey, until, previous }];
    this.write(...attributes, end);
  }

  deactivate({ identity }: TestAgency): void {
    const previous = this.#state.identities.get(identity)?.changed ?? 0;
    this.write({ kind: "ControllerChanged", identity, owner: ZERO_ADDRESS, previous });
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
