import { encodeDidJwk } from "../../../src/crypto/keys/did-jwk.ts";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import type { Signer } from "../../../src/crypto/keys/keys.ts";
import type { PresentedCredential } from "../../../src/formats/format.ts";
import { signJws } from "../../../src/formats/jose/jws.ts";
import { vcJwt } from "../../../src/formats/vc-jwt/format.ts";
import { issueVcJwt, type VcJwtIssuance } from "../issuing.ts";
import { presentVcJwt, type VcJwtPresentation } from "../presenting.ts";
import { AUDIENCE, agency, CLAIMS, ISSUED, ISSUER, NONCE, saerom, VCT } from "../sd-jwt-vc/fixture.ts";

export const CONTEXT = "https://www.w3.org/ns/credentials/v2";

export function issue(changes: Partial<VcJwtIssuance> = {}): Promise<string> {
  return issueVcJwt({
    signer: agency,
    issuer: ISSUER,
    vct: VCT,
    claims: CLAIMS,
    holderKey: saerom.publicJwk,
    issuedAt: ISSUED,
    expires: ISSUED + 86_400,
    status: { list: 3, index: 4711 },
    ...changes,
  });
}

export async function present(changes: Partial<VcJwtPresentation> = {}): Promise<string> {
  return presentVcJwt({
    credentials: changes.credentials ?? [await issue()],
    holder: saerom,
    audience: AUDIENCE,
    nonce: NONCE,
    issuedAt: ISSUED + 60,
    ...changes,
  });
}

export function parse(presentation: string): PresentedCredential {
  const [credential] = vcJwt.decode(presentation);
  if (credential === undefined) throw new Error("nothing presented");
  return credential;
}

/** Signs, with the issuer's key, what the issuer's own code would refuse. */
export function forge(changes: Record<string, unknown> = {}, header: object = {}): Promise<string> {
  const document = {
    "@context": [CONTEXT],
    type: ["VerifiableCredential"],
    issuer: ISSUER,
    credentialSchema: { id: VCT, type: "JsonSchema" },
    credentialSubject: { id: encodeDidJwk(saerom.publicJwk), name: "정새롬" },
    iss: ISSUER,
    iat: ISSUED,
    ...changes,
  };
  return signJws(agency, { typ: "vc+jwt", kid: `${ISSUER}#${thumbprint(agency.publicJwk)}`, ...header }, document);
}

/** {@link forge} for a presentation, with the holder's key or another. */
export async function forgePresentation(
  changes: Record<string, unknown> = {},
  header: object = {},
  holder: Signer = saerom,
): Promise<string> {
  const document = {
    "@context": [CONTEXT],
    type: ["VerifiablePresentation"],
    verifiableCredential: [{ id: `data:application/vc+jwt,${await issue()}`, type: "EnvelopedVerifiableCredential" }],
    aud: AUDIENCE,
    nonce: NONCE,
    iat: ISSUED,
    ...changes,
  };
  return signJws(holder, { typ: "vp+jwt", ...header }, document);
}
