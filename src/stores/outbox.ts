/**
 * Keeps signed transactions, from before any node sees them until their result is known. Use createFileOutboxStore() in
 * production, createMemoryOutboxStore() for a single process. Any other implementation (SQL) must guarantee:
 *
 * - **Durability.** When `put` has resolved, the whole record survives a crash or power failure. A record is replaced
 *   atomically.
 * - **Exclusion.** While `exclusively` runs, no other `exclusively` of the same account and chain runs, in any process:
 *   two must not take the same nonce. A process that ends, however it ends, releases its turn; a slow one keeps it.
 * - **Liveness.** `runsElsewhere` returns true for every running process that shares the store. Otherwise two processes
 *   would handle the same transaction.
 *
 * A store authenticates nothing: whoever can write to it may have written the records. Readers check what they read.
 */
export interface OutboxStore {
  of(chain: string, account: string): AccountRecords;
  /** All accounts that ever stored a record for that chain, in lower case. */
  accounts(chain: string): Promise<readonly string[]>;
}

/** The records of one account on one chain. */
export interface AccountRecords extends OutboxLock {
  list(): Promise<readonly OutboxRecord[]>;
  /** @param name Letters, digits and hyphens. A record of that name is replaced. */
  put(name: string, text: string): Promise<void>;
  /** Does nothing if there is no record of that name. */
  remove(name: string): Promise<void>;
}

export interface OutboxRecord {
  readonly name: string;
  readonly text: string;
  /** Where a person finds the record. */
  readonly location: string;
}

/** Exclusive turns among all processes that share an account's outbox. */
export interface OutboxLock {
  /**
   * Runs `work` alone, among all processes that share the outbox: for taking a nonce. Throws `files.locked` after too
   * long a wait.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** The name of this process in the outbox: a UUID. */
  processName(): Promise<string>;
  /** Whether another process has this name and is running. */
  runsElsewhere(owner: string): Promise<boolean>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether the value can be the name of a process. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

/** Throws RangeError for a name that no record can have. */
export function checkRecordName(name: string): void {
  if (!/^[0-9A-Za-z-]{1,128}$/.test(name)) throw new RangeError("a record's name is of letters, digits and hyphens");
}
