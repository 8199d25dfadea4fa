import { encodeDidJwk } from "../../crypto/keys/did-jwk.ts";
import { sameKey } from "../../crypto/keys/jwk.ts";
import type { ClaimPath } from "../../request/claim-path.ts";
import type { Binding, Selection } from "../format.ts";
import { sessionClaims } from "../jose/holder-jwt.ts";
import { signJws } from "../jose/jws.ts";
import { positionsOf } from "../paths.ts";
import { refusal } from "../refusal.ts";
import { decodeBare, decodeVcJwt, PRESENTATION_TYP } from "./decode.ts";
import { CONTEXT } from "./document.ts";
import { envelope } from "./presentation.ts";

/** Selects the whole credential, because nothing in it can be withheld. */
export function selectVcJwt(credential: string, claims: readonly ClaimPath[]): Selection {
  const { claims: all } = decodeBare(credential);
  positionsOf(all, claims);
  return {
    shows: () => all,
    unbound: () => credential,
    present: (binding) => presentVcJwt([credential], binding),
  };
}

/** A verifiable presentation of these vc+jwt for one session, signed with the key to which all of them are bound. */
export async function presentVcJwt(credentials: readonly string[], binding: Binding): Promise<string> {
  const { holder, session, issuedAt, extra } = binding;
  for (const { holderKey } of credentials.flatMap(decodeVcJwt)) {
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
    ...sessionClaims(session),
    iat: issuedAt,
  };
  // A did:jwk document has one verification method, `#0`.
  const presentation = await signJws(holder, { typ: PRESENTATION_TYP, cty: "vp", kid: `${did}#0` }, payload);
  decodeVcJwt(presentation);
  return presentation;
}
