/** Where the time comes from: seconds since 1970. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };

/**
 * The verifier's sense of time: the later of its own clock and the newest sealed time it has ever seen, so that setting the clock back
 * revives nothing (DESIGN §3, rule 5). Keep one for as long as the verifier lives; `newest` can be stored and given back.
 */
export class SealedClock implements Clock {
  readonly #clock: Clock;
  #newest: number;

  constructor(clock: Clock = systemClock, newest = 0) {
    this.#clock = clock;
    this.#newest = newest;
  }

  get newest(): number {
    return this.#newest;
  }

  now(): number {
    return Math.max(this.#clock.now(), this.#newest);
  }

  /** Remembers a sealed time that was found to be credible. */
  saw(time: number): void {
    this.#newest = Math.max(this.#newest, time);
  }
}
