import { CURVE_OF, type CurveName } from "../../crypto/keys/curve.ts";
import { type NamedKey, namedKey } from "../../crypto/keys/jwk.ts";
import { algorithmName, anchorKindOf, curveOf } from "../../crypto/keys/key-algorithms.ts";
import { isDidimError } from "../../errors/error.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import type { KeyRecord } from "../../records/records.ts";
import { indeterminate, invalid, valid } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/**
 * Check 1, the issuer's signature, with the registered key whose thumbprint the credential names. The verifier computes
 * the thumbprint (RFC 7638) itself, so a source of facts cannot substitute another key. A certificate anchor cannot
 * sign credentials. If the key's algorithm is unknown, the check is inconclusive.
 */
export function judgeSignature(credential: PresentedCredential, key: KeyRecord | undefined): Finding {
  if (key === undefined) return indeterminate("signature.no-key", { thumbprint: credential.keyThumbprint });
  const { algorithm } = credential;
  const { algorithm: number } = key;
  if (anchorKindOf(number) !== undefined)
    return invalid("signature.not-a-key", { number, name: algorithmName(number) });
  const curve = curveOf(number);
  if (curve === undefined || !("publicKey" in key)) return indeterminate("signature.unknown-algorithm", { number });
  if (CURVE_OF[algorithm] !== curve) return invalid("signature.wrong-key-type", { algorithm, curve });
  const registered = publicKeyOf(key.publicKey, curve);
  if (registered?.thumbprint !== credential.keyThumbprint) {
    return indeterminate("signature.other-key", { thumbprint: credential.keyThumbprint, publicKey: key.publicKey });
  }
  const genuine = credential.verifyIssuerSignature(registered.jwk);
  return genuine ? valid("signature.genuine", { algorithm }) : invalid("signature.forged", { algorithm });
}

/** Undefined if the bytes are not a point of the curve. */
function publicKeyOf(publicKey: string, curve: CurveName): NamedKey | undefined {
  try {
    return namedKey(publicKey, curve);
  } catch (error) {
    if (isDidimError(error, "crypto.jwk")) return undefined;
    throw error;
  }
}
