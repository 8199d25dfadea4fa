import type { JsonObject } from "../crypto/encodings/json.ts";
import { thumbprint } from "../crypto/keys/jwk.ts";
import type { PublicJwk } from "../crypto/keys/keys.ts";
import { DidimError } from "../errors/error.ts";
import { ONE_TIME_LIFE } from "../verdict/checks/status.ts";

/**
 * Copies of one credential, each for one presentation. They have the same claims in the same order, all of
 * them disclosable, and nothing else that identifies a copy: each has its own key and salts, no status reference, no
 * serial number, and times that all copies of the same hour share.
 */
export interface OneTimeRequest {
  readonly type: string;
  readonly claims: JsonObject;
  /** One for each copy, all different. */
  readonly holderKeys: readonly PublicJwk[];
  /** Seconds, a multiple of the rounding. Default and maximum: 24 hours. */
  readonly life?: number;
}

export const MAX_COPIES = 256;

/**
 * Seconds to which times of one-time copies are rounded down: an hour. A minute would set the copies of one download
 * apart from almost all others. A day would leave copies issued in the evening no life, because `exp` − `iat` may be at
 * most 24 hours.
 */
export const ONE_TIME_ROUNDING = 3600;

export interface OneTimeTimes {
  readonly issuedAt: number;
  readonly expires: number;
}

/** Rounds down, so that `iat` is never in the future. Throws `issuer.one-time-life`. */
export function oneTimeTimes(now: number, life: number, rounding: number): OneTimeTimes {
  const fits = Number.isInteger(life) && life % rounding === 0 && life >= 2 * rounding && life <= ONE_TIME_LIFE;
  if (!fits) {
    throw new DidimError(
      "issuer.one-time-life",
      "A one-time copy lives at most 24 hours, in whole steps of the rounding, and at least two of them.",
      { life, rounding, max: ONE_TIME_LIFE },
    );
  }
  const issuedAt = roundDown(now, rounding);
  return { issuedAt, expires: issuedAt + life };
}

/** The life of a copy that ends at `end`. Both times are rounded down, so the result is a multiple of the rounding. */
export function oneTimeLife(end: number, now: number, rounding: number = ONE_TIME_ROUNDING): number {
  return roundDown(end, rounding) - roundDown(now, rounding);
}

export function roundDown(time: number, rounding: number): number {
  return time - (time % rounding);
}

/**
 * Throws `issuer.one-time-keys` if two copies share a key (verifiers could link them) or the number is out of range.
 */
export function checkKeys(holderKeys: readonly PublicJwk[]): void {
  const distinct = new Set(holderKeys.map(thumbprint)).size;
  if (holderKeys.length > 0 && holderKeys.length <= MAX_COPIES && distinct === holderKeys.length) return;
  throw new DidimError("issuer.one-time-keys", `Each one-time copy has a key of its own; 1 to ${MAX_COPIES} at once.`, {
    keys: holderKeys.length,
    distinct,
    max: MAX_COPIES,
  });
}
