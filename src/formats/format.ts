import type { PublicJwk, SignatureAlgorithm } from "../crypto/keys.ts";

/**
 * The seam "how a credential is written". A format is one folder beside this file that exports one `Format`, listed in
 * formats/index.ts; verify() knows no more about it than this. Formats do no I/O and hold no clock.
 */
export interface Format {
  /** The format's registered name: "dc+sd-jwt", "vc+jwt", ... */
  readonly id: string;
  /** Whether a presentation looks like this format. Cheap; says nothing about validity. */
  recognises(presentation: string): boolean;
  /**
   * Takes a presentation apart. Nothing is verified when this returns: not the signature, not the holder binding, no time.
   * Throws DidimError `format.*` for what is oversized, malformed or forbidden (`alg: none`, a duplicate disclosure, ...).
   * One presentation may carry several credentials (a verifiable presentation in vc+jwt); at least one.
   */
  parse(presentation: string): PresentedCredential[];
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
  /** The claims disclosed, without the registered ones above. WITHHELD (withheld.ts) stands for an element of a list that was not, so that all keep their places. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The key that the credential is bound to (`cnf.jwk`, or the did:jwk of the subject). */
  readonly holderKey?: PublicJwk;
  /** Whether the issuer's signature is that of `key` over this credential, with the algorithm of its header. */
  verifyIssuerSignature(key: PublicJwk): boolean;
  /** The holder's proof of possession that came along, not yet verified; absent if none did. */
  readonly holderProof?: HolderProof;
}

/** A key-binding JWT (SD-JWT §4.3), or the signature on a verifiable presentation. */
export interface HolderProof {
  readonly audience: string;
  readonly nonce: string;
  /** `iat`, seconds. */
  readonly issuedAt: number;
  /** `nbf` and `exp`, if the holder set narrower times than the verifier's. */
  readonly notBefore?: number;
  readonly expires?: number;
  /** What else the holder signed along: transaction data, a stapled proof. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Whether it covers exactly what was presented (`sd_hash`) and is signed by the key the credential is bound to. */
  verify(): { readonly ok: true } | { readonly ok: false; readonly why: "signature" | "content" | "algorithm" };
}
