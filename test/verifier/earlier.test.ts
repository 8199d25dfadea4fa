import { expect } from "chai";
import { createProvedRpcFacts } from "../../src/facts/proof/over-rpc.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { lensFacts } from "../../src/facts/rpc/rpc.ts";
import { type Policy, toJson, type Verdict } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import {
  type Agency,
  type Credential,
  chainOfTwo,
  DAY,
  ethers,
  HOUR,
  issue,
  networkHelpers,
  now,
  POLICY,
  present,
  reasons,
  replicaOf,
  show,
  stapleFor,
  TYPE,
  VCT,
  type World,
  wait,
} from "./world.ts";

/**
 * What becomes known about a good credential, and the codes of the verdict on it ten days later, for any moment asked
 * about.
 */
const KNOWN_LATER: readonly (readonly [what: string, happens: (world: World) => Promise<unknown>, codes: string[]])[] =
  [
    [
      "that the issuer's key was in other hands",
      async ({ dids, sejong }) => dids.connect(sejong.account).compromiseKey(sejong.identity, sejong.key, await now()),
      ["issuerKey.compromised"],
    ],
    [
      "that the accreditation was the work of a thief",
      async ({ types, accreditations, council, stranger, province }) => {
        const { registered } = await types.typeOf(TYPE);
        await types.connect(council).replaceAuthority(TYPE, stranger.identity, registered);
        await accreditations.connect(stranger.account).annul(province.identity, TYPE, 0, 0);
      },
      ["accreditation.annulled"],
    ],
    [
      "that the issuer's DID is deactivated",
      ({ dids, sejong }) => dids.connect(sejong.account).deactivate(sejong.identity),
      ["issuerKey.did-deactivated", "accreditation.holder-deactivated", "status.unmaintained"],
    ],
    [
      "that an accreditor's DID is deactivated",
      ({ dids, province }) => dids.connect(province.account).deactivate(province.identity),
      ["accreditation.holder-deactivated"],
    ],
  ];

/** A credential that was good at T, its holder's proof of T, and a replica that stopped at T. */
async function goodOnce() {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  await wait(2 * DAY);
  const credential = await issue(world.sejong);
  await wait(HOUR);
  await networkHelpers.mine();
  const T = await now();
  const block = BigInt(await networkHelpers.time.latestBlock());
  const known = await stapleFor(world, credential, { asOf: T });
  return { world, credential, T, block, known, stopped: await replicaOf(world) };
}

async function later(days: number): Promise<{ time: number; clock: SealedClock }> {
  await wait(days * DAY);
  await networkHelpers.mine();
  const time = await now();
  return { time, clock: new SealedClock({ now: () => time }) };
}

describe("A question about the past", () => {
  for (const [what, happens, codes] of KNOWN_LATER) {
    it(`takes into account what became known later: ${what}`, async () => {
      const { world, credential, T } = await goodOnce();
      await happens(world);
      await later(10);
      const verdict = await show(world, credential, { policy: { asOf: T } });
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", ...codes]);
    });

    it(`is not answered by an old proof or a stopped replica, which do not know ${what}`, async () => {
      const { world, credential, T, known, stopped } = await goodOnce();
      await happens(world);
      const { clock } = await later(10);
      const shown = await present(credential, { extra: known.extra });
      for (const facts of [createProofFacts({ anchor: known.anchor, clock }), stopped]) {
        for (const asOf of [T, T - 60, T + 60]) {
          const verdict = await verify(shown, { ...POLICY, asOf }, facts, clock);
          expect(verdict.outcome, facts.source).to.equal("indeterminate");
          expect(reasons(verdict)).to.include("facts.stale");
        }
      }
    });
  }

  it("is not answered by a replica that stopped eight days ago, even if nothing has happened since", async () => {
    const { credential, T, stopped } = await goodOnce();
    const { clock } = await later(8);
    const verdict = await verify(await present(credential), { ...POLICY, asOf: T }, stopped, clock);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "facts.stale"]);
  });
});

describe("A verdict by a block that the verifier pinned", () => {
  it("is as known at that block, whatever became known later, from a node, a proof, or a proving node", async () => {
    const { world, credential, T, block, known } = await goodOnce();
    await world.dids.connect(world.sejong.account).compromiseKey(world.sejong.identity, world.sejong.key, await now());
    const { clock, time } = await later(10);
    const shown = await present(credential, { extra: known.extra });
    const hash = (await ethers.provider.getBlock(block))!.hash!;
    const pinned = [
      lensFacts({ ...world.reads, block }),
      createProofFacts({ anchor: known.anchor, clock, pin: [block] }),
      createProofFacts({ anchor: known.anchor, clock, pin: [hash] }),
      createProvedRpcFacts({ ...known, clock, block }),
      createProvedRpcFacts({ ...known, clock, block: hash }),
    ];
    const then = new Date(T * 1000).toISOString();
    for (const facts of pinned) {
      const verdict = await verify(shown, POLICY, facts, clock);
      expect([verdict.outcome, verdict.about, verdict.asKnownAt, verdict.decidedAt]).to.deep.equal([
        ...["valid", T, T, time],
      ]);
      expect(verdict.text.en).to.contain(`good at ${then}, by the registry as of block ${block}. As known at ${then}.`);
      expect(verdict.text.ko).to.contain(`${then} 당시 알려진 사실`);
      expect(verdict.presentation.map(({ code }) => code)).to.deep.equal(["facts.pinned"]);
      expect(JSON.parse(toJson(verdict))).to.deep.include({ about: T, asKnownAt: T });
    }
  });

  it("says that it is as known at that block even if it is invalid", async () => {
    const { world, credential, T } = await goodOnce();
    await world.statuses.connect(world.sejong.account).setStatus(world.sejong.identity, 0, 7, 1);
    const block = BigInt(await networkHelpers.time.latestBlock());
    const { clock } = await later(10);
    const shown = await present(credential);
    const verdict = await verify(shown, POLICY, lensFacts({ ...world.reads, block }), clock);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "status.revoked"]);
    expect(verdict.text.en).to.match(/^Revoked by its issuer\. As known at \S+Z\.$/);
    expect(verdict.asKnownAt).to.be.within(T, T + 60);
  });

  it("never uses a staple of another block that the holder chose", async () => {
    const { world, credential, block, known } = await goodOnce();
    const { clock } = await later(1);
    const newer = await stapleFor(world, credential);
    const facts = createProofFacts({ anchor: known.anchor, clock, pin: [block] });
    for (const [extra, outcome] of [
      [known.extra, "valid"],
      [newer.extra, "indeterminate"],
    ] as const) {
      const verdict = await verify(await present(credential, { extra }), POLICY, facts, clock);
      expect(verdict.outcome).to.equal(outcome);
      expect(new Set(reasons(verdict))).to.deep.equal(new Set(outcome === "valid" ? [] : ["facts.unavailable"]));
    }
  });

  it("can be about an earlier moment, or about a later one within the policy's maximum age", async () => {
    const { world, credential, T, block } = await goodOnce();
    const { clock } = await later(1);
    const shown = await present(credential);
    const asked = async (asOf: number, maxAge = 300) =>
      verify(shown, { ...POLICY, asOf, maxAge }, lensFacts({ ...world.reads, block }), clock);
    const found = async (verdict: Promise<Verdict>) => [(await verdict).outcome, ...reasons(await verdict)];
    expect(await found(asked(T))).to.deep.equal(["valid"]);
    expect(await found(asked(T + 300))).to.deep.equal(["valid"]);
    expect(await found(asked(T + 301))).to.deep.equal(["indeterminate", "facts.pinned-before"]);
    expect(await found(asked(T + 301, 400))).to.deep.equal(["valid"]);
    expect(await found(asked(T - 60))).to.deep.equal(["indeterminate", "status.not-revoked-then"]);
  });
});

describe("The type's authority at the moment asked about", () => {
  /** A one-time copy. It has no status, so only the chain of trust decides. */
  const copy = async ({ sejong }: World, issuedAt: number): Promise<Credential> =>
    issue(sejong, { status: undefined, issuedAt, expires: issuedAt + DAY });
  const policy = (asOf: number): Partial<Policy> => ({
    asOf,
    credentials: [{ id: "id", type: VCT, oneTimeCopies: true }],
  });
  const found = async (world: World, credential: Credential, asOf: number) => {
    const verdict = await show(world, credential, { policy: policy(asOf) });
    return [verdict.outcome, ...reasons(verdict)];
  };

  it("is unknown if its DID is deactivated today and another has the type, and then the verdict is never valid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { dids, types, accreditations, council, ministry, sejong, stranger } = world;
    await wait(DAY);
    const issuedAt = await now();
    const credential = await copy(world, issuedAt);
    await dids.connect(ministry.account).deactivate(ministry.identity);
    await wait(HOUR);
    await networkHelpers.mine();
    const T = await now();
    expect(await accreditations.isAccredited(sejong.identity, TYPE, issuedAt)).to.equal(false);
    await types.connect(council).replaceAuthority(TYPE, stranger.identity, 0);
    const replaced = await now();
    await wait(HOUR);
    await networkHelpers.mine();
    for (const asOf of [T, replaced - 1]) {
      expect(await found(world, credential, asOf)).to.deep.equal([
        "indeterminate",
        "accreditation.authority-unknown-at",
      ]);
    }
    expect(await found(world, credential, replaced)).to.deep.equal(["valid"]);
  });

  it("is known after a hand-over for every moment, as long as its DID is not deactivated", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { types, ministry, province, stranger } = world;
    await wait(DAY);
    const issuedAt = await now();
    const credential = await copy(world, issuedAt);
    const moments = [issuedAt];
    for (const [from, to] of [
      [ministry, stranger],
      [stranger, province],
      [province, ministry],
    ] as const) {
      await wait(HOUR);
      await types.connect(from.account).offer(TYPE, to.identity);
      await types.connect(to.account).accept(TYPE);
      moments.push((await now()) - 1, await now());
    }
    await wait(HOUR);
    await networkHelpers.mine();
    for (const asOf of moments) expect(await found(world, credential, asOf)).to.deep.equal(["valid"]);
  });

  it("is the one that the policy must accept, not the authority of today", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { types, ministry, stranger } = world;
    await wait(DAY);
    const credential = await copy(world, await now());
    await types.connect(ministry.account).offer(TYPE, stranger.identity);
    await types.connect(stranger.account).accept(TYPE);
    const handedOver = await now();
    await wait(HOUR);
    await networkHelpers.mine();
    const accepting = async ({ did }: Agency, asOf: number) => {
      const credentials = [{ id: "id", type: VCT, oneTimeCopies: true, authorities: [did] }];
      const verdict = await show(world, credential, { policy: { asOf, credentials } });
      return [verdict.outcome, ...reasons(verdict)];
    };
    const not = ["invalid", "policy.authority-not-accepted"];
    expect(await accepting(ministry, handedOver - 1)).to.deep.equal(["valid"]);
    expect(await accepting(stranger, handedOver - 1)).to.deep.equal(not);
    expect(await accepting(ministry, handedOver)).to.deep.equal(not);
    expect(await accepting(stranger, handedOver)).to.deep.equal(["valid"]);
  });

  it("is unknown only for the term of a former authority that deactivated its DID after the hand-over", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { dids, types, ministry, stranger } = world;
    await wait(DAY);
    const issuedAt = await now();
    const credential = await copy(world, issuedAt);
    await types.connect(ministry.account).offer(TYPE, stranger.identity);
    await types.connect(stranger.account).accept(TYPE);
    const handedOver = await now();
    await dids.connect(ministry.account).deactivate(ministry.identity);
    await wait(HOUR);
    await networkHelpers.mine();
    expect(await found(world, credential, handedOver)).to.deep.equal(["valid"]);
    expect((await found(world, credential, handedOver - 1))[0]).to.equal("indeterminate");
  });
});
