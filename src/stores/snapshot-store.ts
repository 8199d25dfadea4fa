/**
 * Where a replica keeps its snapshot, so that the next start need not read the whole history. Use
 * createFileSnapshotStore() in production, createMemorySnapshotStore() for tests. Any other implementation (IndexedDB,
 * SQL) must guarantee:
 *
 * - **Whole or not at all.** Whoever reads, or loses power, finds the old snapshot or the new one whole.
 * - **Durability.** What `write` and `remove` have resolved to is so when the process is killed or the power fails.
 * - **Ours alone.** Nobody but the verifier can write there: a snapshot is believed where its checksum is right.
 */
export interface SnapshotStore {
  /** Where it is, for people. */
  readonly location: string;
  /** Undefined if there is none. */
  read(): Promise<Uint8Array | undefined>;
  /** Puts this one in the place of the other. */
  write(snapshot: Uint8Array): Promise<void>;
  /** Also where there is none. */
  remove(): Promise<void>;
}
