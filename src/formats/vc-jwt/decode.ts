import type { Encoded, HolderProof, PresentedCredential } from "../format.ts";
import { type Jws, parseJws, verifyJws } from "../jose/jws.ts";
import { keyThumbprint } from "../jose/registered.ts";
import { checkText } from "../limits.ts";
import { readCredential } from "./document.ts";
import { enveloped, holderProofs } from "./presentation.ts";

export const CREDENTIAL_TYP = "vc+jwt";
export const PRESENTATION_TYP = "vp+jwt";

export function decodeVcJwt(encoded: Encoded): PresentedCredential[] {
  checkText(encoded);
  const jws = parseJws(encoded, CREDENTIAL_TYP, PRESENTATION_TYP);
  if (jws.header.typ === CREDENTIAL_TYP) return [presented(jws)];
  const proofs = holderProofs(jws);
  return enveloped(jws.payload).map((text) => presented(parseJws(text, CREDENTIAL_TYP), proofs));
}

/** A credential outside any presentation. */
export function decodeBare(encoded: Encoded): PresentedCredential {
  checkText(encoded);
  return presented(parseJws(encoded, CREDENTIAL_TYP));
}

function presented(jws: Jws, proofs?: ReturnType<typeof holderProofs>): PresentedCredential {
  const { issuer, type, issuedAt, notBefore, expires, status, holderKey, claims } = readCredential(jws.payload);
  const holderProof: HolderProof | undefined = holderKey && proofs?.(holderKey);
  return {
    format: CREDENTIAL_TYP,
    issuer,
    keyThumbprint: keyThumbprint(jws.header, issuer),
    algorithm: jws.algorithm,
    type,
    issuedAt,
    ...(notBefore !== undefined && { notBefore }),
    ...(expires !== undefined && { expires }),
    ...(status && { status }),
    claims,
    ...(holderKey && { holderKey }),
    ...(holderProof && { holderProof }),
    signed: jws.signingInput,
    verifyIssuerSignature: (key) => verifyJws(jws, key),
  };
}
