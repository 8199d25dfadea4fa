import { DidimError, isDidimError } from "../../errors/error.ts";
import type { SnapshotStore } from "../../stores/snapshot-store.ts";
import { decodeSnapshot, type Snapshot, type SnapshotOf } from "./state/snapshot.ts";

/** Undefined if there is none. Throws `facts.snapshot-damaged` or `facts.snapshot-foreign`. */
export async function loadSnapshot(store: SnapshotStore, of: SnapshotOf, depth: number): Promise<Snapshot | undefined> {
  try {
    const snapshot = await store.read();
    return snapshot && decodeSnapshot(of, snapshot, depth);
  } catch (error) {
    if (isDidimError(error)) throw error;
    const why = "it cannot be read";
    throw new DidimError(
      "facts.snapshot-damaged",
      `The replica's snapshot cannot be used: ${why}.`,
      { why },
      { cause: error },
    );
  }
}
