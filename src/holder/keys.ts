import { thumbprint } from "../crypto/jwk.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys.ts";
import { generateSigner } from "../crypto/signer.ts";
import { DidimError } from "../errors/error.ts";

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

/** For tests and for one sitting: gone with the process. */
export function memoryKeyStore(): KeyStore {
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
