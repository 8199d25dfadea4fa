import { type AnchorKind, numberOfAnchor } from "../../crypto/keys/key-algorithms.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";
import { checkKind, compromise, didOf, type Owner, validityOf } from "./key-records.ts";

/** A change of one certificate, with which a foreign issuer signs credentials. */
export interface CertificateChanged {
  readonly did: string;
  /** SHA-256 of its DER, 0x-hex. */
  readonly sha256: string;
  readonly receipt: Receipt;
}

export interface NewCertificateOptions {
  /** A root vouches for every certificate below it; the other kind for itself alone. */
  readonly kind: AnchorKind;
  /** SHA-256 of its DER, 0x-hex. */
  readonly sha256: string;
  /** The first second, since 1970, at which it no longer holds. Default: no end. */
  readonly until?: number;
}

export async function addCertificate(
  owner: Owner,
  { kind, sha256, until }: NewCertificateOptions,
): Promise<CertificateChanged> {
  const { registry, identity } = owner;
  const validity = await validityOf(owner, until);
  return {
    did: didOf(owner),
    sha256,
    receipt: await registry.dids.registerByHash(identity, numberOfAnchor(kind), sha256, sha256, validity),
  };
}

export async function retireCertificate(owner: Owner, sha256: string): Promise<CertificateChanged> {
  await checkKind(owner, sha256, "certificate");
  return { did: didOf(owner), sha256, receipt: await owner.registry.dids.retireKey(owner.identity, sha256) };
}

export async function declareCertificateStolen(
  owner: Owner,
  sha256: string,
  since?: number,
): Promise<CertificateChanged> {
  await checkKind(owner, sha256, "certificate");
  return { did: didOf(owner), sha256, receipt: await compromise(owner, sha256, since) };
}
