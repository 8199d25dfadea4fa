import type { Format, HolderProof, PresentedCredential } from "../format.ts";
import { type Jws, parseJws, verifyJws } from "../jws.ts";
import { checkSize } from "../limits.ts";
import { keyThumbprint } from "../registered.ts";
import { readCredential } from "./document.ts";
import { enveloped, holderProofs } from "./presentation.ts";

export const CREDENTIAL_TYP = "vc+jwt";
export const PRESENTATION_TYP = "vp+jwt";

/** VCDM 2.0 secured by VC-JOSE-COSE: a presentation (vp+jwt) of credentials (vc+jwt), or one bare credential. */
export const vcJwt: Format = {
  id: CREDENTIAL_TYP,
  // A JSON object in base64url begins with "ey" or, with white space after its brace, "ew"; a tilde makes it an SD-JWT.
  recognises: (presentation) => /^e[yw]/.test(presentation) && !presentation.includes("~"),
  parse(presentation) {
    checkSize(presentation);
    const jws = parseJws(presentation, CREDENTIAL_TYP, PRESENTATION_TYP);
    if (jws.header.typ === CREDENTIAL_TYP) return [presented(jws)];
    const proofs = holderProofs(jws);
    return enveloped(jws.payload).map((text) => presented(parseJws(text, CREDENTIAL_TYP), proofs));
  },
};

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
    verifyIssuerSignature: (key) => verifyJws(jws, key),
  };
}
