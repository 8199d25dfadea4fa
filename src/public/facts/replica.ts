/** Facts from a local copy that follows the chain. No logic. */
export type { Receipt, ReceiptLog } from "../../chain/state/receipts.ts";
export {
  type RootsAfter,
  type SealedRootsOptions,
  type StorageRoot,
  type StorageRoots,
  sealedRoots,
  type UnverifiedRootsOptions,
  unverifiedRoots,
} from "../../facts/proof/storage-roots.ts";
export type { ReplicaProof } from "../../facts/replica/compare.ts";
export type { ReplicaOptions } from "../../facts/replica/options.ts";
export { openReplica, type Replica, type ReplicaStatus } from "../../facts/replica/replica.ts";
export { logsOf, type RegistryLogs } from "../../registry/logs/registry-logs.ts";
export type { BlockHeader, FullHeader, LogSource, RawLog, RegistryAddresses } from "../../registry/logs/source.ts";
export { createMemorySnapshotStore } from "../../stores/memory/snapshot-store.ts";
export type { SnapshotStore } from "../../stores/snapshot-store.ts";
