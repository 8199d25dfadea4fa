import { expect } from "chai";
import { rootOver } from "../../src/evidence/dated-root.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { decodeStaple, encodeStaple } from "../../src/trust-anchor/staple/staple.ts";
import { withSeals } from "../facts/proof/writing.fixture.ts";
import { DAY, issue, networkHelpers, reasons, wait } from "../verifier/world.ts";
import {
  dated,
  freshStaple,
  judgedInCourt,
  kept,
  sealedCourt,
  signedAndAnchoredIn,
  validators,
} from "./court.fixture.ts";

const [, , , fourth, fifth] = validators;
const opened = () => networkHelpers.loadFixture(sealedCourt);

describe("Evidence of a chain with sealed blocks", () => {
  it("is valid in court ten years later, by the anchor of that time alone", async () => {
    const { scene, evidence, signedAt } = await signedAndAnchoredIn(await opened());
    const verdict = await judgedInCourt(scene, evidence);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.signed!.notBefore).to.be.at.most(signedAt);
    expect(verdict.signed!.notAfter).to.be.within(signedAt + 3600, signedAt + 3700);
  });

  it("is invalid if made later with a leaked key and an old staple, with a new date or another's date", async () => {
    const { scene, credential, staple, signedAt, evidence } = await signedAndAnchoredIn(await opened());
    await wait(30 * DAY);
    const forged = await kept(credential, staple, { issuedAt: signedAt });
    const [late] = await dated(scene, [forged]);
    for (const [piece, code] of [
      [late!, "holderBinding.stale"],
      [{ ...forged, dated: evidence.dated! }, "evidence.not-anchored"],
    ] as const) {
      const verdict = await judgedInCourt(scene, piece);
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", code]);
    }
  });

  it("is indeterminate with a block that was sealed by others or by too few", async () => {
    const { scene, evidence } = await signedAndAnchoredIn(await opened());
    const named = (some: typeof validators): TrustAnchor => ({
      ...scene.anchor,
      sealers: { kind: "qbft", validators: some.map(({ address }) => address) },
    });
    for (const [sealers, why] of [
      [validators.slice(0, 2), "facts.proof-unknown-seal"],
      [validators.slice(4), "facts.proof-foreign-chain"],
      [validators, "facts.proof-too-few-seals"],
    ] as const) {
      const verdict = await judgedInCourt(scene, evidence, { anchors: [named(sealers)] });
      expect([verdict.outcome, verdict.presentation[0]!.evidence.why]).to.deep.equal(["indeterminate", why]);
    }
  });

  for (const [what, validator] of [
    ["add", fifth!],
    ["remove", fourth!],
  ] as const) {
    it(`is valid with, and can be dated by, the block in which the validators change (${what})`, async () => {
      const scene = await opened();
      const credential = await issue(scene.world.sejong);
      const early = await kept(credential, await freshStaple(scene));
      await scene.log.anchor([rootOver([early]).root]);
      await scene.change(what, validator);
      const [byIt] = await dated(scene, [early]);
      const late = await kept(credential, await freshStaple(scene));
      const after = await scene.advance(scene.anchor);
      await wait(3600);
      const [overIt] = await dated({ ...scene, anchor: after }, [late]);
      for (const evidence of [byIt!, overIt!]) {
        for (const anchors of [
          [scene.anchor, after],
          [after, scene.anchor],
        ]) {
          const verdict = await judgedInCourt(scene, evidence, { anchors });
          expect(verdict.outcome, verdict.text.en).to.equal("valid");
        }
      }
      // The new set seals the next block; the old set sealed this one.
      expect((await judgedInCourt(scene, overIt!, { anchors: [after] })).outcome).to.equal("indeterminate");
    });
  }

  it("is indeterminate with a block sealed by former validators after their removal", async () => {
    const scene = await opened();
    const credential = await issue(scene.world.sejong);
    await scene.change("remove", fourth!);
    const after = await scene.advance(scene.anchor);
    await wait(3600);
    const undated = await kept(credential, await freshStaple(scene));
    const [evidence] = await dated({ ...scene, anchor: after }, [undated]);
    const anchors = [scene.anchor, after];
    expect((await judgedInCourt(scene, evidence!, { anchors })).outcome).to.equal("valid");
    const { header } = decodeStaple(evidence!.dated!.staple);
    const bySome = withSeals(
      header,
      validators.slice(1, 4).map((each) => each.seal(header)),
    );
    const { nodes } = decodeStaple(evidence!.dated!.staple);
    const forged = { ...evidence!, dated: { ...evidence!.dated!, staple: encodeStaple({ header: bySome, nodes }) } };
    const verdict = await judgedInCourt(scene, forged, { anchors });
    expect([verdict.outcome, verdict.presentation[0]!.evidence.why]).to.deep.equal([
      "indeterminate",
      "facts.proof-removed-seal",
    ]);
  });
});
