import { expect } from "chai";
import type { CredentialSetQuery } from "../../../src/request/request.ts";
import { codes, EXTRACT, gate, issue, present, VCT } from "../gate.fixture.ts";

const claims = ["name"];
const credentials = [
  { id: "id", type: VCT, claims },
  { id: "extract", type: EXTRACT, claims },
];
const KIM = { name: "김철수", home: { city: "세종", street: "한누리대로" } };
const ofKim = () => present(issue({ claims: KIM }), { disclose: ["name"] });
const extractOf = (name: string) =>
  present(issue({ vct: EXTRACT, claims: { name }, status: { list: 0, index: 8 } }), { disclose: ["name"] });

describe("An option of which only a part is presented", () => {
  const optional = (...options: string[][]): CredentialSetQuery => ({ options, required: false });

  it("is refused even in an optional set, because sameHolder could not be checked on the missing part", async () => {
    const policy = { credentials, credentialSets: [optional(["id", "extract"])], sameHolder: ["name"] };
    const id = [await ofKim()];
    expect(codes(await gate({ id }, { policy }))).to.deep.equal(["policy.alternative-in-part"]);
    expect(codes(await gate({ id, extract: [await extractOf("박영희")] }, { policy }))).to.deep.equal([
      "policy.different-holders",
    ]);
    expect((await gate({ id, extract: [await extractOf("김철수")] }, { policy })).outcome).to.equal("valid");
  });

  it("is refused even beside another option that is complete", async () => {
    const credentialSets = [{ options: [["id"], ["extract", "third"]] }];
    const policy = { credentials: [...credentials, { id: "third", type: VCT }], credentialSets };
    const id = [await ofKim()];
    const both = { id, extract: [await extractOf("김철수")] };
    expect((await gate({ id }, { policy })).outcome).to.equal("valid");
    const verdict = await gate(both, { policy });
    expect(codes(verdict)).to.deep.equal(["policy.alternative-in-part"]);
    expect(verdict.text.en).to.include("extract");
  });

  it("is reported as a missing credential if it is required, and as nothing else", async () => {
    const policy = { credentials, credentialSets: [{ options: [["id", "extract"]] }] };
    expect(codes(await gate({ id: [await ofKim()] }, { policy }))).to.deep.equal(["policy.credential-missing"]);
  });
});

describe("One credential", () => {
  it("may answer two queries", async () => {
    const policy = { credentials: ["first", "second"].map((id) => ({ id, type: VCT, claims })) };
    const shown = await ofKim();
    expect((await gate({ first: [shown], second: [shown] }, { policy })).outcome).to.equal("valid");
  });

  it("counts once for a query with multiple, however often it is presented and whatever it discloses", async () => {
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
