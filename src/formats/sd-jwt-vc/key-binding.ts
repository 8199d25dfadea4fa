import type { JsonObject } from "../../crypto/encodings/json.ts";
import { sha256Base64url } from "../../crypto/hash.ts";
import { algorithmOf } from "../../crypto/keys/jwk.ts";
import type { PublicJwk } from "../../crypto/keys/keys.ts";
import type { Binding, HolderProof } from "../format.ts";
import { ofOtherSession, type SessionClaims, sessionClaims } from "../jose/holder-jwt.ts";
import { type Jws, parseJws, signJws, verifyJwsOnce } from "../jose/jws.ts";
import { claimsBeside, requiredText, requiredTime, validity } from "../jose/registered.ts";

const TYP = "kb+jwt";
const REGISTERED = new Set(["iat", "aud", "nonce", "sd_hash", "nbf", "exp"]);

/** A key-binding JWT (RFC 9901 §4.3), not verified. */
export interface KeyBinding {
  readonly jws: Jws;
  readonly said: SessionClaims;
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Other data that the holder signed. */
  readonly claims: JsonObject;
  readonly sdHash: string;
  /**
   * The text whose digest `sd_hash` must be: the issuer's JWT and the disclosures as presented, with the last tilde.
   */
  readonly covers: string;
}

export function parseKeyBinding(text: string, covers: string): KeyBinding {
  const jws = parseJws(text, TYP);
  return {
    jws,
    covers,
    claims: claimsBeside(REGISTERED, jws.payload),
    said: { aud: requiredText(jws.payload, "aud"), nonce: requiredText(jws.payload, "nonce") },
    issuedAt: requiredTime(jws.payload, "iat"),
    sdHash: requiredText(jws.payload, "sd_hash"),
    ...validity(jws.payload),
  };
}

/** The holder's proof in a key-binding JWT; {@link HolderProof.covers} verifies it. */
export function holderProof(binding: KeyBinding, key: PublicJwk): HolderProof {
  const { jws, said, sdHash, covers, issuedAt, notBefore, expires, claims } = binding;
  return {
    issuedAt,
    ...(notBefore !== undefined && { notBefore }),
    ...(expires !== undefined && { expires }),
    claims,
    covers(session) {
      const other = ofOtherSession(said, session);
      if (other !== undefined) return other;
      if (jws.algorithm !== algorithmOf(key)) return { ok: false, why: "algorithm" };
      if (sha256Base64url(covers) !== sdHash) return { ok: false, why: "content" };
      return verifyJwsOnce(jws, key) ? { ok: true } : { ok: false, why: "signature" };
    },
  };
}

/** Signs `sdJwt` (ending in a tilde) for one verifier and one session. */
export async function bind(sdJwt: string, { session, holder, issuedAt, extra }: Binding): Promise<string> {
  const payload = { ...extra, iat: issuedAt, ...sessionClaims(session), sd_hash: sha256Base64url(sdJwt) };
  return sdJwt + (await signJws(holder, { typ: TYP }, payload));
}
