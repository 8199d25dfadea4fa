import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { type AccreditationChanged, changeAccreditation } from "../registry/sending/accreditation.ts";
import type { Receipt } from "../registry/sending/receipt.ts";
import { type AccreditOptions, type AgencyNames, accredit, nameAgency } from "./accredit.ts";
import { type AnnulOptions, annul, type EpochsAnnulled } from "./annul.ts";
import { assignCertificate, type CertificateAssigned, releaseCertificate } from "./certificates.ts";
import { type Reinstated, reinstate } from "./reinstate.ts";

/** An agency, and the type of credential for which something is decided about it. */
export interface AgencyAndType {
  /** The agency's DID. */
  readonly agency: string;
  /** The type's `vct`. */
  readonly type: string;
}

/**
 * Whoever decides about the agencies that issue a type: their accreditor, or the type's authority, which may all that an
 * accreditor may. The registry's account must act for it.
 *
 * Every method is one decision, answered when it is in a block: with what was decided and the receipt. Throws `registry.*`
 * for what the registries refuse, `facts.*` for a node that is not to be relied on, and `did.*` for a DID that is none.
 */
export class Accreditor {
  readonly #registry: Registry;

  constructor({ registry }: { readonly registry: Registry }) {
    this.#registry = registry;
  }

  /**
   * Grants an application, at most as it was made. The names, if any, take a second transaction: if only that one fails,
   * repeat it by {@link nameAgency}. Throws `registry.AccreditationTextLength` for a name that is too long, before
   * anything is sent.
   */
  accredit(options: AccreditOptions): Promise<AccreditationChanged & { readonly named?: Receipt }> {
    return accredit(this.#registry, options);
  }

  /** @param options `note`: a public reason of at most 256 bytes. */
  decline({ agency, type, note = "" }: AgencyAndType & { readonly note?: string }): Promise<AccreditationChanged> {
    const { accreditations } = this.#registry;
    return this.#change({ agency, type }, (issuer, typeId) => accreditations.decline(issuer, typeId, note));
  }

  /** Sets the agency's names that people see, both at once: one that is not given becomes empty. */
  nameAgency(options: AgencyAndType & { readonly names: AgencyNames }): Promise<AccreditationChanged> {
    return nameAgency(this.#registry, options);
  }

  /** Suspends an agency and all below it, also after it has resigned. What it issued is not valid meanwhile. */
  suspend(of: AgencyAndType): Promise<AccreditationChanged> {
    const { accreditations } = this.#registry;
    return this.#change(of, (issuer, typeId) => accreditations.suspend(issuer, typeId));
  }

  /**
   * Lifts a suspension. The agency goes on with the rights that it had, unless its accreditation had ended before, or hung
   * on one that was withdrawn since: then `accredited` is false, and only what it issued before counts again.
   *
   * @param options `until`: the first second, since 1970, at which the accreditation ends. Default: no end.
   */
  reinstate(options: AgencyAndType & { readonly until?: number }): Promise<Reinstated> {
    return reinstate(this.#registry, options);
  }

  /** Withdraws an accreditation, for good: what was issued under it is no longer valid. */
  withdraw(of: AgencyAndType): Promise<AccreditationChanged> {
    const { accreditations } = this.#registry;
    return this.#change(of, (issuer, typeId) => accreditations.withdraw(issuer, typeId));
  }

  /** Ends an accreditation in good order: what was issued before stays valid. */
  end(of: AgencyAndType): Promise<AccreditationChanged> {
    const { accreditations } = this.#registry;
    return this.#change(of, (issuer, typeId) => accreditations.end(issuer, typeId));
  }

  /**
   * For the authority that succeeds a stolen one: annuls accreditations of an agency that began since the theft, newest
   * first, one transaction each. After an interruption, a repeated call does the rest. If none can be annulled, throws the
   * registry's reason: `registry.AccreditationNotAnnullable`, `registry.AccreditationReasonSet`, and others.
   */
  annul(options: AnnulOptions): Promise<EpochsAnnulled> {
    return annul(this.#registry, options);
  }

  /** Assigns the type's credentials under a certificate to an agency, whose credentials name no DID. */
  assignCertificate(options: AgencyAndType & { readonly sha256: string }): Promise<CertificateAssigned> {
    return assignCertificate(this.#registry, options);
  }

  /** Ends such an assignment; only then can another agency get the certificate. */
  releaseCertificate(options: { readonly type: string; readonly sha256: string }): Promise<CertificateAssigned> {
    return releaseCertificate(this.#registry, options);
  }

  async #change(
    { agency, type }: AgencyAndType,
    send: (issuer: string, typeId: string) => Promise<Receipt>,
  ): Promise<AccreditationChanged> {
    const issuer = identityIn(this.#registry, agency);
    return changeAccreditation(this.#registry, issuer, type, (typeId) => send(issuer, typeId));
  }
}

/** See {@link Accreditor}. */
export function createAccreditor(options: { readonly registry: Registry }): Accreditor {
  return new Accreditor(options);
}
