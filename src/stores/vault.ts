import { thumbprint } from "../crypto/keys/jwk.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys/keys.ts";
import { DidimError } from "../errors/error.ts";

/**
 * Keeps a wallet's keys and credentials. Use openFileVault() in production, createMemoryKeyStore() and createMemoryCredentialStore()
 * for tests. Any other implementation (a phone's secure element, SQL) must guarantee:
 *
 * - **Durability.** What a method has resolved to survives a crash or power failure: a key that an issuer has seen is
 *   never lost, and a copy that was used does not come back.
 * - **Exclusion.** `put` checks and stores atomically. Of several callers that remove one credential, in any process,
 *   exactly one gets true.
 * - **Secrecy.** At rest, keys and credentials cannot be read without the owner's secret.
 */
export interface Vault {
  readonly keys: KeyStore;
  readonly credentials: CredentialStore;
}

export interface HeldKey {
  /** The key's thumbprint (RFC 7638). */
  readonly id: string;
  readonly publicJwk: PublicJwk;
}

/** The wallet's keys: in a secure element, an encrypted file, or memory. The store signs; it need not reveal a key. */
export interface KeyStore {
  create(algorithm: SignatureAlgorithm): Promise<HeldKey>;
  /** Throws `holder.key-unknown`. */
  signer(id: string): Promise<Signer>;
  list(): Promise<readonly HeldKey[]>;
  /** Deletes the key for good. Does nothing if it is not there. */
  remove(id: string): Promise<void>;
}

/** A credential as the issuer issued it, and the wallet's key to which it is bound, if any. */
export interface StoredCredential {
  /** SHA-256 of the credential, base64url. */
  readonly id: string;
  readonly credential: string;
  /** Absent if the credential is bound to no key; it is then presented as it is. */
  readonly keyId?: string;
  /** Seconds since 1970. */
  readonly receivedAt: number;
}

export interface CredentialStore {
  /**
   * Stores the credential; replaces one with the same id. Before that, atomically, it passes the stored credentials to
   * `admit`; if `admit` throws, nothing is stored and the error is thrown.
   */
  put(credential: StoredCredential, admit?: (held: readonly StoredCredential[]) => void): Promise<void>;
  list(): Promise<readonly StoredCredential[]>;
  /** Whether it was there. Of two callers that remove the same credential, one gets true. */
  remove(id: string): Promise<boolean>;
}

export function heldKey(publicJwk: PublicJwk): HeldKey {
  return { id: thumbprint(publicJwk), publicJwk };
}

export function keyUnknown(id: string): DidimError {
  return new DidimError(
    "holder.key-unknown",
    "The key store has no such key; was it removed, or is this another wallet's?",
    { id },
  );
}
