import { utf8ToBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import type { Signer } from "../../../src/crypto/keys/keys.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import type { PresentedCredential } from "../../../src/formats/format.ts";
import { signJws } from "../../../src/formats/jose/jws.ts";
import { sdJwtVc } from "../../../src/formats/sd-jwt-vc/format.ts";
import { issueSdJwtVc, type SdJwtVcIssuance } from "../issuing.ts";
import { plain, presentSdJwtVc, type SdJwtVcPresentation } from "../presenting.ts";

export const ISSUER = `did:ethr:0x7a69:0x${"ab".repeat(20)}`;
export const VCT = "https://didim.example/vct/civil-servant-id";
export const ISSUED = 1_790_000_000;
export const AUDIENCE = "https://gate.sejong.example";
export const NONCE = "n-0S6_WzA2Mj";
export const SESSION = plain(AUDIENCE, NONCE);

export const CLAIMS = {
  family_name: "정",
  given_name: "새롬",
  birth_date: "1999-03-02",
  address: { region: "세종", postal: "30103" },
  licence_classes: ["1-large", "2-ordinary", "motorcycle"],
  grade: 7,
  active: true,
} as const;

/** The agency and the holder of all tests in this folder. */
export const agency: Signer = generateSigner("ES256");
export const saerom: Signer = generateSigner("ES256");

export function issue(changes: Partial<SdJwtVcIssuance> = {}): Promise<string> {
  return issueSdJwtVc({
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

export async function present(changes: Partial<SdJwtVcPresentation> = {}): Promise<string> {
  return presentSdJwtVc({
    credential: changes.credential ?? (await issue()),
    disclose: ["given_name", ["address", "region"]],
    audience: AUDIENCE,
    nonce: NONCE,
    holder: saerom,
    issuedAt: ISSUED + 60,
    ...changes,
  });
}

export function parse(presentation: string): PresentedCredential {
  const [credential] = sdJwtVc.decode(presentation);
  if (credential === undefined) throw new Error("nothing presented");
  return credential;
}

/** Signs what the issuer's own code would refuse: any header and payload, with the given disclosures. */
export async function forge(
  changes: { header?: object; payload?: object; disclosures?: readonly string[]; after?: string } = {},
): Promise<string> {
  const header = { typ: "dc+sd-jwt", kid: `${ISSUER}#${thumbprint(agency.publicJwk)}`, ...changes.header };
  const payload = { iss: ISSUER, iat: ISSUED, vct: VCT, ...changes.payload };
  const jwt = await signJws(agency, header, payload);
  return [jwt, ...(changes.disclosures ?? []), changes.after ?? ""].join("~");
}

export function disclosure(...parts: readonly unknown[]): string {
  return utf8ToBase64url(JSON.stringify(parts));
}
