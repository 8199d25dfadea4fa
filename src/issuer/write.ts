import type { Signer } from "../crypto/keys.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import { formatOf } from "../formats/index.ts";
import { issueSdJwtVc, type SdJwtVcIssuance } from "../formats/sd-jwt-vc/issue.ts";
import { issueVcJwt } from "../formats/vc-jwt/issue.ts";

export type IssuedFormat = "dc+sd-jwt" | "vc+jwt";

/**
 * Writes and signs a credential, and checks the signature before anybody relies on it: a remote signer may hold another key than it
 * says. Throws `issuer.signing-failed`, `issuer.not-selective`, and `format.*` for claims that no credential may have.
 */
export async function write(format: IssuedFormat, issuance: SdJwtVcIssuance): Promise<string> {
  const credential = await sign(format, issuance);
  const [parsed] = formatOf(credential).parse(credential);
  if (parsed?.verifyIssuerSignature(issuance.signer.publicJwk) === true) return credential;
  throw signingFailed(issuance, "its signature is not that of its public key");
}

async function sign(format: IssuedFormat, issuance: SdJwtVcIssuance): Promise<string> {
  const { disclosable, ...whole } = issuance;
  if (format === "vc+jwt" && disclosable !== undefined) {
    throw new DidimError(
      "issuer.not-selective",
      "A vc+jwt is shown whole, always. Issue dc+sd-jwt for claims that can be withheld.",
      {
        type: issuance.vct,
      },
    );
  }
  try {
    return await (format === "vc+jwt" ? issueVcJwt(whole) : issueSdJwtVc(issuance));
  } catch (cause) {
    if (isDidimError(cause)) throw cause;
    throw signingFailed(issuance, "it did not answer", cause);
  }
}

function signingFailed(
  { vct, status }: { vct: string; signer: Signer; status?: SdJwtVcIssuance["status"] },
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
