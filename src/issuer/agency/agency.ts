import type { Facts } from "../../facts/facts.ts";
import { createRpcFacts } from "../../facts/rpc/rpc.ts";
import { actingIdentity } from "../../registry/identities.ts";
import type { Registry } from "../../registry/open.ts";
import type { AccreditationChanged } from "../../registry/sending/accreditation.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";
import { type ApplyOptions, apply, cancelApplication, endAccreditation } from "./application.ts";
import {
  addCertificate,
  type CertificateChanged,
  declareCertificateStolen,
  type NewCertificateOptions,
  retireCertificate,
} from "./certificates.ts";
import { didOf, type NamedKey, type NewKey, type Owner } from "./key-records.ts";
import {
  addKey,
  addKeyByHash,
  declareKeyStolen,
  type KeyByHashOptions,
  type KeyChanged,
  type KeyRotated,
  type NewKeyOptions,
  type RotateKeyOptions,
  retireKey,
  rotateKey,
} from "./keys.ts";
import { extendList, type ListChanged, type OpenListOptions, openList, setOperator } from "./lists.ts";
import type { NamedStatuses } from "./places.ts";
import { type RecovererChanged, setRecovery } from "./recovery.ts";
import { changeStatuses, readStatuses, type StatusesChanged, type StatusOf } from "./statuses.ts";

export interface AgencyOptions {
  /** The registries, with the account that acts: the controller of the agency's DID, or an operator of its lists. */
  readonly registry: Registry;
  /** The agency's DID. Default: that of the account. */
  readonly did?: string;
  /** Where credentials are checked that name a status. Default: the registry's node. */
  readonly facts?: Facts;
}

/** The identity's control changed, or ended. */
export interface ControlChanged {
  readonly did: string;
  readonly receipt: Receipt;
}

/**
 * An agency, in what it writes to the registries: its DID and keys, its applications, its status lists, and the status of
 * each credential. {@link Issuer} issues the credentials, without a transaction.
 *
 * Every method is one decision: it checks first what can be checked, sends, waits until it is in a block, and answers with
 * what was done and the receipt. Throws `registry.*` for what the registries refuse or do not answer, `facts.*` for a node
 * that is not to be relied on, and what the method names. After a failure that leaves open what became of the transaction
 * (`registry.timeout`), call again: with an outbox that is kept, nothing is sent twice.
 */
export class Agency {
  readonly did: string;
  readonly #owner: Owner;
  readonly #facts: Facts;

  constructor({ registry, did, facts }: AgencyOptions) {
    this.#owner = { registry, identity: actingIdentity(registry, did) };
    this.did = didOf(this.#owner);
    this.#facts = facts ?? createRpcFacts({ registry });
  }

  /**
   * Registers the agency's DID with the first key that signs its credentials. A DID needs no other registration: whoever
   * has the account has its DID.
   */
  register({ signingKey, until }: { readonly signingKey: NewKey; readonly until?: number }): Promise<KeyChanged> {
    return this.addKey({ key: signingKey, ...(until !== undefined && { until }) });
  }

  /** Lets another key sign, too, from now on. A key can be registered only once: `registry.DIDKeyKnown`. */
  addKey(options: NewKeyOptions): Promise<KeyChanged> {
    return addKey(this.#owner, options);
  }

  /** {@link addKey}, for a key of which the registry stores the hash only. */
  addKeyByHash(options: KeyByHashOptions): Promise<KeyChanged> {
    return addKeyByHash(this.#owner, options);
  }

  /** Ends a key. What it signed stays valid. Throws `did.other-kind` for a certificate, `did.other-owner`, `did.key-id`. */
  retireKey(key: NamedKey): Promise<KeyChanged> {
    return retireKey(this.#owner, key);
  }

  /**
   * Replaces a key: adds `to`, and retires `from`, in one transaction. So after an interruption both was done, or nothing;
   * a repeated call does nothing that was done. What `from` signed stays valid. Sign with `to` from now on: whatever `from`
   * signs later is not valid. If several machines sign, use {@link addKey}, change them over, and then {@link retireKey}.
   *
   * Throws `registry.DIDKeyUnknown` if `from` was never registered, and `registry.DIDKeyKnown` if `to` is the same key, or
   * has ended before.
   */
  rotateKey(options: RotateKeyOptions): Promise<KeyRotated> {
    return rotateKey(this.#owner, options);
  }

  /**
   * Declares that somebody else has had a key since a time, by default since it began. It ends now, and no credential that
   * it signed is valid any more, but for what is proved to be older than the theft.
   *
   * @param since Seconds since 1970.
   */
  declareKeyStolen(key: NamedKey, { since }: { readonly since?: number } = {}): Promise<KeyChanged> {
    return declareKeyStolen(this.#owner, key, since);
  }

  /** Lets a foreign issuer's certificate stand for the agency; its accreditor then assigns it to a type. */
  addCertificate(options: NewCertificateOptions): Promise<CertificateChanged> {
    return addCertificate(this.#owner, options);
  }

  /** @param sha256 Of the certificate's DER, 0x-hex. Throws `did.other-kind` for a key. */
  retireCertificate(sha256: string): Promise<CertificateChanged> {
    return retireCertificate(this.#owner, sha256);
  }

  /** {@link declareKeyStolen}, for a certificate's key. */
  declareCertificateStolen(sha256: string, { since }: { readonly since?: number } = {}): Promise<CertificateChanged> {
    return declareCertificateStolen(this.#owner, sha256, since);
  }

  /**
   * Applies for the right to issue a type, or to accredit others for it. Throws `issuer.applied-already` if an application
   * is open, and `registry.AccreditationInForce` if the agency is accredited already, or suspended.
   */
  apply(options: ApplyOptions): Promise<AccreditationChanged> {
    return apply(this.#owner, options);
  }

  /** Takes an application back before it is decided. */
  cancelApplication({ type }: { readonly type: string }): Promise<AccreditationChanged> {
    return cancelApplication(this.#owner, type);
  }

  /** Ends the agency's own accreditation in good order: what it issued before stays valid. */
  end({ type }: { readonly type: string }): Promise<AccreditationChanged> {
    return endAccreditation(this.#owner, type);
  }

  /** Opens a status list. Throws `registry.StatusListOpen`, `registry.StatusBadCapacity`. */
  openList(options: OpenListOptions): Promise<ListChanged> {
    return openList(this.#owner, options);
  }

  /** Gives an open list a greater capacity. */
  extendList(options: Pick<OpenListOptions, "list" | "capacity">): Promise<ListChanged> {
    return extendList(this.#owner, options);
  }

  /** Names the account that may suspend and reinstate in a list; null: nobody but the agency. */
  setOperator({ list, operator }: { readonly list: number; readonly operator: string | null }): Promise<ListChanged> {
    return setOperator(this.#owner, list, operator);
  }

  /**
   * Revokes credentials, for good. Credentials are verified first ({@link readIssued}); what is revoked already is left as
   * it is. Throws `issuer.status-places`, `issuer.not-genuine`, `issuer.other-issuer`, `issuer.no-status`,
   * `registry.StatusListUnopened`, `registry.StatusOutOfRange`.
   */
  revoke(named: NamedStatuses): Promise<StatusesChanged> {
    return changeStatuses(this.#owner, named, "revoked", this.#facts);
  }

  /** {@link revoke}, until it is lifted. Throws `registry.StatusFinal` if one is revoked. */
  suspend(named: NamedStatuses): Promise<StatusesChanged> {
    return changeStatuses(this.#owner, named, "suspended", this.#facts);
  }

  /** Lifts suspensions. Throws as {@link suspend} does. */
  reinstate(named: NamedStatuses): Promise<StatusesChanged> {
    return changeStatuses(this.#owner, named, "reinstated", this.#facts);
  }

  /** What {@link revoke} and the others would change: the present statuses, without a transaction. */
  statusesOf(named: NamedStatuses): Promise<readonly StatusOf[]> {
    return readStatuses(this.#owner, named, this.#facts);
  }

  /**
   * Gives the DID to another account, for good: only that account can give it back. Its signing keys stay, unless they end
   * with it.
   *
   * @param options `to`: the address of an account or a contract. `endKeys`: whether all keys and certificates are retired.
   */
  async handOver({
    to,
    endKeys = false,
  }: {
    readonly to: string;
    readonly endKeys?: boolean;
  }): Promise<ControlChanged> {
    const { registry, identity } = this.#owner;
    const { dids } = registry;
    const receipt = await (endKeys ? dids.changeOwnerEndingKeys(identity, to) : dids.changeOwner(identity, to));
    return { did: this.did, receipt };
  }

  /**
   * Names the account that may replace the controller with 7 days' notice, in case it is lost or stolen; null: nobody. The
   * first one holds at once, another one in 7 days.
   */
  setRecovery({ recoverer }: { readonly recoverer: string | null }): Promise<RecovererChanged> {
    return setRecovery(this.#owner, recoverer);
  }

  /** Ends the DID, for good. What it issued is no longer valid, nor what the agencies issued that it accredited. */
  async deactivate(): Promise<ControlChanged> {
    const { registry, identity } = this.#owner;
    return { did: this.did, receipt: await registry.dids.deactivate(identity) };
  }
}

/** See {@link Agency}. Throws `registry.no-signer` if no DID is given and no account acts, and `did.*`. */
export function createAgency(options: AgencyOptions): Agency {
  return new Agency(options);
}
