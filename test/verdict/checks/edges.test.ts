import { expect } from "chai";
import { signJws } from "../../../src/formats/jose/jws.ts";
import { codes, facts, gate, ISSUED, issue, issuer, lying, present, TIME } from "../gate.fixture.ts";

const RECORD = ["records", 0] as const;
const ISSUER_LINK = [...RECORD, "links", 0, "atIssue"] as const;

/**
 * [when the credential was issued, the changed record, its value, the expected codes]. An epoch includes its first
 * second and excludes its end.
 */
const EPOCHS: [string, readonly (string | number)[], number, string[]][] = [
  ["in a key's first second", [...RECORD, "key", "from"], ISSUED, []],
  ["a second before a key's first", [...RECORD, "key", "from"], ISSUED + 1, ["issuerKey.not-yet"]],
  ["at a key's end", [...RECORD, "key", "until"], ISSUED, ["issuerKey.ended"]],
  ["a second before a key's end", [...RECORD, "key", "until"], ISSUED + 1, []],
  ["in a type's first second", [...RECORD, "type", "registered"], ISSUED, []],
  ["a second before a type's first", [...RECORD, "type", "registered"], ISSUED + 1, ["accreditation.before-type"]],
  ["at a type's retirement", [...RECORD, "type", "retired"], ISSUED, ["accreditation.type-retired"]],
  ["a second before a type's retirement", [...RECORD, "type", "retired"], ISSUED + 1, []],
  ["in an accreditation's first second", [...ISSUER_LINK, "from"], ISSUED, []],
  ["a second before an accreditation's first", [...ISSUER_LINK, "from"], ISSUED + 1, ["accreditation.not-then"]],
  ["at an accreditation's end", [...ISSUER_LINK, "until"], ISSUED, ["accreditation.not-then"]],
  ["a second before an accreditation's end", [...ISSUER_LINK, "until"], ISSUED + 1, []],
];

describe("At the limits of time,", () => {
  for (const [what, place, value, found] of EPOCHS) {
    it(`a credential issued ${what} (${place.slice(-2).join(".")}) gives ${found[0] ?? "valid"}`, async () => {
      const verdict = await gate(await present(issue()), { source: lying(place, value) });
      expect(codes(verdict)).to.deep.equal(found);
      expect(verdict.outcome).to.equal(found.length === 0 ? "valid" : "invalid");
    });
  }

  it("a credential may be dated at most 60 seconds ahead, because clocks differ", async () => {
    expect((await gate(await present(issue({ issuedAt: TIME + 60 })))).outcome).to.equal("valid");
    expect(codes(await gate(await present(issue({ issuedAt: TIME + 61 }))))).to.deep.equal(["policy.issued-in-future"]);
  });

  it("exp is exclusive and nbf is inclusive", async () => {
    expect((await gate(await present(issue({ notBefore: TIME, expires: TIME + 1 })))).outcome).to.equal("valid");
    expect(codes(await gate(await present(issue({ expires: TIME }))))).to.deep.equal(["policy.expired"]);
    expect(codes(await gate(await present(issue({ notBefore: TIME + 1 }))))).to.deep.equal(["policy.not-yet-valid"]);
  });

  it("facts may be as old as the policy allows, and at most 60 seconds ahead", async () => {
    const shown = await present(issue());
    const read = (time: number) =>
      gate(shown, { source: facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time } })) });
    expect((await read(TIME - 300)).outcome).to.equal("valid");
    expect(codes(await read(TIME - 301))).to.deep.equal(["facts.stale"]);
    expect((await read(TIME + 60)).outcome).to.equal("valid");
    expect(codes(await read(TIME + 61))).to.deep.equal(["facts.ahead"]);
  });
});

describe("A reference to a status list", () => {
  it("may name the last index below the capacity, and the highest list number", async () => {
    const at = async (status: object) => gate(await present(issue({ status })));
    expect((await at({ list: 2 ** 32 - 1, index: 1023 })).outcome).to.equal("valid");
    expect(codes(await at({ list: 0, index: 1024 }))).to.deep.equal(["status.out-of-range"]);
    expect(codes(await at({ list: 0, index: 2 ** 32 - 1 }))).to.deep.equal(["status.out-of-range"]);
  });

  it("is refused unless both numbers are plain integers below 2^32, in their one spelling", async () => {
    for (const [idx, list] of [
      [2 ** 32, "0"],
      [1.5, "0"],
      ["7", "0"],
      [-1, "0"],
      [7, "4294967296"],
      [7, "00"],
      [7, "-0"],
      [7, "0x0"],
      [7, "0?x"],
      [7, "０"],
    ]) {
      const verdict = await gate(await shownWith({ status_list: { idx, uri: `https://x/status-lists/${list}` } }));
      expect(verdict.outcome, `${idx} of ${list}`).to.equal("invalid");
      expect(verdict.presentation[0]?.evidence.code).to.equal("format.status");
    }
  });
});

/** A presentation with this status claim, which the issuer's own code would refuse to sign. */
async function shownWith(status: object): Promise<string> {
  const [jwt = "", ...disclosures] = (await issue()).split("~");
  const [head, body] = jwt
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  return [await signJws(issuer, head, { ...body, status }), ...disclosures].join("~");
}
