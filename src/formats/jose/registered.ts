import { SPELLING_OF_32_BYTES } from "../../crypto/encodings/base64url.ts";
import type { JsonObject } from "../../crypto/encodings/json.ts";
import { isObject } from "../../crypto/encodings/json.ts";
import { unprovenJwk } from "../../crypto/keys/jwk.ts";
import type { PublicJwk } from "../../crypto/keys/keys.ts";
import { RecentCache } from "../../crypto/recent-cache.ts";
import { type DidimError, isDidimError } from "../../errors/error.ts";
import { refusal } from "../refusal.ts";

/** Checks of the registered claims, common to all JOSE formats. */

/** The chain stores times as `uint40`; nothing later can be looked up. */
const MAX_TIME = 2 ** 40;
const MAX_UINT32 = 2 ** 32 - 1;
const MAX_DID = 512;
/** DID Core §3.1, without the rarely used percent-encoding. */
const DID = /^did:[a-z0-9]+:[A-Za-z0-9._:-]*[A-Za-z0-9._-]$/;
const LIST_URI = /\/status-lists\/(0|[1-9][0-9]{0,9})$/;

export function requiredTime(claims: JsonObject, name: string): number {
  const time = optionalTime(claims, name);
  if (time === undefined) throw refusal("format.claim-missing", `${name} is missing.`, { claim: name });
  return time;
}

/** Whole seconds since 1970 (RFC 7519 §2 NumericDate, without fractions). */
export function optionalTime(claims: JsonObject, name: string): number | undefined {
  const time = claims[name];
  if (time === undefined) return undefined;
  if (typeof time === "number" && Number.isSafeInteger(time) && time >= 0 && time < MAX_TIME) return time;
  throw refusal("format.time", `${name} is not a time in whole seconds.`, { claim: name });
}

/** `nbf` and `exp` (RFC 7519 §4.1.4, §4.1.5), if present. */
export function validity(claims: JsonObject): { notBefore?: number; expires?: number } {
  const times: { notBefore?: number; expires?: number } = {};
  const [notBefore, expires] = [optionalTime(claims, "nbf"), optionalTime(claims, "exp")];
  if (notBefore !== undefined) times.notBefore = notBefore;
  if (expires !== undefined) times.expires = expires;
  return times;
}

export function requiredText(claims: JsonObject, name: string): string {
  const text = claims[name];
  if (text === undefined) throw refusal("format.claim-missing", `${name} is missing.`, { claim: name });
  if (typeof text !== "string" || text === "") throw refusal("format.claim", `${name} is not a text.`, { claim: name });
  return text;
}

export function issuerDid(claims: JsonObject): string {
  const iss = requiredText(claims, "iss");
  if (!DID.test(iss) || iss.length > MAX_DID) throw refusal("format.issuer", "iss is not a DID.");
  return iss;
}

/**
 * Returns the thumbprint in `kid`, which must be a DID URL: the issuer's own DID, with the key's thumbprint as
 * fragment.
 */
export function keyThumbprint(header: JsonObject, issuer: string): string {
  const { kid } = header;
  if (typeof kid !== "string") throw refusal("format.kid", "The header names no key (kid).");
  const { did, thumbprint } = keyIds.get(kid, () => readKeyId(kid));
  if (did !== issuer) throw notTheIssuers();
  return thumbprint;
}

/** Cached, because issuers' keys are used again. */
const keyIds = new RecentCache<{ readonly did: string; readonly thumbprint: string }>(256);

function readKeyId(kid: string): { did: string; thumbprint: string } {
  const hash = kid.lastIndexOf("#");
  const [did, thumbprint] = [kid.slice(0, hash), kid.slice(hash + 1)];
  if (hash === -1 || hash > MAX_DID || !SPELLING_OF_32_BYTES.test(thumbprint)) throw notTheIssuers();
  return { did, thumbprint };
}

function notTheIssuers(): DidimError {
  return refusal("format.kid", "kid is not <iss>#<SHA-256 thumbprint of the key>.");
}

/** The key in `cnf` (RFC 7800 §3.2). Only `jwk` is supported. */
export function confirmationKey(claims: JsonObject): PublicJwk | undefined {
  const { cnf } = claims;
  if (cnf === undefined) return undefined;
  if (!isObject(cnf) || cnf.jwk === undefined) throw refusal("format.holder-key", "cnf has no jwk.");
  try {
    return unprovenJwk(cnf.jwk);
  } catch (error) {
    if (!isDidimError(error)) throw error;
    throw refusal("format.holder-key", "cnf.jwk is not a P-256 or secp256k1 public key.", error.details);
  }
}

/** The list number at the end of a status list's URI. The list is always the issuer's own, whatever the URI's host. */
export function listNumber(uri: unknown): number {
  const digits = typeof uri === "string" ? LIST_URI.exec(uri)?.[1] : undefined;
  return uint32(
    digits === undefined ? undefined : Number(digits),
    "the status list's URI does not end in /status-lists/<number>",
  );
}

export function uint32(value: unknown, why: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_UINT32) return value;
  throw refusal("format.status", `Not a status reference: ${why}.`, { why });
}

/** The claims whose names are not in `registered`. */
export function claimsBeside(registered: ReadonlySet<string>, claims: JsonObject): JsonObject {
  const others: Record<string, unknown> = {};
  for (const name of Object.keys(claims)) {
    if (!registered.has(name)) others[name] = claims[name];
  }
  return others;
}

/** Removes members that are undefined. */
export type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function defined<T extends object>(members: T): Defined<T> {
  const there: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const member = members[name as keyof T];
    if (member !== undefined) there[name] = member;
  }
  return there as Defined<T>;
}
