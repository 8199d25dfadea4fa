import { formatDid } from "../did/did.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { ofType } from "../registry/sending/of-type.ts";
import type { Receipt } from "../registry/sending/receipt.ts";

/** Whose credentials of a type are signed under a certificate. */
export interface CertificateAssigned {
  readonly type: string;
  /** SHA-256 of its DER, 0x-hex. */
  readonly sha256: string;
  /** The agency's DID; absent: nobody's any more. */
  readonly agency?: string;
  readonly receipt: Receipt;
}

export async function assignCertificate(
  registry: Registry,
  { agency, type, sha256 }: { readonly agency: string; readonly type: string; readonly sha256: string },
): Promise<CertificateAssigned> {
  const issuer = identityIn(registry, agency);
  return ofType(type, async (typeId) => {
    const receipt = await registry.accreditations.assignAnchor(issuer, typeId, sha256);
    return { type, sha256, agency: formatDid(registry.chainId, issuer), receipt };
  });
}

export function releaseCertificate(
  registry: Registry,
  { type, sha256 }: { readonly type: string; readonly sha256: string },
): Promise<CertificateAssigned> {
  return ofType(type, async (typeId) => ({
    type,
    sha256,
    receipt: await registry.accreditations.releaseAnchor(typeId, sha256),
  }));
}
