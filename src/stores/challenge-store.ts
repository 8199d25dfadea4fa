/**
 * Keeps the challenges that a verifier has issued. Use openFileChallengeStore() in production, createMemoryChallengeStore() for
 * tests and single processes. Any other implementation (SQL) must guarantee:
 *
 * - **Exactly once.** However many processes take one nonce at once, exactly one of them gets the challenge.
 * - **Durability.** A challenge that was taken stays taken after a crash or power failure, so that no answer passes
 *   twice. A challenge that was issued may be lost; the holder then gets a new request.
 * - **Exclusion.** While `exclusively` runs, nothing else changes the store, in any process: limits are counted and
 *   enforced there.
 *
 * The store knows neither time nor limits. The verifier does (`createChallenges()`).
 */
export interface ChallengeStore {
  /** Removes and returns the challenge; undefined if it is not there, or was taken before. */
  take(nonce: string): Promise<Challenge | undefined>;
  /**
   * Everything `work` did is kept when it resolves. If it throws, its changes may be kept in full or not at all. `work`
   * must use only `open`: any other call to the store would wait for itself.
   */
  exclusively<T>(work: (open: OpenChallenges) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Challenge {
  readonly nonce: string;
  readonly requester: string;
  /** Seconds since 1970. */
  readonly issued: number;
}

/**
 * All open challenges, to be read and changed within `exclusively`. The time of each operation does not depend on their
 * number.
 */
export interface OpenChallenges {
  /** How many challenges are open, in all or for one requester. */
  count(requester?: string): Promise<number>;
  /** The oldest challenge, in all or for one requester. */
  oldest(requester?: string): Promise<Challenge | undefined>;
  /**
   * The requester with the most open challenges. Of several, the one whose number changed longest ago. Undefined:
   * nothing is open.
   */
  largest(): Promise<string | undefined>;
  /** The nonce must be new. */
  add(challenge: Challenge): Promise<void>;
  /** Does nothing if it is not there. */
  remove(nonce: string): Promise<void>;
}
