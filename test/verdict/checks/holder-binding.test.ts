import { expect } from "chai";
import type { HolderProof, PresentedCredential } from "../../../src/formats/format.ts";
import { judgeHolderBinding } from "../../../src/verdict/checks/holder-binding.ts";
import { issueVcJwt } from "../../formats/issuing.ts";
import { presentVcJwt } from "../../formats/presenting.ts";
import { codes, gate, ISSUED, ISSUER_DID, issue, issuer, POLICY, present, saerom, TIME, VCT } from "../gate.fixture.ts";

async function vcJwt(extra: object): Promise<string> {
  const status = { list: 0, index: 7 };
  const holderKey = saerom.publicJwk;
  const about = { signer: issuer, issuer: ISSUER_DID, vct: VCT, claims: {}, holderKey, issuedAt: ISSUED, status };
  const { audience, nonce } = POLICY;
  const credentials = [await issueVcJwt(about)];
  return presentVcJwt({ credentials, holder: saerom, audience, nonce, issuedAt: TIME, extra: { ...extra } });
}

const FORMATS = {
  "a key-binding JWT": (extra: object) => present(issue(), { extra }),
  "a vp+jwt": vcJwt,
};

describe("The time limits in a holder's proof", () => {
  it("are applied even if neither the time of signing nor that of the nonce is known", () => {
    const judged = (times: object) => {
      const holderProof: HolderProof = { ...times, covers: () => ({ ok: true }) };
      const credential = { holderKey: saerom.publicJwk, holderProof } as PresentedCredential;
      return judgeHolderBinding(credential, POLICY, TIME).code;
    };
    expect(judged({ expires: TIME })).to.equal("holderBinding.stale");
    expect(judged({ notBefore: TIME + 61 })).to.equal("holderBinding.in-future");
    expect(judged({ expires: TIME + 1, notBefore: TIME + 60 })).to.equal("holderBinding.undated");
  });

  for (const [name, shown] of Object.entries(FORMATS)) {
    it(`are applied in ${name}: exp is exclusive, and nbf allows 60 seconds (RFC 7519 §4.1.4, §4.1.5)`, async () => {
      expect((await gate(await shown({ exp: TIME + 1, nbf: TIME + 60 }))).outcome).to.equal("valid");
      expect(codes(await gate(await shown({ exp: TIME })))).to.deep.equal(["holderBinding.stale"]);
      expect(codes(await gate(await shown({ nbf: TIME + 61 })))).to.deep.equal(["holderBinding.in-future"]);
    });
  }
});
