import type { CurveName } from "./curve.ts";

/**
 * The kinds of key that DIDRegistry stores, by the registry's numbers (contracts/did/KeyAlgorithms.sol,
 * docs/registries/did-registry.md). The registry accepts other numbers too. Their records are read and proved like any
 * other, but this release cannot verify signatures by them.
 */
const CURVES: ReadonlyMap<number, CurveName> = new Map([
  [1, "P-256"],
  [2, "secp256k1"],
]);

/**
 * The kinds of certificate anchors: a root certificate that the issuer's certificates chain to, or exactly one
 * certificate.
 */
export type AnchorKind = "x509-root" | "x509-certificate";

const ANCHORS: ReadonlyMap<number, AnchorKind> = new Map([
  [128, "x509-root"],
  [129, "x509-certificate"],
]);

/**
 * From this number on, a record stores a SHA-256, and the credential carries the key or certificate. Below, the record
 * stores the point itself.
 */
export const FIRST_BY_HASH = 3;

/** Public keys registered by their hash have numbers up to this one. */
export const LAST_KEY = 127;

/** The curve of a point's number; undefined for any other number. */
export const curveOf = (algorithm: number): CurveName | undefined => CURVES.get(algorithm);

/** The kind of a certificate anchor; undefined for a key's number. */
export const anchorKindOf = (algorithm: number): AnchorKind | undefined => ANCHORS.get(algorithm);

/** The algorithm's name; undefined if this release does not know it. */
export const algorithmName = (algorithm: number): CurveName | AnchorKind | undefined =>
  curveOf(algorithm) ?? anchorKindOf(algorithm);

/** The number for points of a curve. */
export const numberOfCurve = (curve: CurveName): number => (curve === "P-256" ? 1 : 2);

/** The number for a kind of anchor. */
export const numberOfAnchor = (kind: AnchorKind): number => (kind === "x509-root" ? 128 : 129);
