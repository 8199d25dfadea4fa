import { globSync } from "node:fs";
import { expect } from "chai";
import { namesIn, withDetails } from "../../src/errors/catalogue/sentence.ts";
import { isContractError } from "../../src/errors/contracts.ts";
import { ERROR_EXIT, ERRORS, errorEntry } from "../../src/public/errors.ts";
import { DidimError, isDidimError } from "../../src/public/index.ts";

const isContracts = (code: string): boolean => isContractError(code.replace("registry.", ""));

describe("The catalogue of errors", () => {
  it("types the codes, so that an unknown code does not compile", () => {
    const known = new DidimError("facts.node-unreachable", "No node answered.");
    // @ts-expect-error: there is no such code
    const unknown = new DidimError("facts.nonsense", "No.");
    // @ts-expect-error: nor of a contract
    const ofContract = new DidimError("registry.NoSuchError", "No.");
    // @ts-expect-error: who asks for one that nobody throws has misspelt it
    expect(isDidimError(known, "facts.node-unreachible")).to.equal(false);
    expect([known, unknown, ofContract].map(({ code }) => errorEntry(code)?.http)).to.deep.equal([
      503,
      undefined,
      undefined,
    ]);
  });

  it("has each code in one family only", async () => {
    const families = globSync("src/errors/catalogue/*/*.ts");
    const codes: string[] = [];
    for (const file of families) {
      const tables = Object.values<object>(await import(`../../${file}`));
      codes.push(...tables.flatMap(Object.keys).filter((code) => code.includes(".")));
    }
    expect(codes).to.have.members(Object.keys(ERRORS));
  });

  it("describes each code in English in one or two short sentences; values are in the message", () => {
    for (const [code, { en }] of Object.entries(ERRORS)) {
      if (isContracts(code)) continue;
      expect(en, code).to.match(/^[A-Z][ -~]*\.$/);
      expect(en.length, code).to.be.below(120);
      expect(namesIn(en), code).to.deep.equal({ needed: [], aside: [] });
    }
  });

  it("has an HTTP status and an exit code for each", () => {
    for (const [code, { http, exit }] of Object.entries(ERRORS)) {
      expect(http, code).to.be.within(400, 599);
      expect(Object.values(ERROR_EXIT), code).to.include(exit);
    }
    const { http, exit } = ERRORS["registry.DIDNotController"];
    expect({ http, exit }).to.deep.equal({ http: 403, exit: 65 });
    expect(ERRORS["registry.StatusFinal"].http).to.equal(409);
  });

  it("knows no code of another version, and no property that every object has", () => {
    for (const code of ["facts.later", "toString", "__proto__", ""]) expect(errorEntry(code)).to.equal(undefined);
  });

  it("fills facts into a sentence; a time in RFC 3339, or nothing if it is no time", () => {
    const sentence = "끝났습니다({until:time}, {of}).";
    expect(withDetails(sentence, { until: 1_800_000_000n, of: "x" })).to.equal("끝났습니다(2027-01-15T08:00:00Z, x).");
    for (const until of [2 ** 40 - 1, 253_402_300_800, -1, 0.5, "soon"])
      expect(withDetails(sentence, { until, of: "x" })).to.equal("끝났습니다.");
  });
});
