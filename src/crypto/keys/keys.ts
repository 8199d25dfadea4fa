/** Signature algorithms of credentials and presentations, by their JOSE names (RFC 7518 §3.4, RFC 8812 §3.2). */
export type SignatureAlgorithm = "ES256" | "ES256K";

/**
 * A public key as a JWK (RFC 7517) on P-256 or secp256k1. Coordinates in base64url, 32 bytes each; no private member.
 */
export interface PublicJwk {
  readonly kty: "EC";
  readonly crv: "P-256" | "secp256k1";
  readonly x: string;
  readonly y: string;
}

/**
 * Signs without revealing its key: a keystore file, an HSM, a phone's secure element. `sign` takes the message (not its
 * hash) and resolves to 64 bytes, r‖s (RFC 7518 §3.4). ES256K signatures are low-S.
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  readonly publicJwk: PublicJwk;
  sign(message: Uint8Array): Promise<Uint8Array>;
}
