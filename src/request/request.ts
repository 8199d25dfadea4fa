import type { Encoded } from "../formats/format.ts";
import type { ClaimPath } from "./claim-path.ts";

/** What a verifier asks of a holder, in the shape of DCQL (OpenID4VP 1.0 §6). */
export interface PresentationRequest {
  /** Who asks: what the holder's proof must be addressed to (`aud`). */
  readonly audience: string;
  /** The challenge of this one request: fresh, at least 128 bits, and taken once (see createChallenges()). */
  readonly nonce: string;
  /** The DID that the verifier goes by; the protocol that carried the request has to have proved it. The audience, if that is a did:ethr. */
  readonly verifier?: string;
  /** What may be presented. Two queries may ask for one type. */
  readonly credentials: readonly CredentialQuery[];
  /** Which queries must be answered together; each one, if not given. */
  readonly credentialSets?: readonly CredentialSetQuery[];
}

/** One credential that is asked for; with `multiple`, one or more. */
export interface CredentialQuery {
  /** Names the query, and the answer to it: letters, digits, `_` and `-`. */
  readonly id: string;
  /** The credential type's name (`vct`). */
  readonly type: string;
  /** The name of the format that it must have; any, if not given. */
  readonly format?: string;
  /** Whether more than one credential may answer. No, if not given. */
  readonly multiple?: boolean;
  /** Claims that must be disclosed, and say something: neither null nor empty. What is inside them may be withheld; name it, to have it. */
  readonly claims?: readonly (ClaimPath | ClaimQuery)[];
  /** Sets of claims, by their ids, one of which will do, the most preferred first. All claims, if not given. */
  readonly claimSets?: readonly (readonly string[])[];
}

export interface ClaimQuery {
  /** By which `claimSets` name it. */
  readonly id?: string;
  readonly path: ClaimPath;
  /** The claim must be one of these, in type and value; of several claims that the path selects, one must be. */
  readonly values?: readonly ClaimValue[];
}

export type ClaimValue = string | number | boolean;

/** Alternatives: the queries of one of the options are to be answered, all of them. */
export interface CredentialSetQuery {
  /** Ids of queries; the most preferred option first. */
  readonly options: readonly (readonly string[])[];
  /** No: it may be left unanswered. Yes, if not given. */
  readonly required?: boolean;
}

/** A query, and what the verifier accepts beyond what DCQL can say. Wallets of ours are told, so that they offer nothing that would be refused. */
export interface CredentialRequirement extends CredentialQuery {
  /** DIDs of type authorities that are accepted, at the moment asked about; any, if not given. */
  readonly authorities?: readonly string[];
  /** DIDs of issuers that are accepted; any that is accredited, if not given. */
  readonly issuers?: readonly string[];
  /** Whether one-time copies, which live at most 24 hours and have no status, will do. No, if not given. */
  readonly oneTimeCopies?: boolean;
}

/** A request as a wallet of ours is told it. */
export interface ToldRequest extends PresentationRequest {
  readonly credentials: readonly CredentialRequirement[];
}

/** What a holder answers: presentations by the id of the query that they answer. */
export type Presentations = Readonly<Record<string, readonly Encoded[]>>;

/** The most presentations that one answer may carry, and the most credentials in all of them together. */
export const MAX_PRESENTATIONS = 16;
