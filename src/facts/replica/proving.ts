import { DidimError, isDidimError } from "../../errors/error.ts";
import type { BlockHeader, RegistryAddresses } from "../../registry/logs/source.ts";
import type { RootsAfter } from "../proof/storage-roots.ts";
import { prove, type ReplicaProof } from "./prove.ts";
import type { State } from "./state.ts";

export interface ProvingOptions {
  readonly addresses: RegistryAddresses;
  readonly roots: RootsAfter | undefined;
  /** 0: only when asked to. */
  readonly proveEverySeconds: number;
}

/** When a replica has to prove itself, and whether it may answer meanwhile. Its time is the chain's: that of the block it has reached. */
export class Proving {
  readonly #options: ProvingOptions;
  #proved: ReplicaProof | undefined;
  #refuted: DidimError | undefined;

  constructor(options: ProvingOptions) {
    this.#options = options;
  }

  /** The newest proof; none once it was refuted. */
  get proved(): ReplicaProof | undefined {
    return this.#proved;
  }

  /** Whether what is known was shown to be wrong, and nothing since to be right. */
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

  /** Throws unless it may answer as of this time: `facts.replica-not-proved`, `facts.replica-unproved`. */
  check(time: number): void {
    if (this.#refuted !== undefined) throw this.#refuted;
    const { roots, proveEverySeconds: every } = this.#options;
    if (roots === undefined || every === 0) return;
    const proved = this.#proved?.time;
    // A node that refuses to prove what it told must not be believed for long.
    if (proved === undefined || time > proved + 2 * every) {
      const message = "The replica has not proved itself yet, or not for too long. Does its node answer eth_getProof?";
      throw new DidimError("facts.replica-unproved", message, { time, ...(proved !== undefined && { proved }) });
    }
  }

  /** Throws `facts.replica-not-proved`: what the state holds is not to be believed. And other `facts.*`: it could not be found out. */
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
