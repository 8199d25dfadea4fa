import type { SnapshotStore } from "../snapshot-store.ts";

/** For tests and single processes; lost when the process ends. */
export function createMemorySnapshotStore(): SnapshotStore {
  let kept: Uint8Array | undefined;
  return {
    location: "memory",
    read: async () => kept?.slice(),
    async write(snapshot) {
      kept = Uint8Array.from(snapshot);
    },
    async remove() {
      kept = undefined;
    },
  };
}
