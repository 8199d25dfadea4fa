import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { SLIP, SLIPS } from "../../tools/campaigning/slips.ts";
import { PROOFS } from "../../tools/proving/compile.ts";
import { edited } from "../../tools/proving/edits.ts";
import { slipAgainst } from "../../tools/proving/slips.ts";
import { REPORT_FILE } from "../../tools/testing/report.ts";

const CAMPAIGN = resolve("tools/campaign.ts");
const folder = mkdtempSync(join(tmpdir(), "didim-campaign-"));
const MOCHA = join(folder, "node_modules/mocha/bin");

const reporting = (failures: readonly object[]): string =>
  `fs.writeFileSync(process.env.DIDIM_TEST_REPORT, '${JSON.stringify({ passed: 1, failures, skipped: [] })}');`;
const TRIES = `fs.writeFileSync(process.env.DIDIM_TALLY, '{"what":"tries","tried":40}\\n');`;

/** Runs a campaign of one part, in a folder where mocha only executes `body`. */
const campaign = (body: string, ...options: string[]) => campaignOf("tokens", body, "--minutes", "0.0001", ...options);

function campaignOf(part: string, body: string, ...options: string[]) {
  mkdirSync(MOCHA, { recursive: true });
  writeFileSync(join(MOCHA, "mocha.js"), `const fs = require("node:fs"); ${body}`);
  const args = [CAMPAIGN, "--part", part, ...options];
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
}

describe("npm run campaign", () => {
  after(() => rmSync(folder, { recursive: true }));

  it("reports what was tried, and succeeds if nothing was found", () => {
    const { status, stdout } = campaign(TRIES + reporting([]));
    expect(status).to.equal(0);
    expect(stdout).to.match(/\n +40 tries\n +0 found\n$/);
  });

  it("ends with exit code 1 if something was found, and prints the command that finds it again by the seed", () => {
    const found = TRIES + reporting([{ title: "a rule", message: "broken" }]);
    const [one, other] = [campaign(found, "--seed", "7"), campaign(found, "--seed", "7")];
    expect(one.status).to.equal(1);
    expect(one.stdout).to.match(
      /FOUND: a rule\n +broken\n +again: DIDIM_EFFORT=100 DIDIM_SEED=\d+ npx node .*mocha\.js/,
    );
    const again = ({ stdout }: typeof one) => /again: .*/.exec(stdout)?.[0];
    expect(again(one))
      .to.equal(again(other))
      .and.to.not.equal(again(campaign(found, "--seed", "8")));
  });

  it("never counts as a success a part that tried nothing, or that died", () => {
    expect(campaign(reporting([])))
      .to.deep.include({ status: 1 })
      .and.to.have.property("stdout")
      .that.contains("it tried nothing");
    expect(campaign(`${TRIES}process.exit(0);`)).to.deep.include({ status: 1 });
    expect(campaign("process.exit(9);").stdout).to.contain("exit code 9");
  });
});

describe("npm run campaign -- --self-test", () => {
  after(() => rmSync(folder, { recursive: true }));

  const selfTest = (body: string, part = "sources") => campaignOf(part, body, "--self-test");
  const found = reporting([{ title: "a rule", message: "broken" }]);

  it("wants each bug found by a test", () => {
    const { status, stdout } = selfTest(TRIES + found);
    expect(status).to.equal(0);
    expect(stdout).to.contain(`the parent's generation is ignored for the past: sources, 40 tries`);
    expect(stdout).to.match(/\n[1-9]\d* passed, 0 failed\n$/);
  });

  it("fails where one is not found, by a round that finds nothing, tries nothing or dies; and where none is planted", () => {
    const [first] = SLIPS;
    const allButOne = `if (process.env.DIDIM_SLIP !== ${JSON.stringify(first?.name)}) ${found}`;
    const { status, stdout } = selfTest(`${TRIES}${reporting([])}${allButOne}`);
    expect([status, stdout.includes(`NOT FOUND`)]).to.deep.equal([1, true]);
    expect(stdout).to.match(/\n\d+ passed, 1 failed\n$/);
    for (const body of [reporting([]), "process.exit(9);"]) expect(selfTest(body).stdout).to.contain("\n0 passed");
    expect(selfTest(TRIES + found, "tokens").status).to.equal(1);
  });
});

describe("The bugs that are planted", () => {
  it("are slips in passages that are in the sources once each, against a part and against every property", () => {
    for (const slip of SLIPS) expect(edited(readFileSync(slip.file, "utf8"), slip)).to.not.equal("");
    for (const file of PROOFS) {
      for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/function check_(\w+)/g)) {
        const slip = slipAgainst({ name });
        expect(edited(readFileSync(slip.file, "utf8"), slip), name).to.not.equal("");
      }
    }
  });

  it("are in what a test runs then: it fails", () => {
    const test = ["node_modules/mocha/bin/mocha.js", "test/verdict/checks/earlier.test.ts"];
    const run = (name: string) =>
      spawnSync(process.execPath, ["--import", "./tools/campaigning/plant.ts", ...test], {
        encoding: "utf8",
        env: { ...process.env, [SLIP]: name, [REPORT_FILE]: undefined },
      });
    expect(run("the parent's generation is ignored for the past").stdout).to.match(/^ +[1-9]\d* failing$/m);
    expect(run("nothing of the kind").stderr).to.contain('there is no slip "nothing of the kind"');
  });
});

describe("A command without verbs", () => {
  for (const [script, ...args] of [
    ["campaign", "--minutes", "soon"],
    ["campaign", "--part", "nonsense"],
    ["prove", "StatusLists"],
    ["mutate", "Nonsense"],
    ["mutate", "TrustLens", "--minutes", "soon"],
  ]) {
    it(`prints its usage for "${script} ${args.join(" ")}"`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [`tools/${script}.ts`, ...args], {
        encoding: "utf8",
      });
      expect([status, stdout]).to.deep.equal([64, ""]);
      expect(stderr).to.match(new RegExp(`^npm run ${script} -- .*\n$`));
    });
  }
});
