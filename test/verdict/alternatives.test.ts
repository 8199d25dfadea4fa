import { expect } from "chai";
import type { CredentialSetQuery } from "../../src/request/request.ts";
import { codes, EXTRACT, gate, issue, present, VCT } from "./gate.fixture.ts";

const claims = ["name"];
const credentials = [
  { id: "id", type: VCT, claims },
  { id: "extract", type: EXTRACT, claims },
];
const KIM = { name: "김철수", home: { city: "세종", street: "한누리대로" } };
const ofKim = () => present(issue({ claims: KIM }), { disclose: ["name"] });
const extractOf = (name: string) =>
  present(issue({ vct: EXTRACT, claims: { name }, status: { list: 0, index: 8 } }), { disclose: ["name"] });

describe("An alternative of which a part is presented", () => {
  const optional = (...options: string[][]): CredentialSetQuery => ({ options, required: false });

  it("is not what was asked for, though nobody had to present it: nobody compares the half of it with the rest", async () => {
    const policy = { credentials, credentialSets: [optional(["id", "extract"])], sameHolder: ["name"] };
    const id = [await ofKim()];
    expect(codes(await gate({ id }, { policy }))).to.deep.equal(["policy.alternative-in-part"]);
    expect(codes(await gate({ id, extract: [await extractOf("박영희")] }, { policy }))).to.deep.equal([
      "policy.different-holders",
    ]);
    expect((await gate({ id, extract: [await extractOf("김철수")] }, { policy })).outcome).to.equal("valid");
  });

  it("does not come beside another one that is whole", async () => {
    const credentialSets = [{ options: [["id"], ["extract", "third"]] }];
    const policy = { credentials: [...credentials, { id: "third", type: VCT }], credentialSets };
    const id = [await ofKim()];
    const both = { id, extract: [await extractOf("김철수")] };
    expect((await gate({ id }, { policy })).outcome).to.equal("valid");
    const verdict = await gate(both, { policy });
    expect(codes(verdict)).to.deep.equal(["policy.alternative-in-part"]);
    expect(verdict.text.en).to.include("extract");
  });

  it("is said to be missing where it had to be presented, and nothing else beside", async () => {
    const policy = { credentials, credentialSets: [{ options: [["id", "extract"]] }] };
    expect(codes(await gate({ id: [await ofKim()] }, { policy }))).to.deep.equal(["policy.credential-missing"]);
  });
});

describe("One credential", () => {
  it("answers two queries that it answers: who wants two asks for what tells them apart", async () => {
    const policy = { credentials: ["first", "second"].map((id) => ({ id, type: VCT, claims })) };
    const shown = await ofKim();
    expect((await gate({ first: [shown], second: [shown] }, { policy })).outcome).to.equal("valid");
  });

  it("does not count as two where several were asked for, however often it is signed, and whatever is shown", async () => {
    const policy = { credentials: [{ id: "id", type: VCT, claims, multiple: true }] };
    const one = issue({ claims: KIM });
    const shown = await present(one, { disclose: ["name"] });
    const again = await present(one, { disclose: ["name", "home"] });
    for (const id of [
      [shown, shown],
      [shown, again],
    ]) {
      expect(codes(await gate({ id }, { policy }))).to.deep.equal(["policy.credential-counted-twice"]);
    }
    const another = await present(issue({ claims: KIM, status: { list: 0, index: 9 } }), { disclose: ["name"] });
    expect((await gate({ id: [shown, another] }, { policy })).outcome).to.equal("valid");
  });
});
