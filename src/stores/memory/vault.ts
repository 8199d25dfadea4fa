import type { Signer } from "../../crypto/keys/keys.ts";
import { generateSigner } from "../../crypto/signatures/signer.ts";
import { type CredentialStore, heldKey, type KeyStore, keyUnknown, type StoredCredential } from "../vault.ts";

/** For tests and single processes; lost when the process ends. */
export function createMemoryKeyStore(): KeyStore {
  const signers = new Map<string, Signer>();
  return {
    async create(algorithm) {
      const signer = generateSigner(algorithm);
      const key = heldKey(signer.publicJwk);
      signers.set(key.id, signer);
      return key;
    },
    async signer(id) {
      const signer = signers.get(id);
      if (signer === undefined) throw keyUnknown(id);
      return signer;
    },
    async list() {
      return [...signers.values()].map(({ publicJwk }) => heldKey(publicJwk));
    },
    async remove(id) {
      signers.delete(id);
    },
  };
}

/** For tests and single processes; lost when the process ends. */
export function createMemoryCredentialStore(): CredentialStore {
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
