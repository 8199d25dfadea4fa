import { readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { SnapshotStore } from "../snapshot-store.ts";
import { syncFolder, writeAtomic } from "./atomic.ts";

/** A snapshot in the file at `path`, which only its owner may read. The folder must be there. */
export function createFileSnapshotStore({ path }: { readonly path: string }): SnapshotStore {
  return {
    location: path,
    async read() {
      try {
        return await readFile(path);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    write: (snapshot) => writeAtomic(path, snapshot),
    async remove() {
      try {
        await rm(path);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      await syncFolder(dirname(path));
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
