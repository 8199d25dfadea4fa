import type { Session } from "../formats/session.ts";
import type { ClaimPath } from "../request/claim-path.ts";

/** What a verifier asks for and accepts. There is no switch in it that leaves one of the five checks out. */
export interface Policy {
  /** Who is asking: what the holder's proof must be addressed to (`aud`). */
  readonly audience: string;
  /** The challenge of this one request: fresh, at least 128 bits, and taken once (see challenges()). */
  readonly nonce: string;
  /** What must be presented, one of each type, all but what is marked optional. A type that is not listed is not accepted. */
  readonly credentials: readonly CredentialRequirement[];
  /**
   * Claims that must be alike in all the credentials, as a sign that they are of one person; for example "family_name". Each leads to a text,
   * a number or a yes or no: of an object its holder might show just the parts that agree.
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

export interface CredentialRequirement {
  /** The credential type's name (`vct`). */
  readonly type: string;
  /** Claims that must be disclosed, and say something: neither null nor empty. What is inside them may be withheld; name it, to have it. */
  readonly claims?: readonly ClaimPath[];
  /** DIDs of type authorities that are accepted, at the moment asked about; any, if not given. */
  readonly authorities?: readonly string[];
  /** DIDs of issuers that are accepted; any that is accredited, if not given. */
  readonly issuers?: readonly string[];
  /** Whether one-time copies, which live at most 24 hours and have no status, will do. No, if not given. */
  readonly oneTimeCopies?: boolean;
  /** Accepted, but not required. */
  readonly optional?: boolean;
}

/** What the holder's signature must cover. */
export function sessionOf({ audience, nonce }: Pick<Policy, "audience" | "nonce">): Session {
  return { kind: "plain", audience, nonce };
}

export const DEFAULT_MAX_AGE = 300;
export const DEFAULT_MAX_PROOF_AGE = 300;
