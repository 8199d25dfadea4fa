import type { InForce } from "../../registry/directory-reader.ts";
import type { LogSource, RegistryAddresses } from "../../registry/logs/source.ts";
import type { SnapshotStore } from "../../stores/snapshot-store.ts";
import type { RootsAfter } from "../proof/storage-roots.ts";

export interface ReplicaOptions {
  readonly source: LogSource;
  /** The registries to follow, lower case. */
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block; two chains may have the same id. Default: not checked. */
  readonly genesis?: string;
  /** The block of deployment. Default: 0. */
  readonly fromBlock?: number;
  /** What the Directory says of the registries. Without it, a replaced registry goes unnoticed. */
  readonly inForce?: InForce;
  /** Where the snapshot is kept from which the next start continues. Without it, each start reads the whole history. */
  readonly snapshots?: SnapshotStore;
  /** Milliseconds between reads of the chain. 0: only when {@link Replica.sync} is called. Default: 1,000. */
  readonly pollMs?: number;
  /** How many of the newest blocks can be undone without reading everything again. Default: 64. */
  readonly depth?: number;
  /**
   * How far back from the head every block is read by itself, and its logs are checked against its header by the
   * block's receipts: one request a block, and one more (or several, see {@link LogSource.receipts}) for a block that
   * may have logs of the registries. Older history is read in ranges. Without {@link ReplicaOptions.roots}, the node is
   * trusted for that history: it may leave out or alter any log, except where a gap shows. Infinity: check everything.
   * Default: 5,000.
   */
  readonly everyBlockWithin?: number;
  /** After how many blocks a snapshot is written; {@link Replica.close} writes one too. Default: 1,000. */
  readonly saveEveryBlocks?: number;
  /**
   * The roots against which the replica proves itself; use `sealedRoots({ rpc, anchor, clock })`. With it, the replica
   * gives no answers before its first proof. Without it, the replica trusts its node for the headers of all blocks, and
   * for every log of the history older than {@link ReplicaOptions.everyBlockWithin}.
   */
  readonly roots?: RootsAfter;
  /**
   * Seconds of the chain's time after which the replica proves itself again. Twice that long after a proof it gives no
   * more answers. So long can a node that invents whole blocks, with their headers, deceive a replica with `roots`. 0:
   * it proves itself only when {@link Replica.prove} is called, and answers before. Default: 3,600.
   */
  readonly proveEverySeconds?: number;
}

type Optional = "snapshots" | "genesis" | "roots" | "inForce";
export type Settings = Required<Omit<ReplicaOptions, Optional>> & {
  readonly [K in Optional]: ReplicaOptions[K] | undefined;
};
export const DEFAULTS = {
  fromBlock: 0,
  pollMs: 1_000,
  depth: 64,
  everyBlockWithin: 5_000,
  saveEveryBlocks: 1_000,
  proveEverySeconds: 3_600,
  snapshots: undefined,
  genesis: undefined,
  roots: undefined,
  inForce: undefined,
};
