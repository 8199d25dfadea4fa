import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "chai";
import { CASES } from "./reading.fixture.ts";

/** Python with the package: of `npm run vectors:example`, or the machine's own. */
const PYTHONS = [".tools/vectors-example/bin/python", ".tools/vectors-example/Scripts/python.exe", "python3"];

const python = (program: string, ...args: readonly string[]) =>
  spawnSync(program, ["-B", ...args], { encoding: "utf8", env: { ...process.env, PYTHONIOENCODING: "utf-8" } });

const hasPackage = (program: string): boolean =>
  (program === "python3" || existsSync(program)) && python(program, "-c", "import cryptography").status === 0;

describe("The verifier in Python, written from the pack's own page,", () => {
  it("agrees with every case that it supports (needs Python with `cryptography`)", function () {
    const program = PYTHONS.find(hasPackage);
    if (program === undefined) return this.skip();
    const { status, stdout, stderr } = python(program, "vectors/examples/python/run.py");
    expect(status, stdout + stderr).to.equal(0);
    const [, agreed, differed, leftOut] = /(\d+) agreed, (\d+) differed, (\d+) left out/.exec(stdout) ?? [];
    expect(Number(differed)).to.equal(0);
    expect(Number(agreed) + Number(leftOut)).to.equal(CASES.length);
    expect(Number(leftOut), "what it leaves out").to.be.below(CASES.length / 4);
  });
});
