import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { EFFORT, SEED, TALLY, total } from "../../tools/testing/effort.ts";
import { propertyFiles } from "../../tools/testing/files.ts";
import { often } from "../support/often.ts";

describe("The effort of random tests", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-effort-"));
  const kept = [EFFORT, SEED, TALLY].map((name) => [name, process.env[name]] as const);
  const tally = join(folder, "tally");

  beforeEach(() => {
    Object.assign(process.env, { [EFFORT]: "3", [SEED]: "7", [TALLY]: tally });
  });
  afterEach(() => {
    rmSync(tally, { force: true });
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("multiplies the ordinary number of runs, is reproducible by a seed, and counts the runs", () => {
    const seen: number[][] = [[], []];
    for (const numbers of seen)
      fc.assert(
        fc.property(fc.nat(), (n) => void numbers.push(n)),
        often(10, "numbers"),
      );
    expect(seen[0]).to.have.length(30);
    expect(seen[1]).to.deep.equal(seen[0]);
    const lines = readFileSync(tally, "utf8").trim().split("\n");
    expect([...total(lines.map((line) => JSON.parse(line)))]).to.deep.equal([["numbers", 60]]);
  });

  it("counts only the runs made before a failure, and reports the counterexample", () => {
    const never = fc.property(fc.constant("found"), () => false);
    expect(() => fc.assert(never, often(10, "tries"))).to.throw('["found"]');
    expect(JSON.parse(readFileSync(tally, "utf8")).tried).to.equal(1);
  });

  it("applies to tests that report their number of runs", () => {
    expect(propertyFiles()).to.include.members([
      "test/verifier/tampering.test.ts",
      "test/contracts/accreditation/accreditations.model.test.ts",
    ]);
  });
});
