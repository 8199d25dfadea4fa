import type { Facts } from "../facts/facts.ts";
import type { Encoded } from "../formats/format.ts";
import type { Presentations } from "../request/request.ts";
import { SealedClock } from "../verdict/clock.ts";
import type { Policy } from "../verdict/policy.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { verify } from "./verify.ts";

export interface VerifierOptions {
  /** A source of facts: createRpcFacts(), openReplica(), createProofFacts(). */
  readonly facts: Facts;
  /**
   * The verifier's time; if not given, one over the system's clock. Facts that are proved ask a clock, too: give both
   * the same.
   */
  readonly clock?: SealedClock;
}

/**
 * A gate, a counter, a web site: it has one clock for as long as it lives, so that its time never goes back from one
 * verdict to the next.
 */
export class Verifier {
  readonly clock: SealedClock;
  readonly #facts: Facts;

  constructor({ facts, clock = new SealedClock() }: VerifierOptions) {
    this.#facts = facts;
    this.clock = clock;
  }

  /** See {@link verify}. */
  verify(presented: Presentations | Encoded, policy: Policy): Promise<Verdict> {
    return verify(presented, policy, this.#facts, this.clock);
  }
}

/** A verifier that lives on: it keeps one clock over all its verifications. */
export function createVerifier(options: VerifierOptions): Verifier {
  return new Verifier(options);
}
