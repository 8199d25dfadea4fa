import { readFileSync } from "node:fs";
import { expect } from "chai";
import { bundled } from "../../tools/browser/bundle.ts";

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

/** The package's entries, by the files they are made of. */
function entries(): readonly string[] {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const built = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [] : [entry.default]));
  return built.map((file) => file.replace("./dist/", "").replace(/\.js$/, ".ts"));
}

describe("The package in a browser", () => {
  const portable = entries().filter((entry) => entry !== "src/public/node.ts");

  for (const entry of portable) {
    it(`has all that ${entry} needs, with no module of Node's`, async () => {
      expect((await bundled(entry)).code).not.to.equal("");
    });
  }

  it("lacks what didim/node needs, which shows that the others were looked at", async () => {
    expect(portable.length).to.be.at.least(6);
    const failed = await bundled("src/public/node.ts").catch((error: Error) => error.message);
    expect(failed).to.match(/Could not resolve "node:fs/);
  });
});
