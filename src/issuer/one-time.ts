import type { JsonObject } from "../crypto/json.ts";
import { thumbprint } from "../crypto/jwk.ts";
import type { PublicJwk } from "../crypto/keys.ts";
import { DidimError } from "../errors/error.ts";
import { ONE_TIME_LIFE } from "../verdict/checks/status.ts";

/**
 * Copies of one credential, each to be shown once (DESIGN §7). They say the same claims in the same order, all of them disclosable, and
 * nothing else that one could be known by: each has its own key and salts, no status reference, no serial number, and the times that every copy
 * of this hour has.
 */
export interface OneTimeRequest {
  readonly type: string;
  readonly claims: JsonObject;
  /** One for each copy, all different. */
  readonly holderKeys: readonly PublicJwk[];
  /** Seconds, in whole steps of the rounding; 24 hours, the most there is, if not given. */
  readonly life?: number;
}

export const MAX_COPIES = 256;

/**
 * What times of one-time copies are rounded down to, in seconds. An hour: a minute would tell copies of one download apart from almost all
 * others, a day would leave copies issued in the evening no life, since `exp` − `iat` may be 24 hours at most.
 */
export const ONE_TIME_ROUNDING = 3600;

export interface OneTimeTimes {
  readonly issuedAt: number;
  readonly expires: number;
}

/** Rounded down, never up: `iat` is not in the future. Throws `issuer.one-time-life`. */
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

/** The life of a copy that is to end then: both its times are rounded down, so that it is a whole number of steps. */
export function oneTimeLife(end: number, now: number, rounding: number = ONE_TIME_ROUNDING): number {
  return roundDown(end, rounding) - roundDown(now, rounding);
}

export function roundDown(time: number, rounding: number): number {
  return time - (time % rounding);
}

/** Throws `issuer.one-time-keys`: two copies with one key are one. */
export function checkKeys(holderKeys: readonly PublicJwk[]): void {
  const distinct = new Set(holderKeys.map(thumbprint)).size;
  if (holderKeys.length > 0 && holderKeys.length <= MAX_COPIES && distinct === holderKeys.length) return;
  throw new DidimError("issuer.one-time-keys", `Each one-time copy has a key of its own; 1 to ${MAX_COPIES} at once.`, {
    keys: holderKeys.length,
    distinct,
    max: MAX_COPIES,
  });
}
