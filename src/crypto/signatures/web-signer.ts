import { publicJwk } from "../keys/jwk.ts";
import type { Signer } from "../keys/keys.ts";

/** Web Crypto's CryptoKey. */
export type WebKey = Parameters<typeof crypto.subtle.exportKey>[1];

/** A Web Crypto key pair. IndexedDB can store it even if the private key is not extractable. */
export interface WebKeyPair {
  readonly privateKey: WebKey;
  readonly publicKey: WebKey;
}

/** A new P-256 key pair whose private key no script can read (not extractable). */
export async function generateWebKeyPair(): Promise<WebKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  return pair as WebKeyPair;
}

/** A signer with Web Crypto, ES256. Throws `crypto.jwk` for a key on another curve. */
export async function webSigner({ privateKey, publicKey }: WebKeyPair): Promise<Signer> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  return {
    algorithm: "ES256",
    publicJwk: publicJwk({ kty, crv, x, y }),
    async sign(message) {
      // Web Crypto accepts no shared memory, hence the copy. Its signatures are r‖s, as in JWS (RFC 7518 §3.4).
      const signature = await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" },
        privateKey,
        Uint8Array.from(message),
      );
      return new Uint8Array(signature);
    },
  };
}
