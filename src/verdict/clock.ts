import { DidimError } from "../errors/error.ts";
import { CLOCK_SKEW } from "./checks/holder-binding.ts";

/** A source of the present time, in seconds since 1970. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = Object.freeze({ now: () => Math.floor(Date.now() / 1000) });

/**
 * The verifier's time: the later of its own clock and the newest sealed time that it has seen. So setting the clock
 * back does not revive anything. Sealed times more than 60 s ahead of the own clock are ignored,
 * however many blocks are sealed. Keep one instance for the verifier's whole life; `newest` can be stored and passed to
 * a new one. Throws `verifier.clock` for an invalid time; with NaN, nothing would ever be expired or stale.
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

  /** The time of the verifier's own clock, without sealed times. */
  own(): number {
    return checkTime(this.#clock.now());
  }

  /** Remembers a sealed time, unless it is more than 60 s ahead of the own clock. */
  rememberSealedTime(time: number): void {
    if (checkTime(time) <= this.own() + CLOCK_SKEW) this.#newest = Math.max(this.#newest, time);
  }
}

/** The chain's times are `uint40`. Anything larger is in milliseconds, or invalid. */
const MAX_TIME = 2 ** 40;

/** Returns a valid time, seconds since 1970. Throws `verifier.clock`. */
export function checkTime(time: number): number {
  if (typeof time === "number" && time >= 0 && time < MAX_TIME) return time;
  throw new DidimError("verifier.clock", "The clock does not tell the time in seconds since 1970.", { time });
}
