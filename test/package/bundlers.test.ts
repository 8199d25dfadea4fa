import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readRecipe } from "../../tools/recipes/page.ts";
import { packedSdk } from "../../tools/testing/packed.ts";

const { exports, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
  exports: Record<string, unknown>;
  devDependencies: Record<string, string>;
};
/** All that also runs in browsers. */
const ENTRIES = Object.keys(exports)
  .filter((name) => name !== "./package.json" && name !== "./node")
  .map((name) => name.replace(/^\./, "didim"));
const VITE = "8.4.0";

/** The example of docs/getting-started.md: it issues, presents and verifies. */
function example(): string {
  const { steps } = readRecipe(readFileSync("docs/getting-started.md", "utf8"));
  const found = steps.find((step) => step.do === "write" && step.file === "fifteen-lines.mjs");
  if (found?.do !== "write") throw new Error("docs/getting-started.md has no fifteen-lines.mjs");
  return found.text;
}

describe("The packed SDK in a bundle for browsers", function () {
  this.timeout(300_000);
  let project: string;

  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  before(() => {
    project = mkdtempSync(join(tmpdir(), "didim-bundle-"));
    const names = ENTRIES.map(
      (entry, i) => `import * as e${i} from "${entry}";\nglobalThis.kept${i} = Object.keys(e${i});`,
    );
    const files = {
      "package.json": JSON.stringify({ private: true, type: "module" }),
      "main.js": `import "./all.js";\n${example()}`,
      "all.js": names.join("\n"),
      "index.html": '<!doctype html><script type="module" src="/main.js"></script>',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    run("npm", "install", ...quiet, packedSdk(), `esbuild@${devDependencies.esbuild}`, `vite@${VITE}`);
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  /** That a bundle imports nothing of Node's, holds every entry, and does what the example does. */
  function expectItWorks(file: string): void {
    const code = readFileSync(join(project, file), "utf8");
    expect(code).not.to.match(/(?:from|import|require\()\s*["']node:/);
    // Not a browser, but its conditions: the bundle has the portable cryptography, and Node runs it by Web Crypto.
    const script = `await import("./${file}");
      const counts = ${JSON.stringify(ENTRIES)}.map((_, i) => globalThis["kept" + i].length);
      console.log(Math.min(...counts) > 0);`;
    const printed = run(process.execPath, "--input-type=module", "-e", script);
    expect(printed).to.match(/^Accepted: genuine, theirs, .*\ntrue\n$/);
  }

  it("works when esbuild made it", () => {
    run("npx", "esbuild", "main.js", "--bundle", "--format=esm", "--platform=browser", "--outfile=out.js");
    expectItWorks("out.js");
  });

  it("works when Vite made it", () => {
    // The polyfill would ask for a document, which only pages have.
    const config = "export default { build: { target: 'esnext', modulePreload: { polyfill: false } } };";
    writeFileSync(join(project, "vite.config.js"), config);
    run("npx", "vite", "build");
    const [file = "", ...others] = globSync("dist/assets/*.js", { cwd: project });
    expect(others).to.deep.equal([]);
    expectItWorks(file);
  });

  it("cannot be made of didim/node, which says what is missing", () => {
    writeFileSync(
      join(project, "files.js"),
      'import "didim/node";\nimport { loadAnchor } from "didim/node";\nloadAnchor("a");',
    );
    const made = () => run("npx", "esbuild", "files.js", "--bundle", "--platform=browser", "--outfile=files.out.js");
    expect(made).to.throw(/Could not resolve "node:fs/);
  });
});
