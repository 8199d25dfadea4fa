import type { CurveName } from "./curve.ts";

/**
 * What a record of DIDRegistry holds, by the registry's number (contracts/did/KeyAlgorithms.sol,
 * docs/registries/did-registry.md). The registry takes other numbers, too: a record of one is read and proved like any
 * other, and no verifier of this release can check a signature by it.
 */
const CURVES: ReadonlyMap<number, CurveName> = new Map([
  [1, "P-256"],
  [2, "secp256k1"],
]);

/**
 * The kinds of certificate anchors: a root, under which the issuer's certificates stand, or exactly one certificate.
 */
export type AnchorKind = "x509-root" | "x509-certificate";

const ANCHORS: ReadonlyMap<number, AnchorKind> = new Map([
  [128, "x509-root"],
  [129, "x509-certificate"],
]);

/**
 * From this number on, a record has a SHA-256, and what it is of travels with the credential. Below it, the record has
 * the point itself.
 */
export const FIRST_BY_HASH = 3;

/** Public keys that are registered by their hash have numbers up to this one. */
export const LAST_KEY = 127;

/** The curve of a point; undefined of all else. */
export const curveOf = (algorithm: number): CurveName | undefined => CURVES.get(algorithm);

/** Which certificate anchor it is; undefined of a key. */
export const anchorKindOf = (algorithm: number): AnchorKind | undefined => ANCHORS.get(algorithm);

/** The algorithm's name; undefined if this release knows none for it. */
export const algorithmName = (algorithm: number): CurveName | AnchorKind | undefined =>
  curveOf(algorithm) ?? anchorKindOf(algorithm);

/** The number of a curve's points. */
export const numberOfCurve = (curve: CurveName): number => (curve === "P-256" ? 1 : 2);

/** The number of an anchor. */
export const numberOfAnchor = (kind: AnchorKind): number => (kind === "x509-root" ? 128 : 129);
