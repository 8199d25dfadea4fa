import { expect } from "chai";
import type { Facts, PinnedBlocks } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { lensFacts } from "../../../src/facts/rpc/rpc.ts";
import { refused } from "../../support/refused.ts";
import { codes, facts, gate, ISSUED, issue, present, TIME } from "../gate.fixture.ts";

const HASH = `0x${"5a".repeat(32)}`;
const DAY = 86_400;

/** A source with this pin. It answers as of a block of a day ago, with these changes to `asOf`. */
function pinnedAt(pin: PinnedBlocks | undefined, asOf: object): Facts {
  const source = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME - DAY, ...asOf } }));
  return { ...source, ...(pin && { pin }) };
}

describe("A source of facts that the verifier pinned to a block", () => {
  it("may be pinned by number or by hash, and its age does not count", async () => {
    const shown = await present(issue({ issuedAt: ISSUED - DAY }));
    for (const [pin, asOf] of [
      [[100n], {}],
      [[HASH], { hash: HASH }],
      [[5n, 100n, HASH], {}],
    ] as const) {
      const verdict = await gate(shown, { source: pinnedAt(pin, { ...asOf, pinned: true }) });
      expect([verdict.outcome, verdict.asKnownAt, verdict.about]).to.deep.equal(["valid", TIME - DAY, TIME - DAY]);
    }
  });

  it("must answer as of that block and say that it is pinned, and an unpinned source must not say so", async () => {
    const shown = await present(issue({ issuedAt: ISSUED - DAY }));
    for (const [pin, asOf] of [
      [[99n], { pinned: true }],
      [[HASH], { pinned: true }],
      [[HASH], { pinned: true, hash: `0x${"a5".repeat(32)}` }],
      [[100n], {}],
      [[100n], { pinned: false }],
      [undefined, { pinned: true }],
      [undefined, { pinned: true, time: TIME }],
    ] as const) {
      const verdict = await gate(shown, { source: pinnedAt(pin, asOf) });
      expect(verdict.outcome).to.equal("indeterminate");
      expect(new Set(codes(verdict))).to.deep.equal(new Set(["facts.unavailable"]));
      expect(verdict.credentials[0]!.checks.status.evidence.why).to.equal("facts.bad-answer");
      expect(verdict).not.to.have.property("asKnownAt");
    }
  });

  it("answers about its block's time by default, so a credential must have been current then", async () => {
    const source = pinnedAt([100n], { pinned: true });
    const asked = async (changes: Record<string, unknown>) =>
      codes(await gate(await present(issue(changes)), { source }));
    expect(await asked({ issuedAt: TIME - DAY + 61 })).to.deep.equal(["policy.issued-after"]);
    expect(await asked({ issuedAt: ISSUED - 60, expires: TIME - DAY })).to.deep.equal(["policy.expired"]);
    expect(await asked({ issuedAt: ISSUED - 60, expires: TIME - DAY + 1 })).to.deep.equal([]);
  });

  it("is inconclusive if its block is in the future", async () => {
    const source = pinnedAt([100n], { pinned: true, time: TIME + 61 });
    expect(codes(await gate(await present(issue()), { source }))).to.deep.equal(["facts.ahead"]);
  });

  it("can be pinned only to a number or hash, not to a tag that moves", async () => {
    const anchor = {} as never;
    const clock = { now: () => TIME };
    const lens = () => Promise.reject(new Error("not asked"));
    for (const pin of [[], ["pending"], ["latest"], [-1n], [HASH.toUpperCase()], [100n, "finalized"]]) {
      refused(() => createProofFacts({ anchor, clock, pin }), "facts.block");
    }
    refused(() => lensFacts({ lens, chainId: 1n, block: "safe" }), "facts.block");
    expect(lensFacts({ lens, chainId: 1n, block: "latest" })).not.to.have.property("pin");
    expect(lensFacts({ lens, chainId: 1n, block: 7n }).pin).to.deep.equal([7n]);
  });
});
