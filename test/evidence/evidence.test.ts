import { expect } from "chai";
import { evidenceOf, formatEvidence, parseEvidence } from "../../src/evidence/file.ts";
import type { Verdict } from "../../src/public/verifier.ts";
import {
  DAY,
  EXTRACT,
  ethers,
  issue,
  NONCE,
  networkHelpers,
  now,
  reasons,
  registerExtract,
  retiredByThief,
  TYPE,
  VCT,
  wait,
} from "../verifier/world.ts";
import {
  type Court,
  court,
  dated,
  freshStaple,
  judgedInCourt,
  judgedSince,
  kept,
  signedAndAnchored,
  signedAndAnchoredIn,
} from "./court.fixture.ts";

describe("Evidence in court, ten years later and without the chain,", () => {
  it("proves that the ID was valid when its holder signed, and when that was", async () => {
    const { scene, evidence, signedAt } = await signedAndAnchored();
    const verdict = await judgedInCourt(scene, parseEvidence(formatEvidence(evidence)));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]!.claims).to.deep.equal({ family_name: "정" });
    expect(verdict.signed!.notBefore).to.be.at.most(signedAt);
    expect(verdict.signed!.notAfter).to.be.within(signedAt + 3600, signedAt + 3700);
  });

  it("states in both languages that the verdict is as known at the block that the holder signed along", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { text, asKnownAt, signed, presentation } = await judgedInCourt(scene, evidence);
    expect(asKnownAt).to.equal(signed!.notBefore);
    const time = new Date(asKnownAt! * 1000).toISOString();
    expect(text.en).to.contain(`As known at ${time}.`);
    expect(text.ko).to.contain(`${time} 당시 알려진 사실 기준`);
    expect(presentation.map(({ code }) => code)).to.include("facts.pinned");
  });

  it("of two credentials with different blocks is as known at the older block", async () => {
    const scene = await networkHelpers.loadFixture(court);
    const { world } = scene;
    await registerExtract(world, world.sejong);
    const [id, extract] = [await issue(world.sejong), await issue(world.sejong, { vct: EXTRACT })];
    const first = await kept(id, await freshStaple(scene));
    const notBefore = await now();
    await wait(120);
    await networkHelpers.mine();
    const second = await kept(extract, await freshStaple(scene, { typeId: ethers.id(EXTRACT) }));
    const credentials = [...first.request.credentials, { id: "extract", type: EXTRACT }];
    const shown = { id: first.presentations.id!, extract: second.presentations.id! };
    const [evidence] = await dated(scene, [evidenceOf({ ...first.request, credentials }, shown)]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["valid"]);
    expect([verdict.asKnownAt, verdict.signed!.notBefore]).to.deep.equal([notBefore, notBefore]);
  });

  it("does not need the other pieces that were anchored with it", async () => {
    const { scene, credential, staple } = await signedAndAnchored();
    const pieces = await Promise.all([1, 2, 3, 4, 5].map(() => kept(credential, staple)));
    for (const piece of await dated(scene, pieces))
      expect((await judgedInCourt(scene, piece)).outcome).to.equal("valid");
  });

  it("is judged by the request that was anchored, so oneTimeCopies cannot be added afterwards", async () => {
    // A separate log, because with other roots a proof of one root sometimes also proves another's absence.
    const scene = await networkHelpers.loadFixture(court);
    const issuedAt = await now();
    const once = await issue(scene.world.sejong, { issuedAt, status: undefined, expires: issuedAt + 3600 });
    const shown = await kept(once, await freshStaple(scene));
    const asking = { ...shown.request, credentials: [{ ...shown.request.credentials[0]!, oneTimeCopies: true }] };
    const [plain, asked] = await dated(scene, [shown, evidenceOf(asking, shown.presentations)]);
    const verdicts = [plain!, asked!, { ...plain!, request: asking }].map((each) =>
      judgedInCourt(scene, parseEvidence(formatEvidence(each))),
    );
    const found = (await Promise.all(verdicts)).map((verdict) => [verdict.outcome, ...reasons(verdict)]);
    expect(found).to.deep.equal([["invalid", "status.absent"], ["valid"], ["invalid", "evidence.not-anchored"]]);
  });

  it("is judged by the court's own requirements and sets, if it gives any", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const [query] = evidence.request.credentials;
    const requirements = [query!, { id: "extract", type: EXTRACT }];
    const judged = async (options: object) => {
      const verdict = await judgedInCourt(scene, evidence, options);
      return [verdict.outcome, ...reasons(verdict)];
    };
    expect(await judged({ requirements })).to.deep.equal(["invalid", "policy.credential-missing"]);
    const requirementSets = [{ options: [["extract"], ["id"]] }];
    expect(await judged({ requirements, requirementSets })).to.deep.equal(["valid"]);
    const renamed = [{ ...query!, id: "another" }];
    expect(await judged({ requirements: renamed })).to.deep.equal([
      "invalid",
      "presentation.unknown-query",
      "policy.credential-missing",
    ]);
  });

  it("has the date of the first anchoring, even if the same root is anchored again", async () => {
    const { scene, undated, evidence } = await signedAndAnchored();
    await wait(DAY);
    const [again] = await dated(scene, [undated]);
    const [first, second] = [await judgedInCourt(scene, evidence), await judgedInCourt(scene, again!)];
    expect(second.signed).to.deep.equal(first.signed);
  });

  it("keeps its first date if it is anchored again with other pieces, because a later date would be too late", async () => {
    const { scene, undated, evidence } = await signedAndAnchored();
    const first = await judgedInCourt(scene, evidence);
    await wait(3 * DAY);
    const fresh = await kept(await issue(scene.world.sejong), await freshStaple(scene));
    const pieces = await dated(scene, [evidence, fresh]);
    const [old, young] = await Promise.all(pieces.map((piece) => judgedInCourt(scene, piece)));
    expect([old!.outcome, old!.signed]).to.deep.equal(["valid", first.signed]);
    expect(young!.outcome, young!.text.en).to.equal("valid");
    const [late] = await dated(scene, [{ ...undated, salt: fresh.salt }]);
    expect(reasons(await judgedInCourt(scene, late!))).to.include("holderBinding.stale");
  });

  it("stays valid after a later revocation and a withdrawal of the issuer", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { world } = scene;
    await world.statuses.connect(world.sejong.account).setStatus(world.sejong.identity, 0, 7, 1);
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    const verdict = await judgedSince(scene, evidence);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
  });
});

describe("A reader that asks what became known later", () => {
  const told = ({ presentation }: Verdict) =>
    presentation.filter(({ code }) => /^evidence\.(later|changed)/.test(code));

  it("learns that there is nothing, and at which block", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const verdict = await judgedSince(scene, evidence);
    const block = String(await networkHelpers.time.latestBlock());
    expect(told(verdict).map(({ code, evidence }) => [code, evidence])).to.deep.equal([
      ["evidence.later-clear", { block }],
    ]);
  });

  it("learns all changes, although they do not count", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { dids, statuses, accreditations, province, sejong } = scene.world;
    const changes: readonly (readonly [act: () => Promise<unknown>, codes: readonly string[]])[] = [
      [() => statuses.connect(sejong.account).setStatus(sejong.identity, 0, 7, 1), ["status.revoked"]],
      [
        () => accreditations.connect(province.account).withdraw(sejong.identity, TYPE),
        ["accreditation.withdrawn", "status.revoked"],
      ],
      [
        () => dids.connect(sejong.account).deactivate(sejong.identity),
        ["issuerKey.did-deactivated", "accreditation.holder-deactivated", "status.unmaintained"],
      ],
    ];
    for (const [act, codes] of changes) {
      await act();
      const verdict = await judgedSince(scene, evidence);
      expect(verdict.outcome, verdict.text.en).to.equal("valid");
      const [clear, ...changed] = told(verdict);
      expect([clear!.code, ...changed.map(({ evidence }) => evidence.code)]).to.deep.equal([
        "evidence.later-clear",
        ...codes,
      ]);
      for (const { text } of changed) expect(text.en).to.match(/^Changed since, .*: \S.*\.$/);
    }
  });
});

describe("Evidence is refused", () => {
  it("if it is not anchored", async () => {
    const { scene, undated } = await signedAndAnchored();
    const verdict = await judgedInCourt(scene, undated);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.undated"]);
  });

  it("if it was made later with a leaked key and an old staple, because no root of that time contains it", async () => {
    const { scene, credential, staple, signedAt, evidence } = await signedAndAnchored();
    await wait(30 * DAY);
    const forged = await kept(credential, staple, { issuedAt: signedAt });
    const [late] = await dated(scene, [forged]);
    const lateVerdict = await judgedInCourt(scene, late!);
    expect([lateVerdict.outcome, ...reasons(lateVerdict)]).to.deep.equal(["invalid", "holderBinding.stale"]);
    const borrowed = { ...forged, dated: evidence.dated! };
    const verdict = await judgedInCourt(scene, borrowed);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.not-anchored"]);
  });

  it("if the holder signed no block along", async () => {
    const { scene, credential } = await signedAndAnchored();
    const [evidence] = await dated(scene, [await kept(credential, undefined)]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.not-covered"]);
  });

  it("if the signature claims to be older than the block that it covers", async () => {
    const { scene, credential } = await signedAndAnchored();
    const before = await now();
    await wait(600);
    const [evidence] = await dated(scene, [await kept(credential, await freshStaple(scene), { issuedAt: before })]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.backdated"]);
  });

  it("if the ID was revoked in the block that the holder signed along", async () => {
    const { scene, credential } = await signedAndAnchored();
    const { statuses, sejong } = scene.world;
    await statuses.connect(sejong.account).setStatus(sejong.identity, 0, 7, 1);
    const [evidence] = await dated(scene, [await kept(credential, await freshStaple(scene))]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "status.revoked"]);
  });

  it("if anything in it differs from what was anchored", async () => {
    const { scene, credential, staple, evidence } = await signedAndAnchored();
    const other = await kept(credential, staple);
    const changed = [
      { ...evidence, presentations: other.presentations },
      { ...evidence, salt: other.salt },
      { ...evidence, request: { ...evidence.request, nonce: `${NONCE}?` } },
      { ...evidence, request: { ...evidence.request, credentials: [{ id: "id", type: VCT, claims: [] }] } },
    ];
    for (const each of changed) {
      const verdict = await judgedInCourt(scene, each);
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.not-anchored"]);
    }
  });

  it("if none of the court's anchors of this chain was in force then", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { anchor } = scene;
    const fromYesterday: Court["anchor"] = { ...anchor, advancedAt: anchor.advancedAt + 10 * DAY };
    const expired = { ...anchor, advancedAt: anchor.advancedAt - 91 * DAY };
    const foreign = { ...anchor, chainId: 5n };
    for (const one of [fromYesterday, expired, foreign]) {
      const verdict = await judgedInCourt(scene, evidence, { anchors: [one] });
      expect(verdict.outcome).to.equal("indeterminate");
    }
  });

  it("if the nonce does not bind the document", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const verdict = await judgedInCourt(scene, evidence, { document: Buffer.from("a contract") });
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.other-document"]);
  });
});

describe("What became known later", () => {
  it("counts if the issuer's key was stolen before the evidence existed, and not if it was stolen afterwards", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { dids, sejong } = scene.world;
    const { notAfter } = (await judgedInCourt(scene, evidence)).signed!;
    await dids.connect(sejong.account).compromiseKey(sejong.identity, sejong.key, notAfter + 1);
    expect((await judgedSince(scene, evidence)).outcome).to.equal("valid");
    await dids.connect(sejong.account).compromiseKey(sejong.identity, sejong.key, notAfter);
    const verdict = await judgedSince(scene, evidence);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "evidence.key-compromised"]);
  });

  it("does not count if it is that the type's retirement was a thief's: evidence is judged as known then", async () => {
    const scene = await networkHelpers.loadFixture(court);
    const { types, stranger } = scene.world;
    await retiredByThief(scene.world);
    const { evidence } = await signedAndAnchoredIn(scene);
    await types.connect(stranger.account).reopen(TYPE, 0, 0);
    for (const verdict of [await judgedInCourt(scene, evidence), await judgedSince(scene, evidence)]) {
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "accreditation.type-retired"]);
    }
  });

  it("makes the verdict indeterminate if it cannot be read", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const later = { source: "rpc" as const, lookup: () => Promise.reject(new Error("down")) };
    const verdict = await judgedSince(scene, evidence, later);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.later-unknown"]);
  });
});
