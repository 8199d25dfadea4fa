import { readFile, rm } from "node:fs/promises";
import { DidimError, isDidimError } from "../../errors/error.ts";
import { writeAtomic } from "../../stores/files/atomic.ts";
import { decodeSnapshot, encodeSnapshot, type Snapshot, type SnapshotOf } from "./snapshot.ts";

/** Undefined if there is none. Throws `facts.snapshot-damaged` or `facts.snapshot-foreign`. */
export async function loadSnapshot(file: string, of: SnapshotOf, depth: number): Promise<Snapshot | undefined> {
  try {
    return decodeSnapshot(of, await readFile(file), depth);
  } catch (error) {
    if (isDidimError(error)) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const why = "it cannot be read";
    throw new DidimError(
      "facts.snapshot-damaged",
      `The replica's snapshot cannot be used: ${why}.`,
      { why },
      { cause: error },
    );
  }
}

/** Replaces the snapshot atomically: after a power failure there is the old one or the new one. */
export async function saveSnapshot(file: string, of: SnapshotOf, snapshot: Snapshot): Promise<void> {
  await writeAtomic(file, encodeSnapshot(of, snapshot));
}

/** Removes the snapshot, so that no later start uses it. */
export async function removeSnapshot(file: string): Promise<void> {
  await rm(file, { force: true });
}
