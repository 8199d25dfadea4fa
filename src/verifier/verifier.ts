import type { Facts } from "../facts/facts.ts";
import type { Encoded } from "../formats/format.ts";
import type { Presentations } from "../request/request.ts";
import { SealedClock } from "../verdict/clock.ts";
import type { Policy } from "../verdict/policy.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { verify } from "./verify.ts";

export interface VerifierOptions {
  /** The source of facts: createRpcFacts(), openReplica() or createProofFacts(). */
  readonly facts: Facts;
  /**
   * The verifier's clock. Default: one over the system's clock. createProofFacts() needs a clock, too; pass the same
   * one to both.
   */
  readonly clock?: SealedClock;
}

/**
 * A verifier, such as a gate, a counter or a web site. It keeps one clock for its whole life, so that its time never
 * goes back between verdicts.
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

/** Creates a verifier that keeps one clock over all its verifications. */
export function createVerifier(options: VerifierOptions): Verifier {
  return new Verifier(options);
}
