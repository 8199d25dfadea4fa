/** Keys that sign credentials and presentations, and the algorithms that the registry knows. No logic. */
export type { CurveName } from "../crypto/keys/curve.ts";
export { decodeDidJwk } from "../crypto/keys/did-jwk.ts";
export { compressPoint, publicJwk, thumbprint } from "../crypto/keys/jwk.ts";
export {
  type AnchorKind,
  algorithmName,
  anchorKindOf,
  FIRST_BY_HASH,
  LAST_KEY,
  numberOfAnchor,
} from "../crypto/keys/key-algorithms.ts";
export type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys/keys.ts";
export { generatePrivateKey, generateSigner, signerFromPrivateKey } from "../crypto/signatures/signer.ts";
