import { DidimError, isDidimError } from "../../errors.ts";
import type { LogSource, RegistryAddresses } from "../../registry/log-source.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../facts.ts";
import { Follower } from "./follow.ts";
import { loadSnapshot, saveSnapshot } from "./persist.ts";
import { recordsOf } from "./records.ts";

export interface ReplicaOptions {
  readonly source: LogSource;
  /** The registries to follow, lower-case. */
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block: two chains may bear the same id. Not looked at if not given. */
  readonly genesis?: string;
  /** The block of deployment. Default: 0. */
  readonly fromBlock?: number;
  /** Where to keep the snapshot from which the next start goes on. Without it, each start reads the whole history. */
  readonly snapshotFile?: string;
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
}

/** A local copy of the registries that follows the chain by its logs, and answers without network. */
export interface Replica extends Facts {
  readonly source: "replica";
  /** As {@link Facts.lookup}, at once. Throws `facts.*` until the replica has come up with the chain. */
  look(queries: readonly FactsQuery[]): FactsAnswer;
  /** Looks at the chain now, and reads up to its head. */
  sync(): Promise<void>;
  status(): ReplicaStatus;
  /** Stops following and writes the snapshot. */
  close(): Promise<void>;
}

/** For monitoring. */
export interface ReplicaStatus {
  /** Whether it answers. */
  readonly ready: boolean;
  readonly asOf?: FactsAnswer["asOf"];
  /** Why the last look at the chain failed; absent if it did not. */
  readonly problem?: DidimError;
  /** Why a snapshot was not used or not written. */
  readonly snapshotProblem?: DidimError;
  /** How often the chain went back, and how often everything had to be read anew. */
  readonly reorganisations: number;
  readonly rebuilds: number;
  /** Bytes of status words held. */
  readonly statusBytes: number;
}

const LONGEST_WAIT_MS = 60_000;

/**
 * `await openReplica({ ...logsOf(registry), snapshotFile })`: opens a replica, from its snapshot if there is one, and starts to follow. Call
 * {@link Replica.sync} to wait until it is up.
 */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  const replica = new FollowingReplica(options);
  await replica.resume();
  replica.poll();
  return replica;
}

type Optional = "snapshotFile" | "genesis";
type Settings = Required<Omit<ReplicaOptions, Optional>> & Record<Optional, string | undefined>;
const DEFAULTS = {
  fromBlock: 0,
  pollMs: 1_000,
  depth: 64,
  everyBlockWithin: 5_000,
  saveEveryBlocks: 1_000,
  snapshotFile: undefined,
  genesis: undefined,
};

class FollowingReplica implements Replica {
  readonly source = "replica";
  readonly #options: Settings;
  readonly #follower: Follower;
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #failures = 0;
  #problem: DidimError | undefined;
  #snapshotProblem: DidimError | undefined;
  #savedBlock: number | undefined;

  constructor(options: ReplicaOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#follower = new Follower(this.#options);
  }

  async lookup(queries: readonly FactsQuery[]): Promise<FactsAnswer> {
    return this.look(queries);
  }

  look(queries: readonly FactsQuery[]): FactsAnswer {
    const { state } = this.#follower;
    return { asOf: this.#asOf(), records: queries.map((query) => recordsOf(state, query)) };
  }

  sync(): Promise<void> {
    const turn = this.#turn.then(() => this.#syncNow());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  status(): ReplicaStatus {
    const { ready, reorganisations, rebuilds, state } = this.#follower;
    return {
      ready: ready && !this.#closed,
      ...(ready && !this.#closed && { asOf: this.#asOf() }),
      ...(this.#problem && { problem: this.#problem }),
      ...(this.#snapshotProblem && { snapshotProblem: this.#snapshotProblem }),
      reorganisations,
      rebuilds,
      statusBytes: state.statusBytes,
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#follower.stop();
    await this.#turn;
    await this.#save();
  }

  async resume(): Promise<void> {
    const { snapshotFile, depth } = this.#options;
    if (snapshotFile === undefined) return;
    try {
      const snapshot = await loadSnapshot(snapshotFile, this.#options, depth);
      if (snapshot === undefined) return;
      this.#follower.resume(snapshot.state, snapshot.reached, snapshot.genesis);
      this.#savedBlock = snapshot.reached.number;
    } catch (error) {
      this.#snapshotProblem = asProblem(error);
    }
  }

  poll(): void {
    const { pollMs } = this.#options;
    if (pollMs === 0 || this.#closed) return;
    const wait = this.#failures === 0 ? pollMs : Math.min(LONGEST_WAIT_MS, pollMs * 2 ** Math.min(this.#failures, 16));
    this.#timer = setTimeout(() => {
      this.sync().then(
        () => this.poll(),
        () => this.poll(),
      );
    }, wait);
    // Following alone keeps no process alive.
    this.#timer.unref();
  }

  async #syncNow(): Promise<void> {
    if (this.#closed) throw closed();
    try {
      await this.#follow();
      [this.#problem, this.#failures] = [undefined, 0];
    } catch (error) {
      this.#problem = asProblem(error);
      this.#failures++;
      throw this.#problem;
    }
    const { reached } = this.#follower;
    const due = (this.#savedBlock ?? Number.NEGATIVE_INFINITY) + this.#options.saveEveryBlocks;
    if (reached !== undefined && reached.number >= due) await this.#save();
  }

  async #follow(): Promise<void> {
    try {
      await this.#follower.sync();
    } catch (error) {
      const foreign = isDidimError(error, "facts.snapshot-foreign");
      if (!foreign && !isDidimError(error, "facts.gap")) throw error;
      // What was known is not to be trusted, nor is the snapshot: once more, from the first block.
      this.#savedBlock = undefined;
      if (foreign) {
        this.#snapshotProblem = error;
        this.#follower.reset();
      }
      await this.#follower.sync();
    }
  }

  #asOf(): FactsAnswer["asOf"] {
    if (this.#closed) throw closed();
    const { ready, reached } = this.#follower;
    if (!ready || reached === undefined) throw this.#problem ?? syncing(reached?.number);
    return { chainId: this.#options.chainId, block: BigInt(reached.number), time: reached.time, hash: reached.hash };
  }

  /** A snapshot that cannot be written is no reason to stop: the next start takes longer. */
  async #save(): Promise<void> {
    const { snapshotFile } = this.#options;
    const { ready, reached, genesis, state } = this.#follower;
    if (snapshotFile === undefined || !ready || reached === undefined || genesis === undefined) return;
    try {
      await saveSnapshot(snapshotFile, this.#options, { state, reached, genesis });
      [this.#savedBlock, this.#snapshotProblem] = [reached.number, undefined];
    } catch (error) {
      this.#snapshotProblem = new DidimError(
        "facts.snapshot-unwritable",
        "The replica's snapshot cannot be written.",
        { file: snapshotFile },
        { cause: error },
      );
    }
  }
}

function asProblem(error: unknown): DidimError {
  if (isDidimError(error)) return error;
  return new DidimError(
    "facts.replica-failed",
    "The replica met an error that it does not know.",
    {},
    { cause: error },
  );
}

function syncing(reached: number | undefined): DidimError {
  return new DidimError("facts.syncing", "The replica has not come up with the chain yet.", { reached });
}

function closed(): DidimError {
  return new DidimError("facts.closed", "The replica is closed.");
}
