import { expect } from "chai";
import { isDidimError } from "../../src/errors/error.ts";
import { preparePolicy } from "../../src/public/verifier.ts";
import type { Policy } from "../../src/verdict/policy.ts";
import { gate, issue, POLICY, present, VCT } from "./gate.fixture.ts";

const query = { id: "id", type: VCT, claims: ["family_name"] };

const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
  } catch (error) {
    if (isDidimError(error)) return error.code;
    throw error;
  }
  return "none";
};

describe("A prepared policy is checked once, and used for many sessions", () => {
  it("it gives the same verdict as the policy that it was made of", async () => {
    const presented = await present(issue());
    for (const claims of [["family_name"], ["given_name"]]) {
      const policy = { credentials: [{ ...query, claims }] };
      const [plain, prepared] = [
        await gate(presented, { policy }),
        await gate(presented, { policy: preparePolicy(policy) }),
      ];
      expect(prepared).to.deep.equal(plain);
      expect(plain.outcome).to.equal(claims[0] === "family_name" ? "valid" : "invalid");
    }
  });

  it("the session is added to it, and is checked each time", async () => {
    const prepared = preparePolicy({ credentials: [query] });
    const policy = { ...prepared, audience: POLICY.audience, nonce: "short" };
    expect(await codeOf(async () => gate(await present(issue()), { policy }))).to.equal("policy.unaddressed");
  });

  it("preparing refuses what verify() refuses, and what JSON cannot express", async () => {
    const wrong: [string, object][] = [
      ["policy.asks-nothing", { credentials: [] }],
      ["policy.query", { credentials: [query, query] }],
      ["policy.query", { credentials: [{ ...query, multiple: "no" }] }],
      ["policy.claim-path", { credentials: [{ ...query, claims: [""] }] }],
      ["policy.did", { credentials: [{ ...query, issuers: ["did:web:sejong.go.kr"] }] }],
      ["policy.same-holder", { credentials: [query], sameHolder: ["given_name"] }],
      ["policy.query", { credentials: [{ ...query, claims: [() => "family_name"] }] }],
    ];
    for (const [code, policy] of wrong) expect(await codeOf(() => preparePolicy(policy as Policy))).to.equal(code);
  });

  it("nobody can change it afterwards: neither it, nor by what it was made of", () => {
    const made = { credentials: [{ ...query, claims: ["family_name"] }] };
    const prepared = preparePolicy(made);
    made.credentials[0]?.claims.pop();
    made.credentials.pop();
    expect(prepared.credentials).to.deep.equal([query]);
    expect(() => prepared.credentials[0]?.claims.pop()).to.throw(TypeError);
    expect(() => prepared.credentials.pop()).to.throw(TypeError);
  });

  it("its queries with other sets or other claims that must be alike are checked again", async () => {
    const { credentials } = preparePolicy({ credentials: [query] });
    const presented = await present(issue());
    const refused: [string, object][] = [
      ["policy.query", { credentialSets: [] }],
      ["policy.query", { credentialSets: [{ options: [["other"]] }] }],
      ["policy.same-holder", { sameHolder: ["given_name"] }],
    ];
    for (const [code, more] of refused) {
      expect(await codeOf(() => gate(presented, { policy: { credentials, ...more } }))).to.equal(code);
    }
  });
});
