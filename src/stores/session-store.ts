import type { JsonObject } from "../crypto/json.ts";
import { DidimError } from "../errors/error.ts";

/**
 * Where a verifier's service keeps its sessions: what was asked of whom, and the key that the answer is encrypted to.
 * openSessionStore() for work, memorySessionStore() for tests; others (SQL) must guarantee the same:
 *
 * - **Every session ends, once.** Of all who change or end one version of a session, in whatever process, one succeeds.
 *   What has ended is not changed any more.
 * - **The secret goes.** When a session has ended, its secret is no longer in the store: not in a journal, a log or a
 *   free page either, where the implementation can help it.
 * - **Durability.** What a method has resolved to is there when the process is killed or the power fails; nothing lives
 *   only in a process.
 * - **Secrecy.** At rest, content and secret are sealed by a key that is kept elsewhere, and bound to their session and
 *   version. Ids, versions, states and times are not sealed.
 *
 * It keeps no time: whoever sweeps says what time it is.
 */
export interface SessionStore {
  /** Version 1 of it, open. Throws `verifier.session-exists`. */
  create(session: NewSession): Promise<void>;
  /** Undefined: there is none, or it is forgotten. An open one may have run out: its reader looks at `expires`. */
  read(id: string): Promise<Session | undefined>;
  /**
   * The content of the next version. False, and nothing happens, if it is not open, or not of that version any more.
   */
  update(id: string, version: number, content: JsonObject): Promise<boolean>;
  /**
   * Ends it, with what is to be said of it afterwards, and deletes its secret. False, and nothing happens, if it is not
   * open, or not of that version any more.
   */
  end(id: string, version: number, as: SessionEnd, content: JsonObject): Promise<boolean>;
  /**
   * Ends as `expired` what is open and has run out by `now`, and forgets all that ran out before `forget`; both in
   * seconds.
   *
   * @returns The ids of what has expired by this call: of several who sweep, one is told of each.
   */
  sweep(times: { readonly now: number; readonly forget: number }): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface NewSession {
  /** Whoever knows it may have the session: best 128 random bits or more. */
  readonly id: string;
  /** When it runs out, seconds. */
  readonly expires: number;
  /** What the service makes of it; it is written as JSON. */
  readonly content: JsonObject;
  /** What must not outlive the session, as its encryption key. */
  readonly secret?: JsonObject;
}

export interface Session extends NewSession {
  /** Counts the changes. */
  readonly version: number;
  readonly state: "open" | SessionEnd;
}

export type SessionEnd = "answered" | "refused" | "declined" | "expired";

/** Throws RangeError for one that would never run out. */
export function checkSession({ expires }: NewSession): void {
  if (!Number.isFinite(expires)) throw new RangeError("a session runs out at some time");
}

export function sessionExists(): DidimError {
  return new DidimError(
    "verifier.session-exists",
    "There is a session with this id already. Take a random id for each.",
  );
}
