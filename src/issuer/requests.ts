import type { JsonObject } from "../crypto/encodings/json.ts";
import type { PublicJwk } from "../crypto/keys/keys.ts";
import { DidimError } from "../errors/error.ts";
import { claimsIn, claimsText, type JsonClaims } from "../formats/issuance.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import type { ClaimPath } from "../request/claim-path.ts";

/** A credential to issue. Times in seconds since 1970. */
export interface IssueRequest {
  /** The credential type's name (`vct`), as registered. */
  readonly type: string;
  readonly claims: JsonObject;
  /**
   * The key in the holder's wallet to which the credential is bound. Absent: it is bound to none; its type must allow
   * that.
   */
  readonly holderKey?: PublicJwk;
  /**
   * Whether the credential gets no index in a status list and cannot be revoked by itself. Its type, or an exception of
   * the issuer's accreditor, must allow that. Default: false.
   */
  readonly withoutStatus?: boolean;
  /** The first second at which it is no longer valid, or `validFor` seconds from now. Give exactly one of the two. */
  readonly expires?: number;
  readonly validFor?: number;
  readonly notBefore?: number;
  /** Which claims the holder may withhold, if the format allows it. Default: "all". */
  readonly disclosable?: "all" | readonly ClaimPath[];
  /**
   * The batch and the row that the register names it by. Issued once more under the same name, it gets the same list and
   * index, so that an interrupted batch can go on. See that it has the same claims.
   */
  readonly row?: RowName;
}

/** A row of a batch, by names that are unlike in the register of the issuer. */
export interface RowName {
  readonly batch: string;
  readonly row: string;
}

export interface Issued {
  /** For the holder only: it contains every claim. */
  readonly credential: string;
  readonly issuedAt: number;
  readonly expires: number;
  /** The list and index at which to revoke it. Absent on one-time copies and on credentials without a status. */
  readonly status?: { readonly list: number; readonly index: number };
}

/** Throws `issuer.expiry` unless exactly one end is given and it is later than the beginning. */
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

/**
 * The claims as they will be written. Their size is checked before anything else. Throws `issuer.claims-too-large` and
 * `format.*`.
 */
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
