import type { JsonObject } from "../../crypto/json.ts";
import { publicJwk } from "../../crypto/jwk.ts";
import type { Written } from "../format.ts";
import { type Issuance, keyId, statusListUri } from "../issuance.ts";
import { signJws } from "../jws.ts";
import { names, requirePaths, stepsOf } from "../paths.ts";
import { refusal } from "../refusal.ts";
import { defined } from "../registered.ts";
import { type Concealed, conceal, type Random, systemRandom } from "./conceal.ts";
import { decodeSdJwtVc, REGISTERED, TYP } from "./decode.ts";

export interface SdJwtVcIssuance extends Issuance {
  /** Decoy digests beside the real ones, in each object that has some. None by default. */
  readonly decoys?: number;
  readonly random?: Random;
}

/**
 * Issues an SD-JWT VC: `<JWT>~<disclosure>~…~`, for the holder alone. What the parser would refuse is never handed out.
 * If all is disclosable: each claim, each member inside it and each array element on its own.
 */
export async function issueSdJwtVc(issuance: SdJwtVcIssuance): Promise<Written> {
  const { claims: open, disclosures } = concealed(issuance);
  // RFC 9901 §4.1.1: sha-256 is what holds without `_sd_alg`; it is written all the same, as its examples do.
  const payload = { ...registered(issuance), ...open, _sd_alg: "sha-256" };
  const jwt = await signJws(issuance.signer, { typ: TYP, kid: keyId(issuance) }, payload);
  const credential = [jwt, ...disclosures, ""].join("~");
  return { credential, decoded: decodeSdJwtVc(credential) };
}

function concealed({ claims, disclosable = "all", decoys = 0, random = systemRandom }: SdJwtVcIssuance): Concealed {
  for (const name of Object.keys(claims)) {
    if (REGISTERED.has(name))
      throw refusal("format.claim-reserved", `${name} is not set through the claims.`, { name });
  }
  if (disclosable === "all") return conceal(claims, { isDisclosable: () => true, decoys, random });
  requirePaths(claims, disclosable);
  const patterns = disclosable.map(stepsOf);
  return conceal(claims, { isDisclosable: (place) => patterns.some((steps) => names(steps, place)), decoys, random });
}

function registered({ issuer, vct, issuedAt, notBefore, expires, holderKey, status }: Issuance): JsonObject {
  return defined({
    iss: issuer,
    iat: issuedAt,
    nbf: notBefore,
    exp: expires,
    vct,
    cnf: holderKey && { jwk: publicJwk(holderKey) },
    status: status && { status_list: { idx: status.index, uri: statusListUri(issuer, status) } },
  });
}
