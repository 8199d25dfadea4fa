import { expect } from "chai";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { queryFor } from "../../src/facts/query.ts";
import { decode } from "../../src/formats/index.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import {
  type Credential,
  chainOfTwo,
  DAY,
  HOUR,
  issue,
  networkHelpers,
  now,
  POLICY,
  present,
  reasons,
  replicaOf,
  send,
  type World,
} from "./world.ts";

const NAMED = "The registry's time is 3600 seconds ahead of the verifier's clock; one of them is wrong.";

/** What each source leads to, by a clock that is an hour slow; the proof by an anchor of this time. */
async function said(world: World, credential: Credential, advancedAt: number) {
  const time = await now();
  const { anchor, prover } = await vouchedFor(send, world.addresses, advancedAt);
  const staples = await prover.prove([decode(credential.credential).map(queryFor)]);
  const clock = new SealedClock({ now: () => time - HOUR });
  const presented = await present(credential);
  const verdicts = [];
  for (const facts of [world.facts, await replicaOf(world), createProofFacts({ anchor, clock, staples })]) {
    verdicts.push(await verify(presented, POLICY, facts, clock));
  }
  return verdicts;
}

describe("A verifier whose clock is an hour slow", () => {
  it("could not find out, by a node, a replica and a proof, and the verdict names the clock", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    for (const verdict of await said(world, await issue(world.sejong), (await now()) - DAY)) {
      expect([verdict.outcome, verdict.text.en, ...reasons(verdict)], verdict.source).to.deep.equal([
        ...["indeterminate", NAMED],
        ...["facts.ahead", "holderBinding.clock-behind", "policy.clock-behind"],
      ]);
    }
  });

  it("finds out, all the same, that a credential is forged or revoked", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { sejong, stranger, statuses } = world;
    const forged = await issue({ ...sejong, signer: { ...stranger.signer, publicJwk: sejong.signer.publicJwk } });
    const revoked = await issue(sejong);
    await statuses.connect(sejong.account).setStatus(sejong.identity, 0, 7, 1);
    for (const [credential, code] of [
      [forged, "signature.forged"],
      [revoked, "status.revoked"],
    ] as const) {
      for (const verdict of await said(world, credential, (await now()) - DAY)) {
        expect([verdict.outcome, reasons(verdict)[0]], verdict.source).to.deep.equal(["invalid", code]);
      }
    }
  });

  it("reads no proof by a trust anchor of after its time, and names the clock, too", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const [, , verdict] = await said(world, await issue(world.sejong), await now());
    expect([verdict?.outcome, verdict?.text.en]).to.deep.equal(["indeterminate", NAMED]);
    expect(verdict?.credentials[0]?.checks.signature.code).to.equal("facts.unavailable");
  });
});
