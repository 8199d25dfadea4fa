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
   * Stores it, in the place of one with the same id; but first, with nothing coming in between, shows `admit` what is stored. What that throws is thrown, and
   * nothing is stored.
   */
  put(credential: StoredCredential, admit?: (held: readonly StoredCredential[]) => void): Promise<void>;
  list(): Promise<readonly StoredCredential[]>;
  /** Whether it was there: of two who remove the same, one hears true. */
  remove(id: string): Promise<boolean>;
}

/** For tests and for one sitting: gone with the process. */
export function memoryCredentialStore(): CredentialStore {
  const stored = new Map<string, StoredCredential>();
  return {
    async put(credential, admit) {
      admit?.([...stored.values()]);
      stored.set(credential.id, credential);
    },
    async list() {
      return [...stored.values()];
    },
    async remove(id) {
      return stored.delete(id);
    },
  };
}
