/**
 * Where is kept what was signed, from before any node sees it until it is known what became of it. fileOutboxStore()
 * for work, memoryOutboxStore() for one sitting; others (SQL) must guarantee the same:
 *
 * - **Durability.** What `put` has resolved to is there, whole, when the process is killed or the power fails. A record
 *   is replaced at one stroke.
 * - **One at a time.** Between the beginning and the end of `alone` nobody else is in `alone` of the same account and
 *   chain, in whatever process: two must not take the same nonce. A process that ends, however it ends, keeps nobody
 *   waiting; one that is merely slow keeps its turn.
 * - **Who lives.** `runsElsewhere` says true of every running process that shares the store, or what it waits for would
 *   be taken up by two.
 *
 * A store vouches for nothing: whoever can write where it keeps them may have written the records. Who reads them
 * checks what they say.
 */
export interface OutboxStore {
  of(chain: string, account: string): AccountRecords;
  /** The accounts that have ever kept something on that chain, lower-case. */
  accounts(chain: string): Promise<readonly string[]>;
}

/** What is kept of one account on one chain. */
export interface AccountRecords extends Turns {
  list(): Promise<readonly OutboxRecord[]>;
  /** @param name Letters, digits and hyphens. A record of that name is replaced. */
  put(name: string, text: string): Promise<void>;
  /** Nothing happens if there is none of that name. */
  remove(name: string): Promise<void>;
}

export interface OutboxRecord {
  readonly name: string;
  readonly text: string;
  /** Where a person finds it. */
  readonly location: string;
}

/** Whose turn it is, among all processes that share an account's outbox. */
export interface Turns {
  /**
   * One at a time, in this process and in all that share the outbox: for who takes a nonce. Throws `files.locked` for
   * one that waits too long.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** The name of this process in the outbox: a UUID. */
  self(): Promise<string>;
  /** Whether it is another process that has this name, and is running. */
  runsElsewhere(owner: string): Promise<boolean>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it can be the name of a process. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

/** Throws RangeError for a name that no record has. */
export function checkRecordName(name: string): void {
  if (!/^[0-9A-Za-z-]{1,128}$/.test(name)) throw new RangeError("a record's name is of letters, digits and hyphens");
}
