import { quietTimer, type Timer } from "../../chain/sleep.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../facts.ts";
import type { ReplicaProof } from "./compare.ts";
import { Follower } from "./follow.ts";
import { DEFAULTS, type ReplicaOptions, type Settings } from "./options.ts";
import { loadSnapshot } from "./persist.ts";
import { recordsOf } from "./state/records.ts";
import { encodeSnapshot } from "./state/snapshot.ts";
import { Proving } from "./when-to-prove.ts";

/** A local copy of the registries that follows the chain by its logs and answers without network. */
export interface Replica extends Facts {
  readonly source: "replica";
  /** {@link Facts.lookup}, synchronously. Throws `facts.*` until the replica has caught up with the chain. */
  look(queries: readonly FactsQuery[]): FactsAnswer;
  /** Reads up to the chain's head now. */
  sync(): Promise<void>;
  /**
   * Recomputes the registries' storage roots from the whole state and compares them with {@link ReplicaOptions.roots},
   * which detects any log that was left out or altered. It does so as of the block reached, or of block `at`: then it
   * goes back for a moment (64 blocks at most) or reads on. A million slots take some ten seconds; meanwhile the
   * replica answers, but does not follow.
   * Throws `facts.replica-not-proved`; the replica then gives no answers until it has read everything again and proved
   * itself. Throws other `facts.*` if it could not find out.
   */
  prove(options?: { readonly at?: number }): Promise<ReplicaProof>;
  status(): ReplicaStatus;
  /** Stops following, and writes the snapshot. */
  close(): Promise<void>;
}

/** For monitoring. */
export interface ReplicaStatus {
  /** Whether it answers. */
  readonly ready: boolean;
  readonly asOf?: FactsAnswer["asOf"];
  /** The newest proof, if any. */
  readonly proved?: ReplicaProof;
  /** The error of the last read of the chain; absent if it succeeded. */
  readonly problem?: DidimError;
  /** Why a snapshot was not used or not written. */
  readonly snapshotProblem?: DidimError;
  /** How often the chain was reorganised, and how often everything was read again. */
  readonly reorganisations: number;
  readonly rebuilds: number;
  /** Bytes of status words in memory. */
  readonly statusBytes: number;
}

const LONGEST_WAIT_MS = 60_000;

/**
 * `await openReplica({ ...logsOf(registry), snapshots })` opens a replica, from its snapshot if there is one, and
 * starts to follow. Call {@link Replica.sync} to wait until it has caught up.
 */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  const replica = new FollowingReplica(options);
  await replica.resume();
  replica.poll();
  return replica;
}

class FollowingReplica implements Replica {
  readonly source = "replica";
  readonly #options: Settings;
  readonly #follower: Follower;
  readonly #proving: Proving;
  #turn: Promise<void> = Promise.resolve();
  #timer: Timer | undefined;
  #closed = false;
  #failures = 0;
  #problem: DidimError | undefined;
  #snapshotProblem: DidimError | undefined;
  #savedBlock: number | undefined;

  constructor(options: ReplicaOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#follower = new Follower(this.#options);
    this.#proving = new Proving(this.#options);
  }

  async lookup(queries: readonly FactsQuery[]): Promise<FactsAnswer> {
    return this.look(queries);
  }

  look(queries: readonly FactsQuery[]): FactsAnswer {
    const { state } = this.#follower;
    return { asOf: this.#asOf(), records: queries.map((query) => recordsOf(state, query)) };
  }

  sync(): Promise<void> {
    return this.#inTurn(() => this.#syncNow());
  }

  prove({ at }: { readonly at?: number } = {}): Promise<ReplicaProof> {
    return this.#inTurn(async () => {
      if (at !== undefined) await this.#follower.goTo(at);
      else if (!this.#follower.ready) await this.#follow();
      return this.#proveNow();
    });
  }

  status(): ReplicaStatus {
    const { reorganisations, rebuilds, state } = this.#follower;
    const { proved } = this.#proving;
    const asOf = this.#answersAsOf();
    return {
      ready: asOf !== undefined,
      ...(asOf && { asOf }),
      ...(proved && { proved }),
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
    const { snapshots, depth } = this.#options;
    if (snapshots === undefined) return;
    try {
      const snapshot = await loadSnapshot(snapshots, this.#options, depth);
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
    // The timer alone keeps no process alive.
    this.#timer = quietTimer(() => {
      this.sync().then(
        () => this.poll(),
        () => this.poll(),
      );
    }, wait);
  }

  /** Serializes changes: the state changes only here. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      if (this.#closed) throw closed();
      try {
        const done = await act();
        [this.#problem, this.#failures] = [undefined, 0];
        return done;
      } catch (error) {
        this.#problem = asProblem(error);
        this.#failures++;
        throw this.#problem;
      }
    });
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async #syncNow(): Promise<void> {
    await this.#follow();
    const { reached } = this.#follower;
    if (reached === undefined) return;
    if (this.#proving.isDue(reached.time)) await this.#proveNow();
    const due = (this.#savedBlock ?? Number.NEGATIVE_INFINITY) + this.#options.saveEveryBlocks;
    if (reached.number >= due) await this.#save();
  }

  async #proveNow(): Promise<ReplicaProof> {
    const { state, reached } = this.#follower;
    if (reached === undefined) throw syncing(undefined);
    try {
      return await this.#proving.prove(state, reached);
    } catch (error) {
      if (isDidimError(error, "facts.replica-not-proved")) await this.#forget();
      throw error;
    }
  }

  /** Drops the state and the snapshot; neither can be trusted. */
  async #forget(): Promise<void> {
    this.#follower.reset();
    this.#savedBlock = undefined;
    await this.#options.snapshots?.remove();
  }

  async #follow(): Promise<void> {
    try {
      await this.#follower.sync();
    } catch (error) {
      const foreign = isDidimError(error, "facts.snapshot-foreign");
      if (!foreign && !isDidimError(error, "facts.gap")) throw error;
      // The state and the snapshot cannot be trusted: start again from the first block.
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
    const { number, time, hash } = reached;
    this.#follower.directoryCheck.check(time);
    this.#proving.check(time);
    const { proved } = this.#proving;
    return {
      chainId: this.#options.chainId,
      block: BigInt(number),
      time,
      hash,
      ...(proved?.sealed && { proved: proved.block }),
    };
  }

  #answersAsOf(): FactsAnswer["asOf"] | undefined {
    try {
      return this.#asOf();
    } catch {
      return undefined;
    }
  }

  /** A failure to write the snapshot does not stop the replica; the next start only takes longer. */
  async #save(): Promise<void> {
    const { snapshots } = this.#options;
    const { ready, reached, genesis, state } = this.#follower;
    if (snapshots === undefined || !ready || reached === undefined || genesis === undefined) return;
    if (this.#proving.refuted) return;
    try {
      await snapshots.write(encodeSnapshot(this.#options, { state, reached, genesis }));
      [this.#savedBlock, this.#snapshotProblem] = [reached.number, undefined];
    } catch (error) {
      this.#snapshotProblem = new DidimError(
        "facts.snapshot-unwritable",
        "The replica's snapshot cannot be written.",
        { location: snapshots.location },
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
