import { expect } from "chai";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { type Evidence, evidenceOf, formatEvidence, parseEvidence } from "../../src/evidence/file.ts";
import { stapleClaim } from "../../src/facts/proof/staple-claim.ts";
import { formats as known } from "../../src/formats/index.ts";
import { issueIn } from "../formats/issuing.ts";
import { plain } from "../formats/presenting.ts";
import { signedJson } from "../formats/signed-json.ts";
import { AUDIENCE, DAY, NONCE, networkHelpers, now, POLICY, VCT, wait } from "../verifier/world.ts";
import { type Court, court, dated, freshStaple, judgedInCourt } from "./court.fixture.ts";

const formats = [...known, signedJson] as const;

/** Evidence of an ID in the third format, with the registries' state signed along. */
async function kept(scene: Court, signedFor = NONCE): Promise<Evidence> {
  const { signer, did: issuer } = scene.world.sejong;
  const [holder, issuedAt] = [generateSigner("ES256"), await now()];
  const about = { vct: VCT, claims: { family_name: "정" }, status: { list: 0, index: 7 } };
  const credential = await issueIn(signedJson, { signer, issuer, ...about, holderKey: holder.publicJwk, issuedAt });
  const binding = {
    session: plain(AUDIENCE, signedFor),
    holder,
    issuedAt,
    extra: stapleClaim(await freshStaple(scene)),
  };
  const presentation = await signedJson.select(credential, ["family_name"]).present(binding);
  return evidenceOf({ audience: AUDIENCE, nonce: NONCE, credentials: POLICY.credentials }, { id: [presentation] });
}

describe("Evidence in a format whose proofs have no time", () => {
  it("is dated by the block that the holder signed along and by the anchoring", async () => {
    const scene = await networkHelpers.loadFixture(court);
    const undated = await kept(scene);
    const signedAt = await now();
    await wait(3600);
    const [evidence] = await dated(scene, [undated]);
    const verdict = await judgedInCourt(scene, parseEvidence(formatEvidence(evidence!)), { formats });
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.signed!.notBefore).to.be.at.most(signedAt);
    expect(verdict.signed!.notAfter).to.be.within(signedAt + 3600, signedAt + 3700);
  });

  it("is invalid if it was anchored long after that block, or signed for another request", async () => {
    const scene = await networkHelpers.loadFixture(court);
    const [late, other] = [await kept(scene), await kept(scene, "one that was given out before")];
    const [anchoredAtOnce] = await dated(scene, [other]);
    await wait(3 * DAY);
    const [anchoredLate] = await dated(scene, [late]);
    const found = async (evidence: Evidence) =>
      (await judgedInCourt(scene, evidence, { formats })).credentials[0]?.checks.holderBinding.code;
    expect(await found(anchoredLate!)).to.equal("holderBinding.stale");
    expect(await found(anchoredAtOnce!)).to.equal("holderBinding.other-session");
  });
});
