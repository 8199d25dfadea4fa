import { readFileSync } from "node:fs";
import { expect } from "chai";
import { indeterminate, invalid, outcomeOf, valid } from "../../src/verdict/finding.ts";
import { TEXTS } from "../../src/verdict/texts.ts";
import { UNSEEN_CHARACTERS } from "../support/unseen.ts";

describe("The texts of a verdict", () => {
  it("are exactly those in docs/verdicts.md, in both languages", () => {
    const page = readFileSync(new URL("../../docs/verdicts.md", import.meta.url), "utf8");
    const rows = Object.entries(TEXTS).map(([code, { en, ko }]) => `| \`${code}\` | ${en} | ${ko} |`);
    expect(page.split("\n").filter((line) => line.startsWith("| `"))).to.deep.equal(rows);
  });

  it("use the same evidence in both languages", () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [code, { en, ko }] of Object.entries(TEXTS)) expect(names(en), code).to.deep.equal(names(ko));
  });

  it("are filled in from the evidence", () => {
    const finding = invalid("accreditation.suspended", { holder: "0x1" });
    expect(finding.text.en).to.equal("The accreditation of 0x1 is suspended.");
    expect(finding.text.ko).to.equal("0x1 기관의 인가가 정지되었습니다.");
  });

  it("contain an agency's name in the reader's language, or else in the other, or no name if it has none", () => {
    const said = (names?: object) =>
      invalid("accreditation.suspended", { holder: "0x1", ...(names && { names }) }).text;
    expect(said({ ko: "세종특별자치시", en: "Sejong City" })).to.deep.equal({
      en: "The accreditation of 0x1 (Sejong City) is suspended.",
      ko: "0x1 (세종특별자치시) 기관의 인가가 정지되었습니다.",
    });
    expect(said({ ko: "", en: "Sejong City" }).ko).to.equal("0x1 (Sejong City) 기관의 인가가 정지되었습니다.");
    expect(said().en).to.equal("The accreditation of 0x1 is suspended.");
    expect(said({ ko: "\u202e정부", en: "" }).en).to.equal("The accreditation of 0x1 (□정부) is suspended.");
    expect(said({ ko: ["x"] }).en).to.equal("The accreditation of 0x1 (?) is suspended.");
  });
});

describe("Evidence written by others, in the texts of a verdict,", () => {
  const words = (audience: string) => invalid("holderBinding.wrong-audience", { audience }).text;

  it("cannot break the line, move the cursor or change the writing direction", () => {
    const { en, ko } = words("gate\r\n\u001b[2JAccepted: \u202egenuine\u2028\u0085\ud800");
    for (const text of [en, ko]) expect(text).not.to.match(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(en).to.match(/^It was presented to somebody else \(gate.*Accepted: .genuine.*\)\.$/);
  });

  for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
    it(`is shown with a box for ${name}`, () => {
      const { en, ko } = words(`ga${character}te`);
      for (const text of [en, ko]) expect(text).to.contain("ga\u25a1te");
    });
  }

  it("is cut to one line", () => {
    expect(words("한".repeat(60_000)).en.length).to.be.lessThan(200);
    expect(words("https://gate.sejong.go.kr").en).to.contain("(https://gate.sejong.go.kr)");
  });

  it("is shown as a question mark if it is no text", () => {
    expect(invalid("policy.claims-missing", { missing: Object.create(null) }).text.en).to.contain("?");
  });
});

describe("The outcome of several findings", () => {
  const [yes, no, open] = [valid("policy.met"), invalid("policy.expired"), indeterminate("facts.stale")];

  it("is valid only if all are valid and there is at least one", () => {
    expect(outcomeOf([yes, yes])).to.equal("valid");
    expect(outcomeOf([])).to.equal("indeterminate");
  });

  it("is invalid if one is invalid, even if others are indeterminate", () => {
    expect(outcomeOf([yes, open, no])).to.equal("invalid");
  });

  it("is indeterminate if one is indeterminate and the others are valid", () => {
    expect(outcomeOf([yes, open])).to.equal("indeterminate");
  });
});
