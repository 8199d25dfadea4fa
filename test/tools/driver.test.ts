import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPORT_FILE } from "../../tools/testing/report.ts";

const folder = mkdtempSync(join(tmpdir(), "didim-driver-"));
const report = join(folder, "report.json");

function node(...args: string[]): { status: number | null; last: string | undefined; stderr: string } {
  const env = { ...process.env, [REPORT_FILE]: report };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  return { status, last: stdout.trim().split("\n").at(-1), stderr };
}

describe("npm test", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("never counts an empty run as a success", () => {
    const { status, last } = node("tools/test.ts", "--only", "package", "--grep", "no test has this title");
    expect([status, last]).to.deep.equal([1, "0 passed, 1 failed"]);
  });

  it("lists the suites if asked for an unknown one", () => {
    const { status, stderr } = node("tools/test.ts", "--only", "nonsense");
    expect(status).to.equal(2);
    expect(stderr).to.contain("commands, contracts, invariants, sdk, package, recipes, browser");
  });

  it("counts mocha's own events: a failing hook is a failure, a test without a body is skipped", () => {
    const file = join(folder, "sample.test.mjs");
    const tests = `it("passes", () => {}); it("fails", () => { throw new Error("why"); }); it("waits");`;
    const hook = `describe("b", () => { before(() => { throw new Error("no ground"); }); it("never ran", () => {}); });`;
    writeFileSync(file, `describe("a", () => { ${tests} }); ${hook}`);
    const { status } = node("node_modules/mocha/bin/mocha.js", file);
    expect(status).to.not.equal(0);
    expect(JSON.parse(readFileSync(report, "utf8"))).to.deep.equal({
      passed: 1,
      failures: [
        { title: "a fails", message: "why" },
        { title: 'b "before all" hook for "never ran"', message: "no ground" },
      ],
      skipped: ["a waits"],
    });
  });

  it("sums up in CI what each step left, and counts a step that cannot run here as skipped", () => {
    const steps = mkdtempSync(join(folder, "steps-"));
    const write = (name: string, text: string): void => writeFileSync(join(steps, name), text);
    write("test.code", "0");
    write("test.json", JSON.stringify({ passed: 7, failures: [], skipped: ["x"] }));
    write("lint.code", "0");
    write("analyze.code", "3");
    expect(node("tools/checks/sum.mjs", steps)).to.deep.include({ status: 0, last: "8 passed, 0 failed, 2 skipped" });
    const failure = { title: "A link leads nowhere", message: "docs/x.md\nat links.ts" };
    write("types.code", "2");
    write("docs.code", "1");
    write("docs.json", JSON.stringify({ passed: 5, failures: [failure, failure], skipped: [] }));
    expect(node("tools/checks/sum.mjs", steps)).to.deep.include({
      status: 1,
      last: "13 passed, 3 failed, 2 skipped",
    });
    const { stdout } = spawnSync(process.execPath, ["tools/checks/sum.mjs", steps], { encoding: "utf8" });
    expect(stdout.match(/^failed: A link leads nowhere\n {2}docs\/x\.md$/gm)).to.have.length(2);
  });
});
