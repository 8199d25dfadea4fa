import type { Format, HolderProof, PresentedCredential } from "../format.ts";
import { type Jws, parseJws, verifyJws } from "../jws.ts";
import { checkSize } from "../limits.ts";
import { defined, keyThumbprint } from "../registered.ts";
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
  const { notBefore, expires, status, holderKey, ...said } = readCredential(jws.payload);
  const holderProof: HolderProof | undefined = holderKey && proofs?.(holderKey);
  return {
    format: CREDENTIAL_TYP,
    ...said,
    keyThumbprint: keyThumbprint(jws.header, said.issuer),
    algorithm: jws.algorithm,
    ...defined({ notBefore, expires, status, holderKey, holderProof }),
    verifyIssuerSignature: async (key) => verifyJws(jws, key),
  };
}
