/** A gate's page: it has a trust anchor and no network. */
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import type { Presentations } from "../../src/public/holder.ts";
import { type Policy, SealedClock } from "../../src/public/verifier.ts";
import { parseAnchor } from "../../src/trust-anchor/anchor-file.ts";
import { verify } from "../../src/verifier/verify.ts";

const page = {
  /** @param now The chain's time, in seconds since 1970; the gate's clock must not be behind it. */
  async verify(presented: Presentations, policy: Policy, anchorJson: string, now: number) {
    const clock = new SealedClock({ now: () => Math.max(now, Math.floor(Date.now() / 1000)) });
    const verdict = await verify(
      presented,
      policy,
      createProofFacts({ anchor: parseAnchor(anchorJson), clock }),
      clock,
    );
    const { outcome, source, text, credentials } = verdict;
    return { outcome, source, text: text.en, claims: credentials[0]?.claims };
  },
};

export type GatePage = typeof page;
Object.assign(globalThis, { page });
