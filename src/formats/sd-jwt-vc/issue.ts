import type { JsonObject } from "../../crypto/encodings/json.ts";
import { publicJwk } from "../../crypto/keys/jwk.ts";
import type { Written } from "../format.ts";
import { type Issuance, keyId, statusListUri } from "../issuance.ts";
import { signJws } from "../jose/jws.ts";
import { defined } from "../jose/registered.ts";
import { checkSdJwtVcClaim } from "../names.ts";
import { positionsOf } from "../paths.ts";
import { type Concealed, conceal, type Random, systemRandom } from "./conceal.ts";
import { decodeSdJwtVc, TYP } from "./decode.ts";

export interface SdJwtVcIssuance extends Issuance {
  /** The number of decoy digests in each object that has digests. Default 0. */
  readonly decoys?: number;
  readonly random?: Random;
}

/**
 * Issues an SD-JWT VC, `<JWT>~<disclosure>~…~`, for the holder only. Never returns what the parser would refuse. With
 * `disclosable: "all"`, each claim, each member inside it and each array element is a disclosure of its own.
 */
export async function issueSdJwtVc(issuance: SdJwtVcIssuance): Promise<Written> {
  const { claims: open, disclosures } = concealed(issuance);
  // sha-256 is the default without `_sd_alg` (RFC 9901 §4.1.1). It is written anyway, as in the RFC's examples.
  const payload = { ...registered(issuance), ...open, _sd_alg: "sha-256" };
  const jwt = await signJws(issuance.signer, { typ: TYP, kid: keyId(issuance) }, payload);
  const credential = [jwt, ...disclosures, ""].join("~");
  return { credential, decoded: decodeSdJwtVc(credential) };
}

function concealed({ claims, disclosable = "all", decoys = 0, random = systemRandom }: SdJwtVcIssuance): Concealed {
  for (const name of Object.keys(claims)) checkSdJwtVcClaim(name);
  if (disclosable === "all") return conceal(claims, { isDisclosable: () => true, decoys, random });
  const named = new Set(positionsOf(claims, disclosable).map((position) => JSON.stringify(position)));
  return conceal(claims, { isDisclosable: (place) => named.has(JSON.stringify(place)), decoys, random });
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
