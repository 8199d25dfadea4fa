import { expect } from "chai";
import { issueVcJwt } from "../../src/formats/vc-jwt/issue.ts";
import { presentVcJwt } from "../../src/formats/vc-jwt/present.ts";
import { codes, gate, ISSUED, ISSUER_DID, issue, issuer, POLICY, present, saerom, TIME, VCT } from "./gate.fixture.ts";

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

describe("The times that a holder sets itself", () => {
  for (const [name, shown] of Object.entries(FORMATS)) {
    it(`hold in ${name}: from exp on it proves nothing, nor before nbf (RFC 7519 §4.1.4, §4.1.5).`, async () => {
      expect((await gate(await shown({ exp: TIME + 1, nbf: TIME + 60 }))).outcome).to.equal("valid");
      expect(codes(await gate(await shown({ exp: TIME })))).to.deep.equal(["holderBinding.stale"]);
      expect(codes(await gate(await shown({ nbf: TIME + 61 })))).to.deep.equal(["holderBinding.in-future"]);
    });
  }
});
