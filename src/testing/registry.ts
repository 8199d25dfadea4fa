import { keccak256 } from "../crypto/hash.ts";
import { ZERO_ADDRESS } from "../did/address.ts";
import type { Facts } from "../facts/facts.ts";
import type { RelyingPartyReader } from "../records/relying-parties.ts";
import { flagsByte, type TypeFlags } from "../records/type-flags.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import { SealedClock } from "../verdict/clock.ts";
import { Book, type HashedKey, type TestAgency, type TestRights } from "./book.ts";
import { RelyingPartyBook } from "./relying-parties.ts";

const STATUSES = { valid: 0, invalid: 1, suspended: 2, application: 3 } as const;

/**
 * A registry in memory for other people's tests. It needs no node and no chain, but has the records, rules and verdicts
 * of the real one: it is a replica that gets its events from this interface. What the contracts would refuse throws
 * `testing.refused`.
 */
export interface TestRegistry {
  /** For verify(). */
  readonly facts: Facts;
  /** The registry's time, for verify(); it passes only by {@link pass}. */
  readonly clock: SealedClock;
  now(): number;
  /** Lets this many seconds pass. */
  pass(seconds: number): void;
  agency(name: string): TestAgency;
  /** Registers a credential type under an authority. By default, status and holder binding are required. */
  registerType(vct: string, authority: TestAgency, options?: Partial<TypeFlags> & { readonly doctype?: string }): void;
  retireType(vct: string): void;
  /** Accredits an agency for a type: by the type's authority, or by an agency with levels to give. */
  accredit(agency: TestAgency, vct: string, rights?: TestRights): void;
  /** Works also after an accreditation has ended: an agency cannot escape suspension by resigning. */
  suspend(agency: TestAgency, vct: string): void;
  /** Lifts a suspension. An accreditation that had already ended stays ended. */
  reinstate(agency: TestAgency, vct: string): void;
  /** Sets the agency's name for display. */
  nameAgency(agency: TestAgency, vct: string, names: { readonly ko?: string; readonly en?: string }): void;
  /**
   * Assigns a certificate (SHA-256, 0x-hex, 32 bytes) to an agency: the type's credentials under it are then the
   * agency's. Undefined releases it.
   */
  assignAnchor(vct: string, anchor: string, agency: TestAgency | undefined): void;
  withdraw(agency: TestAgency, vct: string): void;
  /** Ends an accreditation in the regular way. */
  end(agency: TestAgency, vct: string): void;
  setStatus(agency: TestAgency, status: { list: number; index: number }, value: keyof typeof STATUSES): void;
  openList(agency: TestAgency, list: number, capacity: number): void;
  /** Registers a larger key, or a certificate anchor, by its SHA-256: see {@link HashedKey}. */
  registerByHash(agency: TestAgency, key: HashedKey): void;
  /** @param thumbprint The key or anchor, 0x-hex. Default: the agency's own key. */
  retireKey(agency: TestAgency, thumbprint?: string): void;
  /** @param since Seconds since 1970. Default: now. */
  compromiseKey(agency: TestAgency, since?: number, thumbprint?: string): void;
  deactivate(agency: TestAgency): void;
  /** Registers, for a year, what an agency may request from holders. */
  registerRelyingParty(agency: TestAgency, vct: string, claims: readonly ClaimPath[], purpose?: string): void;
  /** For a wallet. */
  readonly relyingParties: RelyingPartyReader;
}

/** @param options `time`: the start in seconds since 1970, default now. `chainId`: default 31337. */
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
    registerType: (vct, authority, { doctype, ...flags } = {}) =>
      book.write({
        kind: "TypeRegistered",
        typeId: keccak256(vct),
        authority: authority.identity,
        schemaHash: keccak256("{}"),
        ...(doctype !== undefined && { doctypeId: keccak256(doctype) }),
        flags: flagsByte(flags),
      }),
    retireType: (vct) => book.write({ kind: "TypeRetired", typeId: keccak256(vct), retired: book.now() }),
    accredit: (agency, vct, rights = {}) => book.accredit(agency, keccak256(vct), rights),
    suspend: (agency, vct) => book.suspend(agency, keccak256(vct)),
    reinstate: (agency, vct) => book.reinstate(agency, keccak256(vct)),
    nameAgency: (agency, vct, names) => book.name(agency, keccak256(vct), names),
    assignAnchor: (vct, anchor, agency) =>
      book.write({ kind: "AnchorAssigned", typeId: keccak256(vct), anchor, issuer: agency?.identity ?? ZERO_ADDRESS }),
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
