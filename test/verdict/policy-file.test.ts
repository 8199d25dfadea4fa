import { expect } from "chai";
import { readPolicy } from "../../src/verdict/policy-file.ts";
import { refused } from "../support/refused.ts";

const POLICY = {
  audience: "https://gate.example",
  nonce: "0123456789abcdef",
  credentials: [{ id: "id", type: "urn:x", claims: ["name"] }],
  maxAge: 60,
};

describe("A policy that somebody wrote", () => {
  it("is read as a file's text, or as what JSON.parse made of it", () => {
    expect(readPolicy(POLICY)).to.deep.equal(POLICY);
    expect(readPolicy(JSON.stringify(POLICY, undefined, 2))).to.deep.equal(POLICY);
  });

  it("says each thing once: as a text it has no name twice in one object", () => {
    const twice = JSON.stringify(POLICY).replace('"maxAge":60', '"maxAge":60,"maxAge":6000');
    const { details } = refused(() => readPolicy(twice), "policy.malformed");
    expect(details.why).to.match(/^line 1, column \d+: maxAge is there twice$/);
  });

  it("says nothing that is not known, and the error names what may have been meant", () => {
    const { details } = refused(() => readPolicy({ ...POLICY, maxage: 60 }), "policy.malformed");
    expect(details.why).to.include("maxage (did you mean maxAge?)");
  });
});
