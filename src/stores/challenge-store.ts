/**
 * Where a verifier keeps the challenges that it has given out. openChallengeStore() for work, memoryChallengeStore()
 * for tests and for one process; others (SQL) must guarantee the same:
 *
 * - **Exactly once.** Of all who take one nonce, in whatever process and at whatever moment, one is answered with it.
 * - **Durability.** What was taken stays taken when the process is killed or the power fails: the same answer must not
 *   pass twice. A challenge that was given out may be lost; whoever answers it is asked again.
 * - **One at a time.** Between the beginning and the end of `alone` nothing else changes, in whatever process: limits
 *   are counted and kept there.
 *
 * It keeps no time and no limits: those are the verifier's (`challenges()`).
 */
export interface ChallengeStore {
  /** Takes it out; undefined: it is not there, or another has taken it. */
  take(nonce: string): Promise<Challenge | undefined>;
  /**
   * What `work` has done is kept when it resolves; of what it did before it threw, all may be kept or none. It works on
   * `open` alone: were it to ask the store for anything else, it would wait for itself.
   */
  alone<T>(work: (open: OpenChallenges) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Challenge {
  readonly nonce: string;
  readonly requester: string;
  /** Seconds. */
  readonly issued: number;
}

/**
 * All that are open, to be looked at and changed within `alone`. Every operation takes about the same time, however
 * many there are.
 */
export interface OpenChallenges {
  /** How many are open, in all or of a requester. */
  count(requester?: string): Promise<number>;
  /** The one that was added first, of all or of a requester. */
  oldest(requester?: string): Promise<Challenge | undefined>;
  /** The requester that has most; of several the one whose number changed longest ago. Undefined: nothing is open. */
  largest(): Promise<string | undefined>;
  /** The nonce must be a new one. */
  add(challenge: Challenge): Promise<void>;
  /** Nothing happens if it is not there. */
  remove(nonce: string): Promise<void>;
}
