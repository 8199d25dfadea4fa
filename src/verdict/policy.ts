import type { Session } from "../formats/session.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import type { CredentialRequirement, PresentationRequest, WalletRequest } from "../request/request.ts";

/**
 * What a verifier asks for and accepts: its request, and further conditions. No option turns one of the five checks
 * off. A presentation that answers no query is refused.
 */
export interface Policy extends PresentationRequest {
  readonly credentials: readonly CredentialRequirement[];
  /**
   * Claims that must be equal in all credentials, to show that they belong to one person; for example "family_name".
   * Each must be a text, a number or a boolean: of an object, the holder could disclose only the members that agree.
   * Every query must ask for them.
   */
  readonly sameHolder?: readonly ClaimPath[];
  /**
   * Maximum age of the registry's facts, in seconds before now. Default: 300. If the source of facts is pinned to a
   * block: in seconds before the moment asked about.
   */
  readonly maxAge?: number;
  /** Maximum age of the holder's signature, in seconds. Default: 300. */
  readonly maxProofAge?: number;
  /**
   * When the nonce was issued, in seconds since 1970. No signature over it can be older. Used as the signing time if
   * the format's proof has none, and ignored otherwise.
   */
  readonly askedAt?: number;
  /**
   * The moment asked about ("was it good then?"), in seconds since 1970; never in the future. Default: now, or the
   * pinned block's time if the source of facts is pinned.
   */
  readonly asOf?: number;
}

/**
 * The part of a policy that a Didim wallet receives: what it needs to choose acceptable credentials, without the
 * verifier's own conditions.
 */
export function requestOf({ audience, nonce, verifier, credentials, credentialSets }: Policy): WalletRequest {
  return {
    audience,
    nonce,
    ...(verifier !== undefined && { verifier }),
    credentials,
    ...(credentialSets && { credentialSets }),
  };
}

/** The session that the holder's signature must cover. */
export function sessionOf({ audience, nonce }: Pick<Policy, "audience" | "nonce">): Session {
  return { kind: "plain", audience, nonce };
}

export const DEFAULT_MAX_AGE = 300;
export const DEFAULT_MAX_PROOF_AGE = 300;
