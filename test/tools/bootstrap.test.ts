import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A project with only the files that the bootstrap reads. Its `npx` and its compiler only record that they were called.
 */
class Project {
  readonly root = mkdtempSync(join(tmpdir(), "didim-bootstrap-"));

  constructor() {
    this.write("package-lock.json", JSON.stringify(lockOf("1.0.0")));
    this.write("hardhat.config.ts", "");
    this.write("contracts/A.sol", "contract A {}");
    mkdirSync(this.at("scripts"), { recursive: true });
    cpSync("scripts/bootstrap.mjs", this.at("scripts/bootstrap.mjs"));
    this.npx(`mkdir -p node_modules && cp -r installed/. node_modules/`);
    this.write("installed/.package-lock.json", JSON.stringify(lockOf("1.0.0")));
    this.write(`installed/@nomicfoundation/edr-${process.platform}-${process.arch}/package.json`, "{}");
    mkdirSync(this.at("installed/node/bin"), { recursive: true });
    symlinkSync(process.execPath, this.at("installed/node/bin/node"));
    const compile = 'for (const made of ["artifacts", "typechain"]) fs.mkdirSync(made, { recursive: true });';
    this.write(
      "installed/hardhat/dist/src/cli.js",
      `const fs = require("fs"); fs.appendFileSync("calls", "build\\n"); ${compile} console.log("to stdout");`,
    );
  }

  at(path: string): string {
    return join(this.root, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  npx(script: string): void {
    this.write("bin/npx", `#!/bin/sh\necho install >> calls\nsleep 0.3\n${script}\n`);
    chmodSync(this.at("bin/npx"), 0o755);
  }

  calls(): string {
    return existsSync(this.at("calls")) ? readFileSync(this.at("calls"), "utf8").trim().replaceAll("\n", " ") : "";
  }

  bootstrap(): Promise<Result> {
    const env = { ...process.env, PATH: `${this.at("bin")}${delimiter}${process.env.PATH}` };
    const child = spawn(process.execPath, [this.at("scripts/bootstrap.mjs")], { env });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  }
}

function lockOf(version: string): object {
  const foreign = { "node_modules/for-another-platform": { version: "1.0.0", optional: true } };
  return { packages: { "": {}, "node_modules/a": { version }, ...(version === "1.0.0" ? {} : foreign) } };
}

describe("The bootstrap before every command", () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => rmSync(project.root, { recursive: true, force: true }));

  it("installs and compiles in a fresh clone, once, and prints nothing on standard output", async () => {
    const first = await project.bootstrap();
    expect([first.code, first.stdout, project.calls()]).to.deep.equal([0, "", "install build"]);
    expect(first.stderr).to.contain("installing").and.contain("compiling");
    const second = await project.bootstrap();
    expect(second).to.deep.equal({ code: 0, stdout: "", stderr: "" });
    expect(project.calls()).to.equal("install build");
  });

  it("compiles again when a contract changed", async () => {
    await project.bootstrap();
    project.write("contracts/A.sol", "contract A { }");
    await project.bootstrap();
    expect(project.calls()).to.equal("install build build");
  });

  it("installs again when the lock file changed, and ignores packages for other platforms", async () => {
    await project.bootstrap();
    project.write("package-lock.json", JSON.stringify(lockOf("2.0.0")));
    project.write(
      "installed/.package-lock.json",
      JSON.stringify({ packages: { "node_modules/a": { version: "2.0.0" } } }),
    );
    await project.bootstrap();
    expect(project.calls()).to.equal("install build install build");
    expect((await project.bootstrap()).stderr).to.equal("");
  });

  it("installs again when the chain's native part is missing", async () => {
    await project.bootstrap();
    rmSync(project.at(`node_modules/@nomicfoundation/edr-${process.platform}-${process.arch}`), { recursive: true });
    expect((await project.bootstrap()).stderr).to.contain("native part is missing");
    expect(project.calls()).to.equal("install build install");
  });

  it("works once if two commands start at once", async () => {
    const both = await Promise.all([project.bootstrap(), project.bootstrap()]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(project.calls()).to.equal("install build");
  });

  it("takes over from a killed command", async () => {
    project.write(".tools/bootstrap.lock/pid", "999999999");
    expect((await project.bootstrap()).code).to.equal(0);
    expect(project.calls()).to.equal("install build");
  });

  it("reports a missing network and how to continue, and leaves no lock behind", async () => {
    project.npx("echo 'npm error code ENOTFOUND' >&2; exit 1");
    const { code, stderr } = await project.bootstrap();
    expect(code).to.equal(1);
    expect(stderr).to.contain("the npm registry cannot be reached").and.contain("npm error code ENOTFOUND");
    expect(existsSync(project.at(".tools/bootstrap.lock"))).to.equal(false);
  });
});
