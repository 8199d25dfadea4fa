import type { Signer } from "../crypto/keys/keys.ts";
import { isInMemory } from "../crypto/signatures/signer.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { Format, Written } from "../formats/format.ts";
import type { Issuance } from "../formats/issuance.ts";

/** Signers in memory whose first signature was verified. FIPS 140-3 asks for this pairwise test once per key pair. */
const tried = new WeakSet<Signer>();

/**
 * Encodes and signs a credential and verifies its signature, because a remote signer may have another key than it
 * claims. Throws `issuer.signing-failed`, `issuer.not-selective`, and `format.*` for claims that no credential may
 * have.
 */
export async function write(format: Format, issuance: Issuance): Promise<string> {
  const { credential, decoded } = await sign(format, issuance);
  const { signer } = issuance;
  if (tried.has(signer)) return credential;
  if (decoded.verifyIssuerSignature(signer.publicJwk)) {
    if (isInMemory(signer)) tried.add(signer);
    return credential;
  }
  throw signingFailed(issuance, "its signature is not that of its public key");
}

async function sign(format: Format, issuance: Issuance): Promise<Written> {
  if (issuance.disclosable !== undefined) checkSelective(format, issuance.vct);
  try {
    return await format.issue(issuance);
  } catch (cause) {
    if (isDidimError(cause)) throw cause;
    throw signingFailed(issuance, "it did not answer", cause);
  }
}

/** Throws `issuer.not-selective` unless the format lets holders withhold claims. */
export function checkSelective({ id: format, selective }: Format, type: string): void {
  if (selective) return;
  throw new DidimError(
    "issuer.not-selective",
    `Everybody is shown every claim of a ${format}. Issue in a format of which claims can be withheld.`,
    { type, format },
  );
}

function signingFailed(
  { vct, status }: { vct: string; signer: Signer; status?: Issuance["status"] },
  why: string,
  cause?: unknown,
): DidimError {
  return new DidimError(
    "issuer.signing-failed",
    `The signer failed: ${why}. No credential was issued; its status index is used up, which harms nothing.`,
    { type: vct, why, ...status },
    { cause },
  );
}
