import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import { algorithmOf, sameKey } from "../../crypto/keys/jwk.ts";
import type { PublicJwk } from "../../crypto/keys/keys.ts";
import type { HolderProof } from "../format.ts";
import { ofOtherSession } from "../jose/holder-jwt.ts";
import { type Jws, verifyJwsOnce } from "../jose/jws.ts";
import { claimsBeside, requiredText, requiredTime, validity } from "../jose/registered.ts";
import { MAX_CREDENTIALS } from "../limits.ts";
import { refusal } from "../refusal.ts";
import { CONTEXT, checkDocument, didKey, isOneOf } from "./document.ts";

/** VCDM 2.0 §4.13, VC-JOSE-COSE §3.1.2: in a presentation, a credential is a data URL of its compact JWS. */
const DATA_URL = "data:application/vc+jwt,";

/** A presentation's own members. All others are further data that the holder signed. */
const REGISTERED = new Set([
  "@context",
  "type",
  "id",
  "holder",
  "verifiableCredential",
  "iss",
  "aud",
  "nonce",
  "iat",
  "nbf",
  "exp",
]);

/** The compact JWS of each credential in a presentation. */
export function enveloped(document: JsonObject): string[] {
  const { verifiableCredential: value } = document;
  const envelopes: unknown[] = Array.isArray(value) ? value : [value];
  if (envelopes.length === 0 || envelopes.length > MAX_CREDENTIALS) {
    throw refusal("format.credentials", `A presentation holds 1 to ${MAX_CREDENTIALS} credentials.`, {
      count: envelopes.length,
    });
  }
  return envelopes.map((envelope) => {
    const id = isObject(envelope) && isOneOf(envelope.type, "EnvelopedVerifiableCredential") ? envelope.id : undefined;
    if (typeof id === "string" && id.startsWith(DATA_URL)) return id.slice(DATA_URL.length);
    throw refusal("format.envelope", "A credential in the presentation is not an enveloped vc+jwt.");
  });
}

export function envelope(credential: string): JsonObject {
  return { "@context": CONTEXT, id: DATA_URL + credential, type: "EnvelopedVerifiableCredential" };
}

/**
 * The proof that a presentation's one signature gives for the key of each credential. It covers the whole presentation,
 * so it never fails by `content`. Credentials bound to one key share one verification.
 */
export function holderProofs(jws: Jws): (key: PublicJwk) => HolderProof {
  checkDocument(jws.payload, "VerifiablePresentation");
  const said = { aud: requiredText(jws.payload, "aud"), nonce: requiredText(jws.payload, "nonce") };
  const told = {
    issuedAt: requiredTime(jws.payload, "iat"),
    ...validity(jws.payload),
    claims: claimsBeside(REGISTERED, jws.payload),
  };
  const holder = holderKey(jws.payload);
  let verified: { readonly key: PublicJwk; readonly ok: boolean } | undefined;
  return (key) => {
    if (holder !== undefined && !sameKey(holder, key)) {
      throw refusal("format.holder-key", "The presentation names another holder than its credential.");
    }
    return {
      ...told,
      covers(session) {
        const other = ofOtherSession(said, session);
        if (other !== undefined) return other;
        if (jws.algorithm !== algorithmOf(key)) return { ok: false, why: "algorithm" };
        if (verified === undefined || !sameKey(verified.key, key)) verified = { key, ok: verifyJwsOnce(jws, key) };
        return verified.ok ? { ok: true } : { ok: false, why: "signature" };
      },
    };
  };
}

function holderKey({ holder }: JsonObject): PublicJwk | undefined {
  const id = isObject(holder) ? holder.id : holder;
  if (id === undefined) return undefined;
  if (typeof id !== "string") throw refusal("format.holder-key", "holder is not a DID.");
  return didKey(id);
}
