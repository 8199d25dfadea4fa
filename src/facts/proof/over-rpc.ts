import type { Facts } from "../facts.ts";
import type { TrustAnchor } from "./anchor.ts";
import { proof } from "./proof.ts";
import type { Prover } from "./prover.ts";
import type { VerifierClock } from "./sealed.ts";

/**
 * Facts from a node that need not be trusted: it must prove each of its answers, as of its newest block. What holders brought is not looked at.
 *
 * @param options the `prover` that asks the node; the `anchor` that the verifier knows beforehand; and its `clock`, in seconds, best a SealedClock.
 * @returns A source that throws what proof() throws, and `facts.node-unproved`.
 */
export function proofOverRpc(options: { prover: Prover; anchor: TrustAnchor; clock: VerifierClock }): Facts {
  const { prover, anchor, clock } = options;
  return {
    source: "proof",
    async lookup(queries) {
      const asked = queries.map(({ staple: _, ...query }) => query);
      const staples = await prover.prove([asked]);
      return proof({ anchor, clock, staples }).lookup(asked);
    },
  };
}
