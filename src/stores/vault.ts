import { thumbprint } from "../crypto/jwk.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys.ts";
import { DidimError } from "../errors/error.ts";

/**
 * Where a wallet's keys and credentials are. openVault() for work, memoryKeyStore() and memoryCredentialStore() for
 * tests; others (a phone's secure element, SQL) must guarantee the same:
 *
 * - **Durability.** What a method has resolved to is there when the process is killed or the power fails: a key that an
 *   issuer has seen is never lost, and a copy that was spent does not come back.
 * - **One at a time.** `put` looks, and stores, with nothing in between, and of several who remove one credential one
 *   hears so, whatever process they are in.
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

/** Where a wallet's keys live: a secure element, an encrypted file, memory. It signs; it need not show a key. */
export interface KeyStore {
  create(algorithm: SignatureAlgorithm): Promise<HeldKey>;
  /** Throws DidimError `holder.key-unknown`. */
  signer(id: string): Promise<Signer>;
  list(): Promise<readonly HeldKey[]>;
  /** Forgets the key for good. Nothing happens if it isn't there. */
  remove(id: string): Promise<void>;
}

/** A credential as the issuer handed it out, and the key in the wallet that it is bound to, if it is. */
export interface StoredCredential {
  /** SHA-256 of the credential, base64url. */
  readonly id: string;
  readonly credential: string;
  /** Absent: it is bound to no key, and shown as it is. */
  readonly keyId?: string;
  /** Seconds. */
  readonly receivedAt: number;
}

export interface CredentialStore {
  /**
   * Stores it, in the place of one with the same id; but first, with nothing coming in between, shows `admit` what is
   * stored. What that throws is thrown, and nothing is stored.
   */
  put(credential: StoredCredential, admit?: (held: readonly StoredCredential[]) => void): Promise<void>;
  list(): Promise<readonly StoredCredential[]>;
  /** Whether it was there: of two who remove the same, one hears true. */
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
