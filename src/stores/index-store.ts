import { DidimError } from "../errors/error.ts";

/**
 * Keeps the status indices that an allocator has given out. Use createFileIndexStore() in production, createMemoryIndexStore() for
 * tests. Any other implementation (SQL) must guarantee:
 *
 * - **Exactly once.** At most one holder of a list's journal can write to it, across all processes. An implementation
 *   may refuse a second holder on opening (`files.locked`), or refuse the first one's next write
 *   (`issuer.journal-shared`); both must never write.
 * - **Durability.** When `append` or `begin` has resolved, the record survives a crash or power failure. A lost or
 *   damaged journal is refused (`issuer.journal-missing`, `issuer.journal-corrupt`); it never starts again as if no
 *   index were taken.
 * - A process that ends, however it ends, blocks nobody from opening its list.
 *
 * Several processes issue from one list in turns, or each from a list of its own.
 */
export interface IndexStore {
  /** Opens the list's journal for this holder alone, until it is closed. */
  open(list: number): Promise<IndexJournal>;
}

/** The record of the open chunk. Earlier chunks are full and need no record. */
export interface IndexRecord {
  readonly chunk: number;
  /** The indices given out of the open chunk. */
  readonly taken: readonly number[];
}

/** A list's record, open for one holder. */
export interface IndexJournal extends IndexRecord {
  /** Durable when it resolves. If it throws, do not write to the journal again. */
  append(indices: readonly number[]): Promise<void>;
  /** Ends the full chunk and begins the record of `chunk`. Durable when it resolves. */
  begin(chunk: number): Promise<void>;
  close(): Promise<void>;
}

/** Indices in a chunk. */
export const CHUNK = 2 ** 13;

/** Which of the indices were never given out, by the list's record. */
export function neverGivenOut({ chunk, taken }: IndexRecord, indices: readonly number[]): number[] {
  const known = new Set(taken);
  return indices.filter((index) => Math.floor(index / CHUNK) >= chunk && !known.has(index));
}

/** The error when another holder writes to the same journal. */
export function sharedJournal(list: number): DidimError {
  return new DidimError(
    "issuer.journal-shared",
    "Another holder wrote to this list's journal at the same time; no index was given out. See that one process issues from a list.",
    { list },
  );
}
