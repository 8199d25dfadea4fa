import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "chai";
import { TEXTS } from "../../../src/verdict/texts.ts";
import { makePack, type Pack } from "../../../tools/vectors/pack.ts";
import { CASES, filesIn, read } from "./reading.fixture.ts";

const MADE = ["cases", "registries", "answers"] as const;

/** Findings that no case can have, and why. */
const WITHOUT_CASE: Readonly<Record<string, string>> = {
  "holderBinding.other-session": "only a format that hashes the session; dc+sd-jwt and vc+jwt name it",
  "holderBinding.undated": "only a format whose proof has no time; in both formats iat is mandatory",
  "verdict.as-known": "the end of a sentence, not a finding; past/pinned has it",
};

describe("The pack of test vectors", () => {
  let made: Pack;

  before(async function () {
    this.timeout(120_000);
    made = await makePack();
  });

  it("is what `npm run vectors` makes, byte for byte", () => {
    const there = new Map(
      [...MADE.flatMap(filesIn), "anchor.json", "index.json", "keys.json"].map((path) => [path, textOf(path)]),
    );
    expect([...there.keys()].sort()).to.deep.equal([...made.keys()].sort());
    const other = [...made].filter(([path, text]) => there.get(path) !== text).map(([path]) => path);
    expect(other, "run `npm run vectors`, and read what changed").to.deep.equal([]);
  });

  it("has a case for each finding that a presentation or a registry can have", () => {
    const found = new Set(CASES.flatMap(codesOf));
    const missing = Object.keys(TEXTS).filter((code) => !found.has(code) && !code.startsWith("evidence."));
    expect(missing.sort()).to.deep.equal(Object.keys(WITHOUT_CASE).sort());
    expect([...found].filter((code) => !(code in TEXTS))).to.deep.equal([]);
  });

  for (const [folder, schema] of [
    ["cases", "case"],
    ["registries", "registry"],
    ["answers", "answers"],
  ] as const) {
    it(`has only files in ${folder}/ that their schema allows`, () => {
      const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
        read(`schema/${schema}.schema.json`),
      );
      for (const path of filesIn(folder)) {
        expect(validate(read(path)), `${path}: ${JSON.stringify(validate.errors)}`).to.equal(true);
      }
    });
  }

  it("names each case after its file, and tells what each shows in its own words", () => {
    expect(CASES.map(({ name }) => `cases/${name}.json`)).to.deep.equal(filesIn("cases"));
    for (const language of ["en", "ko"] as const) {
      const texts = CASES.map(({ about }) => about[language]);
      expect(texts.filter((text, i) => texts.indexOf(text) !== i)).to.deep.equal([]);
    }
  });

  it("has no registry that no case uses", () => {
    const used = new Set(CASES.map(({ registry }) => registry));
    expect(
      filesIn("registries").filter((path) => !used.has(path.slice("registries/".length, -".json".length))),
    ).to.deep.equal([]);
  });

  it("is not in the npm package", () => {
    const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: string[] };
    expect(files).to.deep.equal(["dist"]);
  });
});

const textOf = (path: string): string => readFileSync(`vectors/${path}`, "utf8");

function codesOf({ expected: { accepted, credentials, facts, presentation } }: (typeof CASES)[number]): string[] {
  const findings = [
    ...credentials.flatMap(({ checks, policy }) => [...Object.values(checks), ...policy]),
    ...presentation,
    ...(facts === null ? [] : [facts]),
  ];
  return [...findings.map(({ code }) => code), ...(accepted === undefined ? [] : [accepted])];
}
