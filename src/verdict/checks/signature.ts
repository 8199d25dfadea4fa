import { CURVE_OF, type CurveName } from "../../crypto/curve.ts";
import { type NamedKey, namedKey } from "../../crypto/jwk.ts";
import { algorithmName, anchorKindOf, curveOf } from "../../crypto/key-algorithms.ts";
import { isDidimError } from "../../errors/error.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import type { KeyRecord } from "../../records/records.ts";
import { bad, good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/**
 * Check 1, the issuer's signature, with the key that the registry knows under the thumbprint that the credential names.
 * That it is this key is for the verifier to see, not for the source of facts to say: the thumbprint is the key's own
 * (RFC 7638). A certificate anchor signs no credential itself; and by a key of an algorithm that the verifier does not
 * know, it cannot tell.
 */
export function judgeSignature(credential: PresentedCredential, key: KeyRecord | undefined): Finding {
  if (key === undefined) return unknown("signature.no-key", { thumbprint: credential.keyThumbprint });
  const { algorithm } = credential;
  const { algorithm: number } = key;
  if (anchorKindOf(number) !== undefined) return bad("signature.not-a-key", { number, name: algorithmName(number) });
  const curve = curveOf(number);
  if (curve === undefined || !("publicKey" in key)) return unknown("signature.unknown-algorithm", { number });
  if (CURVE_OF[algorithm] !== curve) return bad("signature.wrong-key-type", { algorithm, curve });
  const registered = publicKeyOf(key.publicKey, curve);
  if (registered?.thumbprint !== credential.keyThumbprint) {
    return unknown("signature.other-key", { thumbprint: credential.keyThumbprint, publicKey: key.publicKey });
  }
  const genuine = credential.verifyIssuerSignature(registered.jwk);
  return genuine ? good("signature.genuine", { algorithm }) : bad("signature.forged", { algorithm });
}

/** Undefined if the bytes are no point of their curve. */
function publicKeyOf(publicKey: string, curve: CurveName): NamedKey | undefined {
  try {
    return namedKey(publicKey, curve);
  } catch (error) {
    if (isDidimError(error, "crypto.jwk")) return undefined;
    throw error;
  }
}
