import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { packedSdk } from "../../tools/testing/packed.ts";

const root = process.cwd();
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  exports: Record<string, string | Record<string, string>>;
  engines: { node: string };
  version: string;
};
const entries = Object.keys(manifest.exports)
  .filter((name) => name !== "./package.json")
  .map((name) => name.replace(/^\./, "didim"));

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });

/** The Node of this test, and the machine's own Node if the package supports it. */
function nodes(): readonly string[] {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const candidates = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  const others = candidates.filter((file) => !file.includes("node_modules") && existsSync(file) && isPromised(file));
  return [...new Set([process.execPath, ...others.slice(0, 1).map((file) => realpathSync(file))])];
}

/** Whether package.json's `engines`, such as ">=22.13", includes this Node. */
function isPromised(node: string): boolean {
  const [least = 0, minor = 0] = manifest.engines.node.replace(">=", "").split(".").map(Number);
  const version = execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" });
  const [major = 0, itsMinor = 0] = version.split(".").map(Number);
  return major > least || (major === least && itsMinor >= minor);
}

describe("The packed SDK, in a fresh project", function () {
  this.timeout(600_000);
  let project: string;
  let tarball: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "didim-pack-"));
    tarball = packedSdk();
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "fresh", type: "module", private: true }));
    npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", tarball], project);
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  for (const entry of entries) {
    it(`exports ${entry} as an importable entry, on every available Node`, () => {
      const code = `import * as all from "${entry}"; console.log(JSON.stringify(Object.keys(all)));`;
      for (const node of nodes()) {
        const printed = execFileSync(node, ["--input-type=module", "-e", code], { cwd: project, encoding: "utf8" });
        expect(JSON.parse(printed), node).to.not.be.empty;
      }
    });
  }

  it("works with require() in CommonJS, on every available Node, without a warning", () => {
    const code = `const all = ${JSON.stringify(entries)}.map((entry) => Object.keys(require(entry)).length);
      console.log(JSON.stringify(all));`;
    writeFileSync(join(project, "main.cjs"), code);
    for (const node of nodes()) {
      const ran = spawnSync(node, ["main.cjs"], { cwd: project, encoding: "utf8" });
      expect([ran.status, ran.stderr], node).to.deep.equal([0, ""]);
      expect(JSON.parse(ran.stdout), node)
        .to.have.length(entries.length)
        .and.to.satisfy((counts: number[]) => counts.every((count) => count > 0));
    }
  });

  const lines = entries.map(
    (entry, i) => `import * as e${i} from "${entry}";\nexport const n${i} = Object.keys(e${i});`,
  );
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    strict: true,
    skipLibCheck: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  const compile = (file: string, options: object): string => {
    writeFileSync(join(project, file), `${lines.join("\n")}\n`);
    const config = { compilerOptions: { ...compilerOptions, ...options }, files: [file] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    return spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" }).stdout;
  };

  it("type-checks strictly in a project that checks our declarations too", () => {
    expect(compile("main.ts", { noEmit: true })).to.equal("");
  });

  it("type-checks in a CommonJS project with TypeScript's nodenext, and the compiled code runs", () => {
    expect(compile("main.cts", {})).to.equal("");
    const code = readFileSync(join(project, "main.cjs"), "utf8");
    expect(code).to.contain('require("didim/verifier")');
    for (const node of nodes()) execFileSync(node, ["main.cjs"], { cwd: project });
  });

  /** Runs npx in the project with one of the Nodes, as a user would. */
  const npx = (node: string, args: readonly string[], lang: "en" | "ko" = "en") => {
    const path = [dirname(node), process.env.PATH].join(delimiter);
    const password = join(project, "password");
    writeFileSync(password, "a password for tests\n");
    const own = { DIDIM_HOME: join(project, "home"), DIDIM_PASSWORD_FILE: password, DIDIM_LANG: lang, PATH: path };
    return spawnSync("npx", ["--no", "--", "didim", ...args], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, ...own },
      shell: process.platform === "win32",
    });
  };

  it("includes a command line, on every available Node: npx didim", () => {
    for (const node of nodes()) {
      expect(npx(node, ["--version"]).stdout, node).to.equal(`${manifest.version}\n`);
      expect(npx(node, ["--help"]).stdout).to.match(
        /^Usage: didim[\s\S]*\$DIDIM_HOME[\s\S]*clone of Didim's repository/,
      );
      const verb = npx(node, ["list", "open", "--help"], "ko").stdout;
      expect(verb).to.match(/^사용법: didim list open/);
      expect(verb)
        .to.contain("(필수)")
        .and.to.match(/\n {2}npx didim list open 1 --capacity \d+/);
    }
  });

  it("has verbs that need no network, and names commands as they are called here", () => {
    const made = npx(process.execPath, ["key", "create", "sejong", "--signing", "--json"]);
    expect(made.status, made.stderr).to.equal(0);
    const shown = npx(process.execPath, ["key", "show", "sejong", "--signing", "--json"]);
    expect(JSON.parse(shown.stdout)).to.have.property("id", JSON.parse(made.stdout).id);
    const listed = npx(process.execPath, ["key", "list"]);
    expect(listed.stdout).to.contain("sejong").and.to.contain("npx didim key show");
  });

  it("says where to find a local node, which the package does not include", () => {
    const { status, stdout } = npx(process.execPath, ["type", "show", "urn:x", "--json"]);
    expect([status, JSON.parse(stdout).error.code]).to.deep.equal([69, "node.none"]);
    expect(JSON.parse(stdout).error.message).to.contain("clone of Didim's repository: npm run node");
  });

  it("needs no Hardhat and no compiler, and is small", () => {
    for (const name of ["hardhat", "@nomicfoundation", "solc", "typescript"]) {
      expect(existsSync(join(project, "node_modules", name)), name).to.equal(false);
    }
    expect(statSync(tarball).size).to.be.lessThan(1_000_000);
  });

  it("contains only dist/, the licence and the README", () => {
    const listed = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
    const others = listed.filter((file) => !/^package\/(dist\/|package\.json$|README|LICEN[CS]E)/.test(file));
    expect(others).to.deep.equal([]);
    const tests = listed.filter((file) => file.includes("/test"));
    expect(tests.filter((file) => !/^package\/dist\/src\/(public\/)?testing/.test(file))).to.deep.equal([]);
  });
});
