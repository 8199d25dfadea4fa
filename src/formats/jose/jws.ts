import { fromBase64url, toBase64url, utf8ToBase64url } from "../../crypto/encodings/base64url.ts";
import { bytesOfAscii } from "../../crypto/encodings/bytes.ts";
import { type JsonObject, parseJsonObject } from "../../crypto/encodings/json.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../../crypto/keys/keys.ts";
import { RecentCache } from "../../crypto/recent-cache.ts";
import { verifyOnce, verifySignature } from "../../crypto/signatures/verify.ts";
import { refusal } from "../refusal.ts";

/** A decoded JWS in compact serialization (RFC 7515 §7.1). Nothing in it is verified. */
export interface Jws {
  readonly algorithm: SignatureAlgorithm;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** The ASCII bytes of `header.payload` (RFC 7515 §5.1). */
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

export function parseJws(text: string, ...types: readonly string[]): Jws {
  const [head, body, tail, ...more] = text.split(".", 4);
  if (head === undefined || body === undefined || tail === undefined || more.length > 0) {
    throw refusal("format.malformed", "A JWS has three parts.");
  }
  const header = readHeader(head);
  const algorithm = checkHeader(header, types);
  const signature = decode(tail);
  if (signature.length !== 64)
    throw refusal("format.signature", "A signature is 64 bytes.", { length: signature.length });
  const signingInput = bytesOfAscii(text.slice(0, head.length + 1 + body.length));
  return { algorithm, header, payload: parseJsonObject(decode(body)), signingInput, signature };
}

/** For issuers' keys, which are used again: caches the imported key. */
export function verifyJws(jws: Jws, key: PublicJwk): boolean {
  return verifySignature(jws.algorithm, key, jws.signingInput, jws.signature);
}

/** For holders' keys, which are used once: no cache. */
export function verifyJwsOnce(jws: Jws, key: PublicJwk): boolean {
  return verifyOnce(jws.algorithm, key, jws.signingInput, jws.signature);
}

export async function signJws(signer: Signer, header: JsonObject, payload: JsonObject): Promise<string> {
  const head = utf8ToBase64url(JSON.stringify({ alg: signer.algorithm, ...header }));
  const input = `${head}.${utf8ToBase64url(JSON.stringify(payload))}`;
  return `${input}.${toBase64url(await signer.sign(bytesOfAscii(input)))}`;
}

/** HMAC algorithms (RFC 7518 §3.2): whoever can verify such a signature can also make one. */
const SYMMETRIC = /^hs\d*$/i;

/** Cached, because all credentials of an issuer have the same header: saves 5 µs of 35. */
const headers = new RecentCache<JsonObject>(256);
const MAX_KEPT_HEADER = 512;

function readHeader(text: string): JsonObject {
  const read = () => parseJsonObject(decode(text));
  return text.length <= MAX_KEPT_HEADER ? headers.get(text, read) : read();
}

/**
 * The key never comes from the header (`jwk`, `jku`, `x5c` are ignored). The algorithm does, but it must be one of two
 * and must match the key. No extension is supported, so `crit` is refused (RFC 7515 §4.1.11).
 */
function checkHeader(header: JsonObject, types: readonly string[]): SignatureAlgorithm {
  const { alg } = header;
  if (typeof alg === "string" && alg.toLowerCase() === "none") {
    throw refusal("format.algorithm-none", "The token says that it isn't signed (alg: none).");
  }
  if (typeof alg !== "string" || SYMMETRIC.test(alg))
    throw refusal("format.algorithm", "The algorithm is none for signatures by a key pair.");
  if (alg !== "ES256" && alg !== "ES256K")
    throw refusal("format.algorithm-unknown", "The algorithm is neither ES256 nor ES256K.", { algorithm: alg });
  if (Object.hasOwn(header, "crit")) throw refusal("format.crit", "The header demands an extension (crit).");
  if (typeof header.typ !== "string" || !types.includes(header.typ)) {
    throw refusal("format.typ", `The header's typ is not ${types.join(" or ")}.`, { expected: types });
  }
  return alg;
}

function decode(part: string): Uint8Array {
  const bytes = fromBase64url(part);
  if (bytes === undefined || bytes.length === 0)
    throw refusal("format.base64url", "A part is empty or not canonical base64url.");
  return bytes;
}
