import type { JsonObject } from "../crypto/json.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys.ts";
import type { Issuance } from "./issuance.ts";
import type { ClaimPath } from "./paths.ts";
import type { Session } from "./session.ts";

/**
 * A credential or a presentation as it travels. A format of bytes has a text form of them, too, in which they are
 * stored and kept as evidence.
 */
export type Encoded = string | Uint8Array;

/**
 * The seam "how a credential is written": the whole life of a credential in one encoding. A format is one folder beside
 * this file that exports one `Format`, listed in formats/index.ts; issuers, wallets and verifiers know no more about it
 * than this. Formats do no I/O and hold no clock. To verify is synchronous, to sign is not.
 */
export interface Format {
  /** The format's registered name: "dc+sd-jwt", "vc+jwt", ... */
  readonly id: string;
  /** Whether a holder can withhold claims. Where not, everything is shown to everybody. */
  readonly selective: boolean;
  /** Whether a credential or presentation looks like this format. Cheap; says nothing about validity. */
  recognises(encoded: Encoded): boolean;
  /**
   * Takes a presentation apart, or a credential as its issuer handed it out. Nothing is verified when this returns: not
   * the signature, not the holder binding, no time. Throws DidimError `format.*` for what is oversized, malformed or
   * forbidden (`alg: none`, a duplicate disclosure, ...). One presentation may carry several credentials (a verifiable
   * presentation in vc+jwt); at least one.
   */
  decode(encoded: Encoded): PresentedCredential[];
  /**
   * Writes and signs a credential. Throws `format.*` rather than hand out what `decode` would refuse; what the signer
   * throws is passed on.
   */
  issue(issuance: Issuance): Promise<Written>;
  /**
   * Chooses what to show of a credential: these claims, each with all that is inside it, and what cannot be withheld.
   * Throws `format.*` for what is no credential as issued, and `format.claim-unknown` for a claim that it does not
   * have.
   */
  select(credential: string, claims: readonly ClaimPath[]): Selection;
}

/** A credential as its issuer writes it, and what `decode` makes of that: whoever looks further need not read it again. */
export interface Written {
  readonly credential: string;
  readonly decoded: PresentedCredential;
}

/** One credential as presented: what it says, and the means to check the two signatures on it. */
export interface PresentedCredential {
  readonly format: string;
  /** The issuer's DID, as written in the credential. */
  readonly issuer: string;
  /** RFC 7638 SHA-256 thumbprint (base64url) of the issuer's key: the fragment of the credential's `kid`. */
  readonly keyThumbprint: string;
  readonly algorithm: SignatureAlgorithm;
  /** The credential type's name: `vct`. Its keccak256 is the type's id on chain. */
  readonly type: string;
  /** Seconds since 1970. `issuedAt` (`iat`) is mandatory and never selectively disclosed. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Where its status is kept: always a list of the credential's own issuer. Absent on one-time copies. */
  readonly status?: { readonly list: number; readonly index: number };
  /**
   * The claims that it has, as far as they were disclosed, without the registered ones above. WITHHELD (withheld.ts)
   * stands for an element of a list that was not, so that all keep their places.
   */
  readonly claims: JsonObject;
  /** The key that the credential is bound to (`cnf.jwk`, or the did:jwk of the subject). */
  readonly holderKey?: PublicJwk;
  /** Whether the issuer's signature is that of `key` over this credential, with the algorithm of its header. */
  verifyIssuerSignature(key: PublicJwk): boolean;
  /** The holder's proof of possession that came along, not yet verified; absent if none did. */
  readonly holderProof?: HolderProof;
}

/**
 * A key-binding JWT (SD-JWT §4.3), the signature on a verifiable presentation, or whatever else a holder signs in this
 * format.
 */
export interface HolderProof {
  /**
   * When the holder signed, as it says, in seconds. Absent where the format has no such time: the proof is then as old
   * as the nonce.
   */
  readonly issuedAt?: number;
  /** `nbf` and `exp`, if the holder set narrower times than the verifier's. */
  readonly notBefore?: number;
  readonly expires?: number;
  /** What else the holder signed along: transaction data, a stapled proof. */
  readonly claims?: JsonObject;
  /**
   * Whether the key that the credential is bound to signed exactly what was presented, for this session. Looks at no
   * time.
   */
  covers(session: Session): Coverage;
}

export type Coverage = { readonly ok: true } | NotCovered;

/**
 * Why a proof does not cover a session: it is addressed to another `audience`; it answers another `nonce`; it is of
 * other `content` than was presented; its `algorithm` is not that of the bound key; its `signature` is not. A format
 * that hashes the session into what is signed cannot tell these apart: the signature is none by this key for this
 * `session`.
 */
export type NotCovered =
  | { readonly ok: false; readonly why: "audience"; readonly audience: string }
  | { readonly ok: false; readonly why: "nonce" }
  | { readonly ok: false; readonly why: "content" | "algorithm" | "signature" | "session" };

/** What is to be shown of a credential: chosen, and not yet signed over to anybody. */
export interface Selection {
  /** The claims that a verifier would see, read from what would be sent. */
  shows(): JsonObject;
  /** As it is, without a proof: for a credential that is bound to no key. */
  unbound(): string;
  /**
   * Signed over to a verifier. Throws `format.holder-key` for another key than the credential's, `format.too-large`.
   */
  present(binding: Binding): Promise<string>;
}

/** What a holder signs beside the selection. */
export interface Binding {
  readonly session: Session;
  /** Has the key that the credential is bound to. */
  readonly holder: Signer;
  /** Seconds. */
  readonly issuedAt: number;
  /** Further claims that the holder signs along: transaction data, a stapled proof. */
  readonly extra?: JsonObject;
}
