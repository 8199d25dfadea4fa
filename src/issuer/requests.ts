import type { JsonObject } from "../crypto/json.ts";
import type { PublicJwk } from "../crypto/keys.ts";
import { DidimError } from "../errors/error.ts";
import { claimsIn, claimsText, type JsonClaims } from "../formats/issuance.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import type { ClaimPath } from "../formats/paths.ts";

/** A credential to issue. Times in seconds since 1970. */
export interface IssueRequest {
  /** The credential type's name (`vct`), as registered. */
  readonly type: string;
  readonly claims: JsonObject;
  /** The key in the holder's wallet that the credential is bound to. Absent: it is bound to none, which its type must allow. */
  readonly holderKey?: PublicJwk;
  /** That it takes no place in a status list, and so cannot be revoked by itself: its type, or an exception of the issuer's accreditor, must allow that. */
  readonly withoutStatus?: boolean;
  /** The first second at which it is no longer valid; or `validFor`, counted from now. Exactly one of the two. */
  readonly expires?: number;
  readonly validFor?: number;
  readonly notBefore?: number;
  /** Which claims the holder may withhold, where the format allows that; "all" if not given. */
  readonly disclosable?: "all" | readonly ClaimPath[];
}

export interface Issued {
  /** For the holder alone: it holds every claim. */
  readonly credential: string;
  readonly issuedAt: number;
  readonly expires: number;
  /** Where to revoke it. Absent on a one-time copy, and on what was issued without. */
  readonly status?: { readonly list: number; readonly index: number };
}

/** Throws `issuer.expiry` unless the credential ends, once, and not before it begins. */
export function expiryOf({ type, expires, validFor, notBefore }: IssueRequest, now: number): number {
  const end = expires ?? now + (validFor ?? Number.NaN);
  const once = (expires === undefined) !== (validFor === undefined);
  if (once && Number.isInteger(end) && end > Math.max(now, notBefore ?? 0)) return end;
  throw new DidimError(
    "issuer.expiry",
    "A credential needs `expires` or `validFor`, in whole seconds, and ends after it begins.",
    { type, expires, validFor, notBefore, now },
  );
}

/** The claims as they will be written, bounded before anything is made of them. Throws `issuer.claims-too-large` and `format.*`. */
export function claimsOf(claims: JsonObject): JsonClaims {
  const text = claimsText(claims);
  const { length } = text;
  if (length <= MAX_PRESENTATION) return claimsIn(text);
  throw new DidimError(
    "issuer.claims-too-large",
    "The claims are longer than any credential may be; leave out pictures.",
    {
      length,
      max: MAX_PRESENTATION,
    },
  );
}
