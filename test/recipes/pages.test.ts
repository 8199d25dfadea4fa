import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Recipe, readRecipe } from "../../tools/recipes/page.ts";
import { runRecipe } from "../../tools/recipes/run.ts";
import { openSandbox } from "../../tools/recipes/sandbox.ts";
import { packedSdk } from "../../tools/testing/packed.ts";

/** A page that runs, from an empty folder, with nothing but what it says. */
interface TestedPage {
  /** Ports that its programs listen at; the test replaces them by free ones. The local node's is known. */
  readonly ports?: readonly number[];
  /** Why blocks of commands are left out, in the order of the page. */
  readonly leftOut?: readonly string[];
}

const PAGES: Readonly<Record<string, TestedPage>> = {
  "docs/getting-started.md": { leftOut: ["the tour has tests of its own, and runs until Ctrl-C"] },
  "docs/offline.md": {},
  "docs/verifying.md": { ports: [8080] },
  "docs/agency.md": {},
  "docs/joining.md": {},
  "docs/batches.md": {},
};

describe("Every tested page of the documentation", function () {
  this.timeout(900_000);

  for (const [page, { ports = [], leftOut = [] }] of Object.entries(PAGES)) {
    describe(page, () => {
      let recipe: Recipe;

      before(() => {
        const text = (path: string): string => readFileSync(path, "utf8");
        recipe = readRecipe(text(page), (other) => text(join(dirname(page), other)));
      });

      it("leaves out only the commands that are listed here", () => {
        expect(recipe.leftOut.map(({ why }) => why)).to.deep.equal(leftOut);
      });

      it("works from an empty folder, with nothing but what it says", async () => {
        const sandbox = await openSandbox({ tarball: packedSdk(), ports });
        try {
          await runRecipe(recipe, sandbox);
        } finally {
          sandbox.remove();
        }
      });
    });
  }
});
