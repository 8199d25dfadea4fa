import { expect } from "chai";
import { signJws } from "../../src/formats/jws.ts";
import { codes, facts, gate, ISSUED, issue, issuer, lying, present, TIME } from "./gate.fixture.ts";

const RECORD = ["records", 0] as const;
const ISSUER_LINK = [...RECORD, "links", 0, "atIssue"] as const;

/** [what stands there, the second of issue, what is found]. Of an epoch its first second counts, and its last does not. */
const EPOCHS: [string, readonly (string | number)[], number, string[]][] = [
  ["a key's first second", [...RECORD, "key", "from"], ISSUED, []],
  ["the second before it", [...RECORD, "key", "from"], ISSUED + 1, ["issuerKey.not-yet"]],
  ["a key's end", [...RECORD, "key", "until"], ISSUED, ["issuerKey.ended"]],
  ["the second before that", [...RECORD, "key", "until"], ISSUED + 1, []],
  ["a type's first second", [...RECORD, "type", "registered"], ISSUED, []],
  ["the second before it", [...RECORD, "type", "registered"], ISSUED + 1, ["accreditation.before-type"]],
  ["a type's retirement", [...RECORD, "type", "retired"], ISSUED, ["accreditation.type-retired"]],
  ["the second before it", [...RECORD, "type", "retired"], ISSUED + 1, []],
  ["an accreditation's first second", [...ISSUER_LINK, "from"], ISSUED, []],
  ["the second before it", [...ISSUER_LINK, "from"], ISSUED + 1, ["accreditation.not-then"]],
  ["an accreditation's end", [...ISSUER_LINK, "until"], ISSUED, ["accreditation.not-then"]],
  ["the second before it", [...ISSUER_LINK, "until"], ISSUED + 1, []],
];

describe("The second that decides", () => {
  for (const [what, place, value, found] of EPOCHS) {
    it(`${what} (${place.slice(-2).join(".")}): ${found[0] ?? "valid"}.`, async () => {
      const verdict = await gate(await present(issue()), { source: lying(place, value) });
      expect(codes(verdict)).to.deep.equal(found);
      expect(verdict.outcome).to.equal(found.length === 0 ? "valid" : "invalid");
    });
  }

  it("a credential may be dated 60 seconds ahead, for clocks that differ, and no more.", async () => {
    expect((await gate(await present(issue({ issuedAt: TIME + 60 })))).outcome).to.equal("valid");
    expect(codes(await gate(await present(issue({ issuedAt: TIME + 61 }))))).to.deep.equal(["policy.issued-in-future"]);
  });

  it("exp is over at its second; nbf begins with it.", async () => {
    expect((await gate(await present(issue({ notBefore: TIME, expires: TIME + 1 })))).outcome).to.equal("valid");
    expect(codes(await gate(await present(issue({ expires: TIME }))))).to.deep.equal(["policy.expired"]);
    expect(codes(await gate(await present(issue({ notBefore: TIME + 1 }))))).to.deep.equal(["policy.not-yet-valid"]);
  });

  it("facts may be as old as the policy says, and 60 seconds ahead.", async () => {
    const shown = await present(issue());
    const read = (time: number) =>
      gate(shown, { source: facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time } })) });
    expect((await read(TIME - 300)).outcome).to.equal("valid");
    expect(codes(await read(TIME - 301))).to.deep.equal(["facts.stale"]);
    expect((await read(TIME + 60)).outcome).to.equal("valid");
    expect(codes(await read(TIME + 61))).to.deep.equal(["facts.ahead"]);
  });
});

describe("The last index of a status list", () => {
  it("is the one before its capacity; a list of the greatest number is a list.", async () => {
    const at = async (status: object) => gate(await present(issue({ status })));
    expect((await at({ list: 2 ** 32 - 1, index: 1023 })).outcome).to.equal("valid");
    expect(codes(await at({ list: 0, index: 1024 }))).to.deep.equal(["status.out-of-range"]);
    expect(codes(await at({ list: 0, index: 2 ** 32 - 1 }))).to.deep.equal(["status.out-of-range"]);
  });

  it("is read as the same number by everybody: none beyond 32 bits, no fraction, no text, no leading zeros.", async () => {
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

/** Signed by the issuer, though our own code would not. */
async function shownWith(status: object): Promise<string> {
  const [jwt = "", ...disclosures] = (await issue()).split("~");
  const [head, body] = jwt
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  return [await signJws(issuer, head, { ...body, status }), ...disclosures].join("~");
}
