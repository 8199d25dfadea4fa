import type { JsonObject } from "../crypto/encodings/json.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys/keys.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import type { Issuance } from "./issuance.ts";
import type { Session } from "./session.ts";

/**
 * A credential or a presentation in its wire form. A binary format also has a text form, used for storage and evidence.
 */
export type Encoded = string | Uint8Array;

/**
 * A credential format: the whole life of a credential in one encoding. Each format is a folder beside this file that
 * exports one `Format`, listed in formats/index.ts. Issuers, wallets and verifiers know a format only by this
 * interface. Formats do no I/O and have no clock. Verifying is synchronous; signing is not.
 */
export interface Format {
  /** The format's registered name, such as "dc+sd-jwt" or "vc+jwt". */
  readonly id: string;
  /** Whether a holder can withhold claims. If not, every verifier sees everything. */
  readonly selective: boolean;
  /** Whether a credential or presentation looks like this format. A cheap check that says nothing about validity. */
  recognises(encoded: Encoded): boolean;
  /**
   * Decodes a presentation, or a credential as issued. Verifies nothing: no signature, no holder binding, no time.
   * Throws `format.*` for an oversized, malformed or forbidden encoding (`alg: none`, a duplicate disclosure, ...). One
   * presentation may contain several credentials (a verifiable presentation in vc+jwt), and contains at least one.
   */
  decode(encoded: Encoded): PresentedCredential[];
  /**
   * Encodes and signs a credential. Throws `format.*` rather than return what `decode` would refuse, and whatever the
   * signer throws.
   */
  issue(issuance: Issuance): Promise<Written>;
  /**
   * Selects what to disclose of a credential: these claims, each with everything inside it, and what cannot be
   * withheld. Throws `format.*` if it is no credential as issued, and `format.claim-unknown` for a claim that it does
   * not have.
   */
  select(credential: string, claims: readonly ClaimPath[]): Selection;
}

/** A credential as its issuer writes it, and what `decode` returns for it, so that callers need not decode it again. */
export interface Written {
  readonly credential: string;
  readonly decoded: PresentedCredential;
}

/** One credential of a presentation: its content, and the means to verify its two signatures. */
export interface PresentedCredential {
  readonly format: string;
  /** The issuer's DID as written in the credential. */
  readonly issuer: string;
  /** RFC 7638 SHA-256 thumbprint (base64url) of the issuer's key; the fragment of the credential's `kid`. */
  readonly keyThumbprint: string;
  readonly algorithm: SignatureAlgorithm;
  /** The type's name, its `vct`. The type's id on the chain is the keccak256 of it. */
  readonly type: string;
  /** Seconds since 1970. `issuedAt` (`iat`) is mandatory and never selectively disclosed. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** The place of its status, always in a list of the credential's own issuer. Absent on one-time copies. */
  readonly status?: { readonly list: number; readonly index: number };
  /**
   * The disclosed claims, without the registered ones above. An undisclosed element of a list is replaced by WITHHELD
   * (withheld.ts), so that all elements keep their positions.
   */
  readonly claims: JsonObject;
  /** The key to which the credential is bound (`cnf.jwk`, or the subject's did:jwk). */
  readonly holderKey?: PublicJwk;
  /** The bytes that the issuer signed. Where they are the same it is one credential, whatever is shown of it. */
  readonly signed: Uint8Array;
  /** Whether the issuer's signature is that of `key` over this credential, with the algorithm in its header. */
  verifyIssuerSignature(key: PublicJwk): boolean;
  /** The holder's proof of possession, not verified; absent if the presentation has none. */
  readonly holderProof?: HolderProof;
}

/**
 * A key-binding JWT (SD-JWT §4.3), the signature of a verifiable presentation, or the holder's signature in another
 * form.
 */
export interface HolderProof {
  /**
   * When the holder signed, according to the proof, in seconds since 1970. Absent if the format has no such time; the
   * proof is then as old as the nonce.
   */
  readonly issuedAt?: number;
  /** `nbf` and `exp`, if the holder set narrower limits than the verifier's. */
  readonly notBefore?: number;
  readonly expires?: number;
  /** Other data that the holder signed: transaction data, a staple. */
  readonly claims?: JsonObject;
  /**
   * Whether the key to which the credential is bound signed exactly what was presented, for this session. Does not
   * check times.
   */
  covers(session: Session): Coverage;
}

export type Coverage = { readonly ok: true } | NotCovered;

/**
 * Why a proof does not cover a session. `audience`, `nonce`: it is for another one. `content`: it covers other content
 * than was presented. `algorithm`: it is not the bound key's. `signature`: it is not the bound key's signature.
 * `session`: a format that hashes the session into the signed data cannot tell which of these it is.
 */
export type NotCovered =
  | { readonly ok: false; readonly why: "audience"; readonly audience: string }
  | { readonly ok: false; readonly why: "nonce" }
  | { readonly ok: false; readonly why: "content" | "algorithm" | "signature" | "session" };

/** What to disclose of a credential: selected, but not yet signed for a verifier. */
export interface Selection {
  /** The claims that a verifier would see, decoded from what would be sent. */
  shows(): JsonObject;
  /** The selection without a proof, for a credential that is bound to no key. */
  unbound(): string;
  /**
   * Signs the selection for a verifier. Throws `format.holder-key` for a key other than the credential's, and
   * `format.too-large`.
   */
  present(binding: Binding): Promise<string>;
}

/** What a holder signs together with the selection. */
export interface Binding {
  readonly session: Session;
  /** Signs with the key to which the credential is bound. */
  readonly holder: Signer;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Other data for the holder to sign: transaction data, a staple. */
  readonly extra?: JsonObject;
}
