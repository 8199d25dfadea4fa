import { expect } from "chai";
import { compressPoint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { codes, facts, gate, goodRecords, issue, lying, present } from "./gate.fixture.ts";

const RECORD = ["records", 0] as const;
const LINK = [...RECORD, "links", 0] as const;

const HASH = `0x${"ab".repeat(32)}`;

/** The paths of all numbers in an answer. */
const NUMBERS = [
  ["asOf", "time"],
  [...RECORD, "key", "algorithm"],
  [...RECORD, "key", "from"],
  [...RECORD, "key", "until"],
  [...RECORD, "key", "compromisedSince"],
  [...RECORD, "type", "registered"],
  [...RECORD, "type", "retired"],
  [...RECORD, "status", "opened"],
  [...RECORD, "status", "capacity"],
  [...RECORD, "status", "value"],
  [...LINK, "generation"],
  [...LINK, "generationStart"],
  [...LINK, "newest", "from"],
  [...LINK, "newest", "index"],
  [...LINK, "atIssue", "index"],
  [...LINK, "atIssue", "from"],
  [...LINK, "atIssue", "until"],
  [...LINK, "atIssue", "levels"],
  [...LINK, "atIssue", "parentGeneration"],
];
const NO_NUMBERS = [Number.NaN, -1, 1.5, 2 ** 60, Number.POSITIVE_INFINITY, "0", 0n, null, undefined];
const OTHERS: [readonly (string | number)[], unknown][] = [
  [["asOf"], undefined],
  [["asOf", "block"], 100],
  [["asOf", "chainId"], 31337],
  [["asOf", "pinned"], true],
  [["asOf", "pinned"], false],
  [["records"], undefined],
  [["records"], []],
  [["records"], [goodRecords({}), goodRecords({})]],
  [["records", 0], null],
  [[...RECORD, "issuerDeactivated"], undefined],
  [[...RECORD, "key"], "key"],
  [[...RECORD, "key", "algorithm"], 0],
  [[...RECORD, "key", "algorithm"], 3],
  [[...RECORD, "key", "algorithm"], 256],
  [[...RECORD, "key", "hash"], HASH],
  [[...RECORD, "key"], { ...goodRecords({}).key, algorithm: 3, hash: HASH.slice(2) }],
  [[...RECORD, "key"], { ...goodRecords({}).key, algorithm: 3, hash: undefined }],
  [[...RECORD, "key", "reason"], "stolen"],
  [[...RECORD, "key", "publicKey"], "0x02"],
  [[...RECORD, "key", "publicKey"], `0x02${"ff".repeat(32)}`],
  [[...RECORD, "type", "authority"], 5],
  [[...RECORD, "type", "authorityDeactivated"], 0],
  [[...RECORD, "type", "applicationStatusIsValid"], "no"],
  [[...RECORD, "type", "status"], "optional"],
  [[...RECORD, "type", "holderBinding"], undefined],
  [[...RECORD, "issuer"], undefined],
  [[...RECORD, "issuer"], `0x${"cd".repeat(20)}`],
  [[...RECORD, "typeId"], undefined],
  [[...RECORD, "typeId"], `0x${"cd".repeat(32)}`],
  [[...RECORD, "status"], undefined],
  [[...RECORD, "links"], undefined],
  [[...RECORD, "links"], Array(9).fill(goodRecords({}).links[1])],
  [[...RECORD, "links", 1], undefined],
  [[...RECORD, "term"], {}],
  [[...RECORD, "term"], { authority: 5, deactivated: false, from: 1, until: 2 }],
  [[...RECORD, "term"], { authority: `0x${"ab".repeat(20)}`, deactivated: 0, from: 1, until: 2 }],
  [[...RECORD, "term"], { authority: `0x${"ab".repeat(20)}`, deactivated: false, from: Number.NaN, until: 2 }],
  [[...LINK, "holder"], undefined],
  [[...LINK, "holderDeactivated"], undefined],
  [[...LINK, "noStatus"], undefined],
  [[...LINK, "names"], { ko: "정부" }],
  [[...LINK, "names"], { ko: "정부", en: 7 }],
  [[...LINK, "names"], { ko: "정".repeat(97), en: "" }],
  [[...LINK, "newest"], undefined],
  [[...LINK, "newest", "reason"], "expired"],
  [[...LINK, "atIssue", "reason"], "expired"],
  [[...LINK, "atIssue", "root"], undefined],
  [[...LINK, "atIssue", "mayIssue"], 1],
];

describe("A malicious source of facts", () => {
  it("makes the verdict indeterminate by any invalid number", async () => {
    const shown = await present(issue());
    expect((await gate(shown)).outcome).to.equal("valid");
    for (const place of NUMBERS) {
      for (const value of NO_NUMBERS) {
        const verdict = await gate(shown, { source: lying(place, value) });
        const what = `${place.join(".")} = ${String(value)}`;
        expect(verdict.outcome, what).to.equal("indeterminate");
        expect(new Set(codes(verdict)), what).to.deep.equal(new Set(["facts.unavailable"]));
      }
    }
  });

  it("makes the verdict indeterminate by any missing, mistyped or superfluous part", async () => {
    const shown = await present(issue());
    for (const [place, value] of OTHERS) {
      const verdict = await gate(shown, { source: lying(place, value) });
      expect(verdict.outcome, `${place.join(".")} = ${String(value)}`).to.equal("indeterminate");
    }
    for (const answer of [undefined, null, 1, "answer", [], {}]) {
      expect((await gate(shown, { source: facts(() => answer) })).outcome).to.equal("indeterminate");
    }
  });

  it("is checked again for a record that was good the last time, unless the record is immutable", async () => {
    const shown = await present(issue());
    const handingOut = (key: object) =>
      facts((answer) => ({ ...answer, records: answer.records.map((each) => ({ ...each, key })) }));
    const good = goodRecords({}).key!;
    let until: unknown = good.until;
    const member = { get: () => until, enumerable: true };
    const { until: _, ...others } = good;
    const kinds: [object, string][] = [
      [{ ...good }, "indeterminate"],
      [Object.freeze(Object.defineProperty({ ...good }, "until", member)), "indeterminate"],
      [Object.freeze(Object.assign(Object.create(Object.create(null, { until: member })), others)), "indeterminate"],
      [Object.freeze({ ...good }), "valid"],
    ];
    for (const [key, afterwards] of kinds) {
      until = good.until;
      expect((await gate(shown, { source: handingOut(key) })).outcome).to.equal("valid");
      until = Number.NaN;
      if (!Object.isFrozen(key)) Object.assign(key, { until });
      expect((await gate(shown, { source: handingOut(key) })).outcome).to.equal(afterwards);
    }
  });

  it("cannot substitute another key for the one that the credential names", async () => {
    const thief = generateSigner("ES256");
    const forged = await issue();
    const [jwt = "", ...rest] = (await issue({ signer: thief })).split("~");
    const header = forged.slice(0, forged.indexOf("."));
    expect(header).not.to.equal(jwt.slice(0, jwt.indexOf(".")));
    // The thief signs with a header that names the issuer's key. The source then returns the thief's key under that
    // name.
    const input = header + jwt.slice(jwt.indexOf("."), jwt.lastIndexOf("."));
    const signature = Buffer.from(await thief.sign(Buffer.from(input))).toString("base64url");
    const shown = await present([`${input}.${signature}`, ...rest].join("~"));
    const verdict = await gate(shown, {
      source: lying([...RECORD, "key", "publicKey"], compressPoint(thief.publicJwk)),
    });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["signature.other-key"]);
  });

  it("never makes verify() throw, however it fails", async () => {
    const shown = await present(issue());
    for (const failure of [new Error("x"), undefined, null, "text", { code: 1 }]) {
      const source = { source: "rpc" as const, lookup: () => Promise.reject(failure) };
      expect((await gate(shown, { source })).outcome).to.equal("indeterminate");
    }
    const source = {
      source: "rpc" as const,
      lookup: () => {
        throw new Error("at once");
      },
    };
    expect((await gate(shown, { source })).outcome).to.equal("indeterminate");
  });
});
