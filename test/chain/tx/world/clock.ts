import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

/** The time of a simulated world. When nothing is left to do at a moment, it jumps to the next event. */
export class Clock {
  /** Milliseconds since the world began. */
  now = 0;
  /** Future events, the latest first. */
  readonly #coming: { readonly at: number; readonly act: () => void }[] = [];
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  after(ms: number, act: () => void): void {
    const at = this.now + ms;
    let [low, high] = [0, this.#coming.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#coming[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#coming.splice(low, 0, { at, act });
  }

  /** Advances until `isEnough` holds or this many milliseconds have passed. */
  async pass(ms: number, isEnough: () => boolean = () => false): Promise<void> {
    const end = this.now + ms;
    await quiet();
    while (!isEnough()) {
      const next = this.#coming.at(-1);
      if (next === undefined || next.at > end) {
        this.now = end;
        return;
      }
      this.#coming.pop();
      this.now = next.at;
      next.act();
      await quiet();
    }
  }

  /** A number in [0, 1) by mulberry32. The same seed gives the same world. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Resolves when everything that can continue has continued. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A process of a world: the world answers its calls to timers and randomness. */
export interface Inhabitant {
  readonly clock: Clock;
  /** A dead process gets no more results. */
  dead: boolean;
}

const place = new AsyncLocalStorage<Inhabitant>();

/** Runs a function as a process of a world. */
export const as = <T>(who: Inhabitant, act: () => T): T => place.run(who, act);

/** The deadline of a signal that the world made, in milliseconds of that world. */
const deadlines = new WeakMap<AbortSignal, number>();
export const deadlineOf = (signal: AbortSignal | null | undefined): number =>
  (signal && deadlines.get(signal)) ?? Number.POSITIVE_INFINITY;

function signalAt(deadline: number): AbortSignal {
  const signal = Object.create(AbortSignal.prototype) as AbortSignal;
  deadlines.set(signal, deadline);
  return signal;
}

/**
 * From now on, processes of a world use that world's time and randomness; nothing changes for other code.
 *
 * @returns Ends it.
 */
export function enterWorlds(): () => void {
  const real = {
    sleep: timers.setTimeout,
    setTimeout: globalThis.setTimeout,
    now: performance.now,
    random: Math.random,
    timeout: AbortSignal.timeout,
    any: AbortSignal.any,
  };
  const put = (fakes: typeof real): void => {
    timers.setTimeout = fakes.sleep;
    globalThis.setTimeout = fakes.setTimeout;
    performance.now = fakes.now;
    Math.random = fakes.random;
    AbortSignal.timeout = fakes.timeout;
    AbortSignal.any = fakes.any;
    syncBuiltinESMExports();
  };
  put({
    sleep: (<T>(ms?: number, value?: T, options?: object) => {
      const who = place.getStore();
      return who === undefined ? real.sleep(ms, value, options) : until(who, ms ?? 0, () => value);
    }) as typeof real.sleep,
    setTimeout: ((act: () => void, ms = 0) => {
      const who = place.getStore();
      if (who === undefined) return real.setTimeout(act, ms);
      who.clock.after(ms, () => who.dead || as(who, act));
      return { unref: () => undefined };
    }) as typeof real.setTimeout,
    now: () => place.getStore()?.clock.now ?? real.now.call(performance),
    random: () => place.getStore()?.clock.random() ?? real.random(),
    timeout: (ms) => {
      const clock = place.getStore()?.clock;
      return clock === undefined ? real.timeout.call(AbortSignal, ms) : signalAt(clock.now + ms);
    },
    any: (signals) =>
      place.getStore() === undefined
        ? real.any.call(AbortSignal, signals)
        : signalAt(Math.min(...[...signals].map(deadlineOf))),
  });
  return () => put(real);
}

/**
 * Resolves to the result after so many milliseconds, unless the process is dead by then; a dead process gets no result.
 */
export function until<T>(who: Inhabitant, ms: number, what: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    who.clock.after(ms, () => {
      if (who.dead) return;
      try {
        resolve(what());
      } catch (error) {
        reject(error);
      }
    });
  });
}
