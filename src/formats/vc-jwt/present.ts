import { encodeDidJwk } from "../../crypto/did-jwk.ts";
import type { JsonObject } from "../../crypto/json.ts";
import { sameKey } from "../../crypto/jwk.ts";
import type { Signer } from "../../crypto/keys.ts";
import { signJws } from "../jws.ts";
import { refusal } from "../refusal.ts";
import { CONTEXT } from "./document.ts";
import { PRESENTATION_TYP, vcJwt } from "./format.ts";
import { envelope } from "./presentation.ts";

export interface VcJwtPresentation {
  /** One or more vc+jwt, all bound to the holder's key. */
  readonly credentials: readonly string[];
  readonly holder: Signer;
  readonly audience: string;
  readonly nonce: string;
  readonly issuedAt: number;
  /** Further claims that the holder signs along. */
  readonly extra?: JsonObject;
}

/** A verifiable presentation for one verifier and one nonce, signed by the key that its credentials are bound to. */
export async function presentVcJwt(request: VcJwtPresentation): Promise<string> {
  const { credentials, holder, audience, nonce, issuedAt, extra } = request;
  for (const { holderKey } of credentials.flatMap((credential) => vcJwt.parse(credential))) {
    if (holderKey === undefined || !sameKey(holderKey, holder.publicJwk)) {
      throw refusal("format.holder-key", "A credential is not bound to this holder's key.");
    }
  }
  const did = encodeDidJwk(holder.publicJwk);
  const payload = {
    ...extra,
    "@context": [CONTEXT],
    type: ["VerifiablePresentation"],
    holder: did,
    verifiableCredential: credentials.map(envelope),
    iss: did,
    aud: audience,
    nonce,
    iat: issuedAt,
  };
  // did:jwk: the one verification method of the document is `#0`.
  const presentation = await signJws(holder, { typ: PRESENTATION_TYP, cty: "vp", kid: `${did}#0` }, payload);
  vcJwt.parse(presentation);
  return presentation;
}
