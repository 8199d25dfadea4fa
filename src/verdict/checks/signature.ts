import { decompressPoint } from "../../crypto/jwk.ts";
import type { KeyRecord } from "../../facts/facts.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import { bad, good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";

const CURVE_OF = { ES256: "P-256", ES256K: "secp256k1" } as const;

/** Check 1, the issuer's signature, with the key that the registry knows under the thumbprint that the credential names. */
export async function judgeSignature(credential: PresentedCredential, key: KeyRecord | undefined): Promise<Finding> {
  if (key === undefined) return unknown("signature.no-key", { thumbprint: credential.keyThumbprint });
  const { algorithm } = credential;
  if (CURVE_OF[algorithm] !== key.curve) return bad("signature.wrong-key-type", { algorithm, curve: key.curve });
  const genuine = await credential.verifyIssuerSignature(decompressPoint(key.publicKey, key.curve));
  return genuine ? good("signature.genuine", { algorithm }) : bad("signature.forged", { algorithm });
}
