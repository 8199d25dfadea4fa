import { DidimError } from "../errors/error.ts";

/**
 * Where an allocator keeps which status indices it has given out. fileIndexStore() for work, memoryIndexStore() for
 * tests; others (SQL) must guarantee the same:
 *
 * - **Exactly once.** Of all who have a list's journal open, in whatever process, one at most can write to it. An
 *   implementation may refuse the second to open it (`files.locked`), or the first to write after that
 *   (`issuer.journal-shared`); never let both write.
 * - **Durability.** What `append` and `begin` have resolved to is there when the process is killed or the power fails,
 *   and a journal that was lost or damaged is refused (`issuer.journal-missing`, `issuer.journal-corrupt`): it never
 *   begins again at nothing taken.
 * - A process that ends, however it ends, keeps nobody from opening its list.
 *
 * Several processes issue from one list in turns, or each from a list of its own.
 */
export interface IndexStore {
  /** Opens the list's journal for this holder alone, until it is closed. */
  open(list: number): Promise<IndexJournal>;
}

/** The record of the open chunk; of chunks before it there is nothing to say, they are full. */
export interface IndexJournal {
  readonly chunk: number;
  /** What was given out of the open chunk. */
  readonly taken: readonly number[];
  /** Durable when it resolves. If it throws, the journal is not to be written again. */
  append(indices: readonly number[]): Promise<void>;
  /** The chunk is full; the record of `chunk` begins. Durable when it resolves. */
  begin(chunk: number): Promise<void>;
  close(): Promise<void>;
}

/** Indices in a chunk. */
export const CHUNK = 2 ** 13;

/** What whoever writes to a journal throws that another holder writes to. */
export function sharedJournal(list: number): DidimError {
  return new DidimError(
    "issuer.journal-shared",
    "Another holder wrote to this list's journal at the same time; no index was given out. See that one process issues from a list.",
    { list },
  );
}
