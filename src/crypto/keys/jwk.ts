import { bytesOfBase64url, decompressed, hexOf, sha256Base64url } from "#crypto";
import { DidimError } from "../../errors/error.ts";
import { SPELLING_OF_32_BYTES, toBase64url } from "../encodings/base64url.ts";
import { RecentCache } from "../recent-cache.ts";
import { CURVES, type CurveName, isOnCurve } from "./curve.ts";
import type { PublicJwk, SignatureAlgorithm } from "./keys.ts";

/**
 * Reads a public key strictly (RFC 7517, RFC 7518 §6.2.1): P-256 or secp256k1, coordinates of 32 bytes in canonical
 * base64url, the point on its curve. Other public members (`kid`, `use`, `alg`) are dropped; a private key is refused.
 * Throws `crypto.jwk`.
 */
export function publicJwk(value: unknown): PublicJwk {
  const jwk = unprovenJwk(value);
  if (!isOnCurve(jwk.crv, coordinate(jwk.x), coordinate(jwk.y))) throw invalid("the point is not on its curve");
  return jwk;
}

/**
 * {@link publicJwk} without the check that the point is on its curve, for keys that are only compared or used to
 * verify. Verification fails for such a point anyway (port.ts), and a second check would take 3 µs of 160. Throws
 * `crypto.jwk`.
 */
export function unprovenJwk(value: unknown): PublicJwk {
  if (typeof value !== "object" || value === null) throw invalid("not an object");
  const { kty, crv, x, y, d } = value as Record<string, unknown>;
  if (d !== undefined) throw invalid("it contains the private key");
  if (kty !== "EC") throw invalid("kty is not EC");
  if (crv !== "P-256" && crv !== "secp256k1") throw invalid("crv is neither P-256 nor secp256k1");
  if (typeof x !== "string" || typeof y !== "string") throw invalid("x or y is missing");
  if (!SPELLING_OF_32_BYTES.test(x) || !SPELLING_OF_32_BYTES.test(y)) {
    throw invalid("a coordinate is not 32 bytes in canonical base64url");
  }
  return { kty, crv, x, y };
}

/** The RFC 7638 SHA-256 thumbprint in base64url. It names a key everywhere in Didim. */
export function thumbprint(jwk: PublicJwk): string {
  return sha256Base64url(canonicalJson(jwk));
}

/**
 * The required members in lexicographic order without white space (RFC 7638 §3.3). None of their values needs escaping.
 */
export function canonicalJson({ crv, kty, x, y }: PublicJwk): string {
  return `{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`;
}

/** The algorithm a key signs with. */
export function algorithmOf(jwk: PublicJwk): SignatureAlgorithm {
  return CURVES[jwk.crv].algorithm;
}

export function sameKey(one: PublicJwk, other: PublicJwk): boolean {
  return one.crv === other.crv && one.x === other.x && one.y === other.y;
}

/** The SEC 1 §2.3.3 compressed point: 33 bytes, lower-case 0x-hex. The chain stores keys so. */
export function compressPoint(jwk: PublicJwk): string {
  const { x, y } = publicJwk(jwk);
  const [px, py] = [coordinate(x), coordinate(y)];
  return `0x${((py[31] ?? 0) & 1) === 1 ? "03" : "02"}${hexOf(px)}`;
}

/** A key from the chain, with its thumbprint. */
export interface NamedKey {
  readonly jwk: PublicJwk;
  /** RFC 7638 SHA-256 thumbprint, base64url. */
  readonly thumbprint: string;
}

/** The reverse of {@link compressPoint}. Throws `crypto.jwk` if `hex` is no compressed point of the curve. */
export function decompressPoint(hex: string, crv: CurveName): PublicJwk {
  return namedKey(hex, crv).jwk;
}

/** {@link decompressPoint} with the {@link thumbprint}, computed from the point. */
export function namedKey(hex: string, crv: CurveName): NamedKey {
  return named[crv].get(hex, () => {
    if (!/^0x0[23][0-9a-fA-F]{64}$/.test(hex)) throw invalid("not a compressed point (0x02… or 0x03…, 33 bytes)");
    const jwk = Object.freeze(publicJwk({ kty: "EC", crv, ...coordinates(hex.slice(2), crv) }));
    return { jwk, thumbprint: thumbprint(jwk) };
  });
}

/** Decompressing takes 55 µs, a third of a verification, and the same issuers' keys come again and again. */
const named = { "P-256": new RecentCache<NamedKey>(1024), secp256k1: new RecentCache<NamedKey>(1024) };

function coordinates(compressed: string, crv: CurveName): { x: string; y: string } {
  try {
    const point = decompressed(compressed, crv);
    return { x: toBase64url(point.subarray(1, 33)), y: toBase64url(point.subarray(33)) };
  } catch (cause) {
    throw invalid("no point of its curve has this x", cause);
  }
}

function coordinate(text: string): Uint8Array {
  return bytesOfBase64url(text);
}

function invalid(why: string, cause?: unknown): DidimError {
  return new DidimError("crypto.jwk", `Not a public key that Didim takes: ${why}.`, { why }, { cause });
}
