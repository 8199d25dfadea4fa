import { DidimError } from "../errors/error.ts";
import { CLOCK_SKEW } from "./checks/holder-binding.ts";

/** Where the time comes from: seconds since 1970. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = Object.freeze({ now: () => Math.floor(Date.now() / 1000) });

/**
 * The verifier's sense of time: the later of its own clock and the newest sealed time it has ever seen, so that setting the clock back
 * revives nothing (DESIGN §3, rule 5). Those who seal cannot lead it more than 60 s beyond the own clock, however many blocks they seal.
 * Keep one for as long as the verifier lives; `newest` can be stored and given back.
 * Throws `verifier.clock` for a time that is none: with NaN for now nothing would ever be expired or stale.
 */
export class SealedClock implements Clock {
  readonly #clock: Clock;
  #newest: number;

  constructor(clock: Clock = systemClock, newest = 0) {
    this.#clock = clock;
    this.#newest = checkTime(newest);
  }

  get newest(): number {
    return this.#newest;
  }

  now(): number {
    return Math.max(this.own(), this.#newest);
  }

  /** What the own clock says, whatever was sealed. */
  own(): number {
    return checkTime(this.#clock.now());
  }

  /** Remembers a sealed time; but none that is further ahead of the own clock than clocks may differ. */
  saw(time: number): void {
    if (checkTime(time) <= this.own() + CLOCK_SKEW) this.#newest = Math.max(this.#newest, time);
  }
}

/** The chain's times are `uint40`; what is beyond is milliseconds, or nonsense. */
const MAX_TIME = 2 ** 40;

/** Throws `verifier.clock` for a time that is none. */
export function checkTime(time: number): number {
  if (typeof time === "number" && time >= 0 && time < MAX_TIME) return time;
  throw new DidimError("verifier.clock", "The clock does not tell the time in seconds since 1970.", { time });
}
