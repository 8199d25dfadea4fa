import { DidimError, isDidimError } from "../../errors/error.ts";
import type { BlockHeader, RegistryAddresses } from "../../registry/logs/source.ts";
import type { RootsAfter } from "../proof/storage-roots.ts";
import { prove, type ReplicaProof } from "./compare.ts";
import type { State } from "./state/state.ts";

export interface ProvingOptions {
  readonly addresses: RegistryAddresses;
  readonly roots: RootsAfter | undefined;
  /** 0: only on request. */
  readonly proveEverySeconds: number;
}

/**
 * Decides when a replica must prove itself, and whether it may answer meanwhile. It uses the chain's time: that of the
 * block reached.
 */
export class Proving {
  readonly #options: ProvingOptions;
  #proved: ReplicaProof | undefined;
  #refuted: DidimError | undefined;

  constructor(options: ProvingOptions) {
    this.#options = options;
  }

  /** The newest proof; undefined after a failed one. */
  get proved(): ReplicaProof | undefined {
    return this.#proved;
  }

  /** Whether the last proof showed the state to be wrong. */
  get refuted(): boolean {
    return this.#refuted !== undefined;
  }

  isDue(time: number): boolean {
    const { roots, proveEverySeconds: every } = this.#options;
    if (roots === undefined) return false;
    return (
      this.#refuted !== undefined || (every > 0 && time >= (this.#proved?.time ?? Number.NEGATIVE_INFINITY) + every)
    );
  }

  /** Throws `facts.replica-not-proved` or `facts.replica-unproved` unless the replica may answer as of this time. */
  check(time: number): void {
    if (this.#refuted !== undefined) throw this.#refuted;
    const { roots, proveEverySeconds: every } = this.#options;
    if (roots === undefined || every === 0) return;
    const proved = this.#proved?.time;
    // A node that gives no proof must not be trusted for long.
    if (proved === undefined || time > proved + 2 * every) {
      const message = "The replica has not proved itself yet, or not for too long. Does its node answer eth_getProof?";
      throw new DidimError("facts.replica-unproved", message, { time, ...(proved !== undefined && { proved }) });
    }
  }

  /** Throws `facts.replica-not-proved` if the state is wrong, and other `facts.*` if that could not be found out. */
  async prove(state: State, reached: BlockHeader): Promise<ReplicaProof> {
    const { roots, addresses } = this.#options;
    if (roots === undefined) {
      const message = "The replica was opened without `roots`: it has nothing to be held against.";
      throw new DidimError("facts.replica-no-roots", message);
    }
    try {
      this.#proved = await prove(state, reached, addresses, await roots(reached));
      this.#refuted = undefined;
      return this.#proved;
    } catch (error) {
      if (isDidimError(error, "facts.replica-not-proved")) [this.#refuted, this.#proved] = [error, undefined];
      throw error;
    }
  }
}
