import type { LogSource, RegistryAddresses } from "../../registry/logs/source.ts";
import type { Terms } from "../../registry/terms.ts";
import type { SnapshotStore } from "../../stores/snapshot-store.ts";
import type { RootsAfter } from "../proof/storage-roots.ts";

export interface ReplicaOptions {
  readonly source: LogSource;
  /** The registries to follow, lower-case. */
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block: two chains may bear the same id. Not looked at if not given. */
  readonly genesis?: string;
  /** The block of deployment. Default: 0. */
  readonly fromBlock?: number;
  /** What the Directory says of the registries. Without it, nobody tells that one was replaced. */
  readonly terms?: Terms;
  /** Keeps the snapshot from which the next start goes on. Without it, each start reads the whole history. */
  readonly snapshots?: SnapshotStore;
  /** Milliseconds between looks at the chain. 0: only when {@link Replica.sync} is called. Default: 1,000. */
  readonly pollMs?: number;
  /** How many of the newest blocks can be taken back without reading everything anew. Default: 64. */
  readonly depth?: number;
  /**
   * How far back from the head every block's logs are held against its header, at one or two requests a block. Older history is
   * read in ranges, and the node believed that it left nothing out, except where a gap shows. Infinity: all of it. Default: 5,000.
   */
  readonly everyBlockWithin?: number;
  /** A snapshot is written every so many blocks, and by {@link Replica.close}. Default: 1,000. */
  readonly saveEveryBlocks?: number;
  /** What it proves itself against, best `sealedRoots({ rpc, anchor, clock })`. With it, it answers nothing before it has proved itself. */
  readonly roots?: RootsAfter;
  /**
   * So many seconds of the chain's time after a proof it proves itself again; once twice as many have passed without a proof, it answers nothing.
   * 0: only when {@link Replica.prove} is called, and it answers before. Default: 3,600.
   */
  readonly proveEverySeconds?: number;
}

type Optional = "snapshots" | "genesis" | "roots" | "terms";
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
  terms: undefined,
};
