import { bytesOfBase64url, decompressed, hexOf, sha256Base64url } from "#crypto";
import { DidimError } from "../errors/error.ts";
import { SPELLING_OF_32_BYTES, toBase64url } from "./base64url.ts";
import { CURVES, type CurveName, isOnCurve } from "./curve.ts";
import type { PublicJwk, SignatureAlgorithm } from "./keys.ts";
import { Recent } from "./recent.ts";

/**
 * Reads a public key strictly (RFC 7517, RFC 7518 §6.2.1): P-256 or secp256k1, each coordinate 32 bytes in canonical
 * base64url, the point on its curve. Other public members (`kid`, `use`, `alg`) are dropped; a private one is refused.
 * Throws `crypto.jwk`.
 */
export function publicJwk(value: unknown): PublicJwk {
  const jwk = unprovenJwk(value);
  if (!isOnCurve(jwk.crv, coordinate(jwk.x), coordinate(jwk.y))) throw invalid("the point is not on its curve");
  return jwk;
}

/**
 * The same, but for the point: for a key that is only compared, or verified by. Nothing is verified by what is no point of its curve (port.ts), and looking
 * twice would be 3 µs of 160.
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

/** RFC 7638 SHA-256 thumbprint, base64url: the name of a key everywhere in Didim. */
export function thumbprint(jwk: PublicJwk): string {
  return sha256Base64url(canonicalJson(jwk));
}

/** The required members in lexicographic order, no white space (RFC 7638 §3.3). None of them has anything to escape. */
export function canonicalJson({ crv, kty, x, y }: PublicJwk): string {
  return `{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`;
}

/** The algorithm that a key signs with. */
export function algorithmOf(jwk: PublicJwk): SignatureAlgorithm {
  return CURVES[jwk.crv].algorithm;
}

export function sameKey(one: PublicJwk, other: PublicJwk): boolean {
  return one.crv === other.crv && one.x === other.x && one.y === other.y;
}

/** SEC 1 §2.3.3 compressed point, 33 bytes, lower-case 0x-hex: how the chain holds a key. */
export function compressPoint(jwk: PublicJwk): string {
  const { x, y } = publicJwk(jwk);
  const [px, py] = [coordinate(x), coordinate(y)];
  return `0x${((py[31] ?? 0) & 1) === 1 ? "03" : "02"}${hexOf(px)}`;
}

/** A key that the chain holds, and its name. */
export interface NamedKey {
  readonly jwk: PublicJwk;
  /** RFC 7638 SHA-256 thumbprint, base64url. */
  readonly thumbprint: string;
}

/** The reverse of {@link compressPoint}; refuses what is not a compressed point of the curve. */
export function decompressPoint(hex: string, crv: CurveName): PublicJwk {
  return namedKey(hex, crv).jwk;
}

/** {@link decompressPoint}, and the {@link thumbprint}: computed here from the point itself. */
export function namedKey(hex: string, crv: CurveName): NamedKey {
  return named[crv].get(hex, () => {
    if (!/^0x0[23][0-9a-fA-F]{64}$/.test(hex)) throw invalid("not a compressed point (0x02… or 0x03…, 33 bytes)");
    const jwk = Object.freeze(publicJwk({ kty: "EC", crv, ...coordinates(hex.slice(2), crv) }));
    return { jwk, thumbprint: thumbprint(jwk) };
  });
}

/** A root in the field takes 55 µs, a third of a verification, and issuers' keys come back. */
const named = { "P-256": new Recent<NamedKey>(1024), secp256k1: new Recent<NamedKey>(1024) };

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
