import type { TrustAnchor } from "../../trust-anchor/anchor.ts";
import type { VerifierClock } from "../../trust-anchor/seals/sealed.ts";
import type { Facts } from "../facts.ts";
import { checkedPin } from "../pinned-blocks.ts";
import { provedAnswer } from "./proof.ts";
import type { Prover } from "./prover.ts";

export interface ProofOverRpcOptions {
  /** Who asks the node. */
  readonly prover: Prover;
  /** What the verifier knows beforehand. */
  readonly anchor: TrustAnchor;
  /** The verifier's time, in seconds, best a SealedClock. */
  readonly clock: VerifierClock;
  /** A block of the past, by number or hash: verdicts are as known at it. The node must still have its state. */
  readonly block?: bigint | string;
}

/**
 * Facts from a node that need not be trusted: it must prove each of its answers, as of its newest block, or of the one
 * that the verifier pinned. What holders brought is not looked at.
 *
 * @returns A source that throws what proof() throws, and `facts.node-unproved`.
 */
export function proofOverRpc({ prover, anchor, clock, block }: ProofOverRpcOptions): Facts {
  const pin = block === undefined ? undefined : checkedPin([block]);
  const reference = typeof block === "string" ? { hash: block } : block;
  return {
    source: "proof",
    ...(pin && { pin }),
    async lookup(queries) {
      const asked = queries.map(({ staple: _, ...query }) => query);
      const staples = await prover.prove([asked], reference === undefined ? {} : { block: reference });
      return provedAnswer({ anchor, clock, staples, ...(pin && { pin }) }, asked);
    },
  };
}
