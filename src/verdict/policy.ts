import type { Session } from "../formats/session.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import type { CredentialRequirement, PresentationRequest, ToldRequest } from "../request/request.ts";

/**
 * What a verifier asks for and accepts: its request, and conditions of its own. There is no switch in it that leaves one of the five
 * checks out. What answers no query of it is not accepted.
 */
export interface Policy extends PresentationRequest {
  readonly credentials: readonly CredentialRequirement[];
  /**
   * Claims that must be alike in all the credentials, as a sign that they are of one person; for example "family_name". Each leads to a text,
   * a number or a yes or no: of an object its holder might show just the parts that agree. Every query has to ask for them.
   */
  readonly sameHolder?: readonly ClaimPath[];
  /**
   * How old the registry's facts may be, in seconds, counted to now; 300 if not given. Of a source that was pinned:
   * counted to the moment asked about.
   */
  readonly maxAge?: number;
  /** How old the holder's signature may be, in seconds; 300 if not given. */
  readonly maxProofAge?: number;
  /**
   * When the nonce was given out, seconds: no signature over it is older. Where a format's proof has no time of its own
   * it counts as signed then; where it has one, this makes no difference.
   */
  readonly askedAt?: number;
  /**
   * The moment that is asked about, in seconds, if it isn't now ("was it good then?"). Never in the future. If the
   * verifier pinned its source of facts: that block's time, if not given.
   */
  readonly asOf?: number;
}

/** What a wallet of ours is told of a policy: all that it needs to choose what would be accepted, and none of the verifier's own conditions. */
export function requestOf({ audience, nonce, verifier, credentials, credentialSets }: Policy): ToldRequest {
  return {
    audience,
    nonce,
    ...(verifier !== undefined && { verifier }),
    credentials,
    ...(credentialSets && { credentialSets }),
  };
}

/** What the holder's signature must cover. */
export function sessionOf({ audience, nonce }: Pick<Policy, "audience" | "nonce">): Session {
  return { kind: "plain", audience, nonce };
}

export const DEFAULT_MAX_AGE = 300;
export const DEFAULT_MAX_PROOF_AGE = 300;
