import type { JsonObject } from "../crypto/encodings/json.ts";
import { DidimError } from "../errors/error.ts";

/**
 * Keeps the sessions of a verifier's service: what was requested from whom, and the key to which the answer is
 * encrypted. Use openFileSessionStore() in production, createMemorySessionStore() for tests. Any other implementation (SQL) must
 * guarantee:
 *
 * - **Every session ends once.** However many processes change or end one version of a session at once, exactly one
 *   succeeds. A session that has ended never changes.
 * - **Secrets are deleted.** Once a session has ended, its secret is no longer in the store, and, as far as the
 *   implementation can ensure it, in no journal, log or free page.
 * - **Durability.** What a method has resolved to survives a crash or power failure. Nothing exists only in a process.
 * - **Secrecy.** At rest, content and secret are sealed with a key stored elsewhere, and bound to their session and
 *   version. Ids, versions, states and times are not sealed.
 *
 * The store has no clock: the caller of `sweep` passes the time.
 */
export interface SessionStore {
  /** Creates an open session with version 1. Throws `verifier.session-exists`. */
  create(session: NewSession): Promise<void>;
  /** Undefined if there is none, or it is forgotten. An open session may have expired: the caller checks `expires`. */
  read(id: string): Promise<StoredSession | undefined>;
  /**
   * Writes the content of the next version. Returns false, and changes nothing, if the session is not open or has
   * another version.
   */
  update(id: string, version: number, content: JsonObject): Promise<boolean>;
  /**
   * Ends the session, stores the content that remains, and deletes its secret. Returns false, and changes nothing, if
   * the session is not open or has another version.
   */
  end(id: string, version: number, as: SessionEnd, content: JsonObject): Promise<boolean>;
  /**
   * Ends as `expired` the open sessions that expired by `now`, and forgets all sessions that expired before `forget`.
   * Times in seconds since 1970.
   *
   * @returns The ids of the sessions that this call expired. Of several concurrent sweeps, exactly one returns each id.
   */
  sweep(times: { readonly now: number; readonly forget: number }): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface NewSession {
  /** Knowing the id may be enough to use the session, so make it of 128 random bits or more. */
  readonly id: string;
  /** When it expires, in seconds since 1970. */
  readonly expires: number;
  /** The service's own data, stored as JSON. */
  readonly content: JsonObject;
  /** Data that must not outlive the session, such as its encryption key. */
  readonly secret?: JsonObject;
}

export interface StoredSession extends NewSession {
  /** Counts the changes. */
  readonly version: number;
  readonly state: "open" | SessionEnd;
}

export type SessionEnd = "answered" | "refused" | "declined" | "expired";

/** Throws RangeError for a session that would never expire. */
export function checkSession({ expires }: NewSession): void {
  if (!Number.isFinite(expires)) throw new RangeError("a session runs out at some time");
}

export function sessionExists(): DidimError {
  return new DidimError(
    "verifier.session-exists",
    "There is a session with this id already. Take a random id for each.",
  );
}
