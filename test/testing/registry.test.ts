import { expect } from "chai";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Policy } from "../../src/public/verifier.ts";
import type { TestAgency } from "../../src/testing/book.ts";
import { createTestRegistry, type TestRegistry } from "../../src/testing/registry.ts";
import { verify } from "../../src/verifier/verify.ts";
import { issueSdJwtVc } from "../formats/issuing.ts";
import { presentSdJwtVc } from "../formats/presenting.ts";

const VCT = "https://credentials.go.kr/student-card/1";
const POLICY: Policy = {
  audience: "https://library.ac.kr",
  nonce: "a-nonce-of-sixteen",
  credentials: [{ id: "id", type: VCT }],
};

/** A ministry that accredits a university, which issues a student card. */
async function campus() {
  const registry = createTestRegistry();
  const ministry = registry.agency("교육부");
  const university = registry.agency("디딤대학교");
  registry.registerType(VCT, ministry);
  registry.accredit(university, VCT);
  const holder = generateSigner("ES256");
  const credential = await issueSdJwtVc({
    signer: university.signer,
    issuer: university.did,
    vct: VCT,
    claims: { name: "정새롬" },
    holderKey: holder.publicJwk,
    issuedAt: registry.now(),
    status: { list: 0, index: 3 },
  });
  const show = async () => {
    const { audience, nonce } = POLICY;
    const shown = await presentSdJwtVc({
      credential,
      disclose: ["name"],
      audience,
      nonce,
      holder,
      issuedAt: registry.now(),
    });
    return verify(shown, POLICY, registry.facts, registry.clock);
  };
  return { registry, ministry, university, show };
}

const reason = async (show: () => ReturnType<typeof verify>) => {
  const { outcome, text } = await show();
  return outcome === "valid" ? outcome : text.en;
};

describe("A registry in memory, for other people's tests", () => {
  it("gives the answers of a real one", async () => {
    const { registry, university, show } = await campus();
    expect(await reason(show)).to.equal("valid");
    const steps: [(all: TestRegistry, agency: TestAgency) => void, string][] = [
      [
        (all, agency) => all.setStatus(agency, { list: 0, index: 3 }, "suspended"),
        "Suspended by its issuer for the time being.",
      ],
      [(all, agency) => all.setStatus(agency, { list: 0, index: 3 }, "valid"), "valid"],
      [(all, agency) => all.suspend(agency, VCT), `The accreditation of ${university.identity} is suspended.`],
      [(all, agency) => all.reinstate(agency, VCT), "valid"],
      [(all, agency) => all.retireKey(agency), "valid"],
      [(all, agency) => all.end(agency, VCT), "valid"],
      [(all, agency) => all.withdraw(agency, VCT), `The accreditation of ${university.identity} was withdrawn.`],
      [
        (all, agency) => all.compromiseKey(agency),
        "The key was stolen; nothing shows that the credential is older than the theft.",
      ],
      [(all, agency) => all.deactivate(agency), "The issuer's DID has been deactivated."],
    ];
    for (const [step, expected] of steps) {
      registry.pass(60);
      step(registry, university);
      expect(await reason(show)).to.equal(expected);
    }
  });

  it("refuses what the contracts would refuse", async () => {
    const { registry, ministry, university } = await campus();
    const refused = (act: () => void) => expect(act).to.throw().with.property("code", "testing.refused");
    refused(() => registry.accredit(university, VCT));
    refused(() => registry.accredit(ministry, VCT, { by: university }));
    refused(() => registry.accredit(ministry, "https://credentials.go.kr/unknown/1"));
    refused(() => registry.reinstate(university, VCT));
    refused(() => registry.setStatus(university, { list: 9, index: 0 }, "invalid"));
    registry.setStatus(university, { list: 0, index: 3 }, "invalid");
    refused(() => registry.setStatus(university, { list: 0, index: 3 }, "valid"));
    refused(() => registry.pass(-1));
    registry.deactivate(university);
    refused(() => registry.deactivate(university));
  });
});
