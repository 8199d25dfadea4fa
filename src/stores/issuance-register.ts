import { DidimError } from "../errors/error.ts";

/**
 * What an agency keeps of a credential that it issued: where its status is, so that it can be revoked without the
 * credential, and nothing of its content or of its holder. Times in seconds since 1970.
 */
export interface IssuanceEntry {
  /** The credential type's name (`vct`). */
  readonly type: string;
  /** Absent if the credential has no status. */
  readonly status?: { readonly list: number; readonly index: number };
  readonly issuedAt: number;
  readonly expires: number;
  /** The batch and the row in it. Absent if the credential was issued by itself. */
  readonly batch?: string;
  readonly row?: string;
}

/** Which entries to read: those that have all of these. */
export interface IssuanceQuery {
  readonly type?: string;
  readonly list?: number;
  readonly batch?: string;
  /** With `batch`: these rows only. */
  readonly rows?: readonly string[];
  /** Issued at this second or later. */
  readonly from?: number;
  /** Issued before this second. */
  readonly before?: number;
}

/**
 * Keeps what one issuer has issued. Use openFileIssuanceRegister() in production, createMemoryIssuanceRegister() for
 * tests. Any other implementation (SQL) must guarantee:
 *
 * - **All or none.** `put` keeps all its entries or none of them, also if the process is killed meanwhile.
 * - **Durability.** When `put` has resolved, the entries survive a crash or power failure. A damaged register is
 *   refused; it never begins anew.
 * - **Once.** A place has one entry, and a row of a batch has one entry. `put` replaces the times of an entry that has
 *   the same type, place, batch and row. Any other entry for a known place or row throws `issuer.registered-otherwise`,
 *   and nothing is kept.
 */
export interface IssuanceRegister {
  put(entries: readonly IssuanceEntry[]): Promise<void>;
  /** In the order in which they were first put. */
  find(query?: IssuanceQuery): Promise<readonly IssuanceEntry[]>;
  close(): Promise<void>;
}

/** The error for a place or a row that has another entry. */
export function registeredOtherwise({ batch, row, status }: IssuanceEntry): DidimError {
  return new DidimError(
    "issuer.registered-otherwise",
    "The register has another credential for this row of the batch, or for this index of the list. Nothing was issued. Name the batch differently; if it is the index, the record of indices was put back to an older state: open another list.",
    { batch, row, ...status },
  );
}
