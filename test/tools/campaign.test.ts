import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const CAMPAIGN = resolve("tools/campaign.ts");
const folder = mkdtempSync(join(tmpdir(), "didim-campaign-"));
const MOCHA = join(folder, "node_modules/mocha/bin");

const reporting = (failures: readonly object[]): string =>
  `fs.writeFileSync(process.env.DIDIM_TEST_REPORT, '${JSON.stringify({ passed: 1, failures, skipped: [] })}');`;
const TRIES = `fs.writeFileSync(process.env.DIDIM_TALLY, '{"what":"tries","tried":40}\\n');`;

/** Runs a campaign of one part, in a folder where mocha only executes `body`. */
function campaign(body: string, ...options: string[]) {
  mkdirSync(MOCHA, { recursive: true });
  writeFileSync(join(MOCHA, "mocha.js"), `const fs = require("node:fs"); ${body}`);
  const args = [CAMPAIGN, "--minutes", "0.0001", "--part", "tokens", ...options];
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
