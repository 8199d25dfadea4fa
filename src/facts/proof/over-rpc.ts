import type { TrustAnchor } from "../../trust-anchor/anchor.ts";
import type { VerifierClock } from "../../trust-anchor/seals/sealed.ts";
import type { Facts } from "../facts.ts";
import { checkedPin } from "../pinned-blocks.ts";
import { withTimeout } from "../timeout.ts";
import { provedAnswer } from "./proof.ts";
import type { Prover } from "./prover.ts";

export interface ProvedRpcFactsOptions {
  /** Requests the proofs from the node. */
  readonly prover: Prover;
  /** What the verifier knows in advance. */
  readonly anchor: TrustAnchor;
  /** The verifier's time, in seconds since 1970; use a SealedClock. */
  readonly clock: VerifierClock;
  /** A past block, by number or hash; verdicts are then as known at it. The node must still have its state. */
  readonly block?: bigint | string;
  /** How long the prover may take in all, milliseconds; default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Facts from an untrusted node: it must prove each answer, as of its newest block, or of the block that the verifier
 * pinned. Staples from holders are ignored.
 *
 * @returns A source that throws what createProofFacts() throws, and `facts.node-unproved`.
 */
export function createProvedRpcFacts(options: ProvedRpcFactsOptions): Facts {
  const { prover, anchor, clock, block, timeoutMs = 30_000 } = options;
  const pin = block === undefined ? undefined : checkedPin([block]);
  const reference = typeof block === "string" ? { hash: block } : block;
  return {
    source: "proof",
    ...(pin && { pin }),
    async lookup(queries) {
      const asked = queries.map(({ staple: _, ...query }) => query);
      const proved = prover.prove([asked], reference === undefined ? {} : { block: reference });
      const staples = await withTimeout(timeoutMs, proved);
      return provedAnswer({ anchor, clock, staples, ...(pin && { pin }) }, asked);
    },
  };
}
