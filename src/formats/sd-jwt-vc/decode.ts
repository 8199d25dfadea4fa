import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import type { Encoded, PresentedCredential } from "../format.ts";
import { verifyJws } from "../jose/jws.ts";
import {
  claimsBeside,
  confirmationKey,
  issuerDid,
  keyThumbprint,
  listNumber,
  requiredText,
  requiredTime,
  uint32,
  validity,
} from "../jose/registered.ts";
import { SD_JWT_VC_MEMBERS } from "../names.ts";
import { refusal } from "../refusal.ts";
import { holderProof } from "./key-binding.ts";
import { parseSdJwt, type SdJwt } from "./sd-jwt.ts";

export const TYP = "dc+sd-jwt";

export function decodeSdJwtVc(encoded: Encoded): PresentedCredential {
  return presented(parseSdJwtVc(encoded));
}

/** Decodes an SD-JWT, and refuses one whose disclosures contain a registered claim. */
export function parseSdJwtVc(encoded: Encoded): SdJwt {
  const sdJwt = parseSdJwt(encoded, TYP);
  for (const { place } of sdJwt.placed) {
    if (!SD_JWT_VC_MEMBERS.has(String(place[0]))) continue;
    throw refusal("format.claim-not-disclosable", "A claim that must always be in the open comes as a disclosure.", {
      claim: place[0],
    });
  }
  return sdJwt;
}

function presented(sdJwt: SdJwt): PresentedCredential {
  const { jws, claims: all, keyBinding } = sdJwt;
  const issuer = issuerDid(all);
  const status = statusReference(all);
  const holderKey = confirmationKey(all);
  if (keyBinding !== undefined && holderKey === undefined) {
    throw refusal("format.holder-key", "A key-binding JWT comes with a credential that names no holder's key.");
  }
  return {
    format: TYP,
    issuer,
    keyThumbprint: keyThumbprint(jws.header, issuer),
    algorithm: jws.algorithm,
    type: requiredText(all, "vct"),
    issuedAt: requiredTime(all, "iat"),
    ...validity(all),
    ...(status && { status }),
    ...(holderKey && { holderKey }),
    claims: claimsOf(all),
    signed: jws.signingInput,
    verifyIssuerSignature: (key) => verifyJws(jws, key),
    ...(keyBinding && holderKey ? { holderProof: holderProof(keyBinding, holderKey) } : {}),
  };
}

/** The claims except the registered ones. */
export function claimsOf(all: JsonObject): JsonObject {
  return claimsBeside(SD_JWT_VC_MEMBERS, all);
}

/** Token Status List §6. No other status mechanism is supported. */
function statusReference({ status }: JsonObject): PresentedCredential["status"] {
  if (status === undefined) return undefined;
  if (!isObject(status)) throw refusal("format.status", "status is not an object.");
  const { status_list: reference } = status;
  if (reference === undefined)
    throw refusal("format.status-unsupported", "The credential's status is kept in a way that isn't a status list.");
  if (!isObject(reference)) throw refusal("format.status", "status_list is not an object.");
  return { list: listNumber(reference.uri), index: uint32(reference.idx, "idx is not a uint32") };
}
