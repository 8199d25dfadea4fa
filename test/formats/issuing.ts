import type { JsonObject } from "../../src/crypto/encodings/json.ts";
import type { Format } from "../../src/formats/format.ts";
import { claimsIn, claimsText, type Issuance } from "../../src/formats/issuance.ts";
import { type SdJwtVcIssuance as SdJwtVc, issueSdJwtVc as writeSdJwtVc } from "../../src/formats/sd-jwt-vc/issue.ts";
import { type VcJwtIssuance as VcJwt, issueVcJwt as writeVcJwt } from "../../src/formats/vc-jwt/issue.ts";

/** Credentials as most tests ask for them: of any claims, and the text alone. */
type OfAnyClaims<T extends Issuance> = Omit<T, "claims"> & { readonly claims: JsonObject };

export type SdJwtVcIssuance = OfAnyClaims<SdJwtVc>;
export type VcJwtIssuance = OfAnyClaims<VcJwt>;

export async function issueSdJwtVc(issuance: SdJwtVcIssuance): Promise<string> {
  return (await writeSdJwtVc(through(issuance))).credential;
}

export async function issueVcJwt(issuance: VcJwtIssuance): Promise<string> {
  return (await writeVcJwt(through(issuance))).credential;
}

export async function issueIn(format: Format, issuance: OfAnyClaims<Issuance>): Promise<string> {
  return (await format.issue(through(issuance))).credential;
}

function through<T extends { readonly claims: JsonObject }>(issuance: T) {
  return { ...issuance, claims: claimsIn(claimsText(issuance.claims)) };
}
