import { expect } from "chai";
import { decodeDidJwk, encodeDidJwk } from "../../../src/crypto/keys/did-jwk.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import { refused } from "../../support/refused.ts";

const did = (text: string) => `did:jwk:${Buffer.from(text, "utf8").toString("base64url")}`;

describe("did:jwk", () => {
  // The first example of the did:jwk specification.
  const SPEC =
    "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";

  it("reads and writes the example of its specification", () => {
    const key = decodeDidJwk(SPEC);
    expect(key.x).to.equal("acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0");
    expect(encodeDidJwk(key)).to.equal(SPEC);
  });

  it("decodes to the key it was made from", () => {
    for (const algorithm of ["ES256", "ES256K"] as const) {
      const { publicJwk } = generateSigner(algorithm);
      expect(decodeDidJwk(encodeDidJwk(publicJwk))).to.deep.equal(publicJwk);
    }
  });

  const { x, y } = decodeDidJwk(SPEC);
  const bad: Record<string, string> = {
    "another method": SPEC.replace("jwk", "key"),
    "a fragment": `${SPEC}#0`,
    "what is no JSON": did("hello"),
    "what is no key": did("{}"),
    "a member twice": did(`{"kty":"EC","kty":"EC","crv":"P-256","x":"${x}","y":"${y}"}`),
    "a private key": did(`{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}","d":"${x}"}`),
    "more than reason": did(`{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}","note":"${"a".repeat(3000)}"}`),
  };
  for (const [what, value] of Object.entries(bad)) {
    it(`is refused with ${what}`, () => refused(() => decodeDidJwk(value), "crypto.did-jwk"));
  }
});
