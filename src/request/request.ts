import type { Encoded } from "../formats/format.ts";
import type { ClaimPath } from "./claim-path.ts";

/** A verifier's request to a holder, in the shape of DCQL (OpenID4VP 1.0 §6). */
export interface PresentationRequest {
  /** The verifier's identifier, to which the holder's proof must be addressed (`aud`). */
  readonly audience: string;
  /** The challenge of this request: fresh, at least 128 bits, and used once (see createChallenges()). */
  readonly nonce: string;
  /**
   * The verifier's DID. The protocol that carried the request must have proved it. Default: the audience, if that is a
   * did:ethr.
   */
  readonly verifier?: string;
  /** The credentials asked for. Several queries may ask for the same type. */
  readonly credentials: readonly CredentialQuery[];
  /** Which queries must be answered together. Default: every query must be answered. */
  readonly credentialSets?: readonly CredentialSetQuery[];
}

/** A query for one credential; with `multiple`, for one or more. */
export interface CredentialQuery {
  /** The id of the query and of its answer: letters, digits, `_` and `-`. */
  readonly id: string;
  /** The credential type's name (`vct`). */
  readonly type: string;
  /** The name of the required format. Default: any. */
  readonly format?: string;
  /** Whether several credentials may answer. Default: false. */
  readonly multiple?: boolean;
  /**
   * Claims that must be disclosed and have content: neither null nor empty. Members of a claim may be withheld unless
   * they are named.
   */
  readonly claims?: readonly (ClaimPath | ClaimQuery)[];
  /** Alternative sets of claims, by claim id, the most preferred first. Default: all claims. */
  readonly claimSets?: readonly (readonly string[])[];
}

export interface ClaimQuery {
  /** The id that `claimSets` use. */
  readonly id?: string;
  readonly path: ClaimPath;
  /** The accepted values, compared in type and value. If the path selects several claims, one must match. */
  readonly values?: readonly ClaimValue[];
}

export type ClaimValue = string | number | boolean;

/** Alternatives: all queries of one of the options must be answered. */
export interface CredentialSetQuery {
  /** Query ids; the most preferred option first. */
  readonly options: readonly (readonly string[])[];
  /** Whether the set must be answered. Default: true. */
  readonly required?: boolean;
}

/**
 * A query with conditions that DCQL cannot express. Didim wallets receive them, so that they offer nothing that would
 * be refused.
 */
export interface CredentialRequirement extends CredentialQuery {
  /** Accepted type authorities, as DIDs, at the moment asked about. Default: any. */
  readonly authorities?: readonly string[];
  /** Accepted issuers, as DIDs. Default: any accredited issuer. */
  readonly issuers?: readonly string[];
  /** Whether one-time copies are accepted; they live at most 24 hours and have no status. Default: false. */
  readonly oneTimeCopies?: boolean;
}

/** A request as a Didim wallet receives it. */
export interface WalletRequest extends PresentationRequest {
  readonly credentials: readonly CredentialRequirement[];
}

/** A holder's answer: presentations by the id of the query that they answer. */
export type Presentations = Readonly<Record<string, readonly Encoded[]>>;

/** The most presentations in one answer, and the most credentials in all of them together. */
export const MAX_PRESENTATIONS = 16;
