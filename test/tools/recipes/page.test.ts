import { expect } from "chai";
import { readRecipe } from "../../../tools/recipes/page.ts";

const page = (...lines: readonly string[]): string => lines.join("\n");
const fence = (info: string, ...lines: readonly string[]): string => page(`\`\`\`${info}`, ...lines, "```");

describe("The recipe of a page", () => {
  it("is its files, commands and programs, in order, each with its line", () => {
    const { steps } = readRecipe(
      page(
        "Write `a/b.mjs`:",
        fence("js file=a/b.mjs", "1;"),
        fence("sh background=node", "npm run node"),
        fence("text", "ready …"),
        fence("sh exit=1", "false"),
        fence("json", "{}"),
        "<!-- stop: node -->",
      ),
    );
    expect(steps).to.deep.equal([
      { do: "write", line: 2, file: "a/b.mjs", text: "1;\n" },
      { do: "start", line: 5, name: "node", commands: "npm run node\n", prints: "ready …\n" },
      { do: "run", line: 11, commands: "false\n", exit: 1, prints: "{}\n" },
      { do: "stop", line: 17, name: "node" },
    ]);
  });

  it("takes the indentation of a list from a block's lines", () => {
    const { steps } = readRecipe(page("1. Run:", "", "   ```sh", "   a", "     b", "   ```"));
    expect(steps).to.deep.equal([{ do: "run", line: 3, commands: "a\n  b\n", exit: 0 }]);
  });

  it("leaves out commands that give a reason, and pictures", () => {
    const recipe = readRecipe(page(fence('sh no-test="needs a phone"', "dial"), fence("mermaid", "flowchart LR")));
    expect(recipe).to.deep.equal({ steps: [], leftOut: [{ line: 1, why: "needs a phone" }] });
  });

  it("begins with numbered sections of another page, if it says so", () => {
    const other = page(
      "## 1. Install",
      fence("sh", "a"),
      "## 2. More",
      fence("sh", "b"),
      "## 3. End",
      fence("sh", "c"),
      "# x",
    );
    const { steps } = readRecipe(page("<!-- first: other.md 1 3 -->", fence("sh", "d")), () => other);
    expect(steps).to.deep.equal([
      { page: "other.md", do: "run", line: 2, commands: "a\n", exit: 0 },
      { page: "other.md", do: "run", line: 10, commands: "c\n", exit: 0 },
      { do: "run", line: 2, commands: "d\n", exit: 0 },
    ]);
    expect(() => readRecipe("<!-- first: other.md 4 -->", () => other)).to.throw(/line 1: other.md has no section 4/);
  });

  const refused: Readonly<Record<string, readonly [page: string, why: RegExp]>> = {
    "a block that it does not know": [fence("ts", "1"), /line 1: .*"ts" is neither commands, output nor a file/],
    "a block without a language": [fence("", "1"), /no language/],
    "an unknown mark": [fence("sh notest", "1"), /"notest" is not known/],
    "no-test without a reason": [fence("sh no-test", "1"), /gives no reason/],
    "output that follows no commands": [
      page(fence("sh", "a"), fence("text", "1"), fence("text", "2")),
      /line 7: .*no commands/,
    ],
    "output of commands that are left out": [page(fence('sh no-test="x"', "a"), fence("text", "1")), /no commands/],
    "a file that the text does not name": [
      page("Write this:", fence("js file=a.mjs", "1")),
      /does not tell the reader/,
    ],
    "a file outside of the page's folder": [
      page("`../a`", fence("js file=../a", "1")),
      /not a name in the page's folder/,
    ],
    "a program without a name": [page(fence("sh background", "a"), fence("text", "1")), /has no name/],
    "a program that does not say when it is ready": [fence("sh background=a", "a"), /not followed by a block/],
    "a part of a file that has other lines": [
      page("`a.mjs`", fence("js file=a.mjs", "1"), fence("js part-of=a.mjs", "2")),
      /a.mjs has other lines/,
    ],
    "a block without an end": [page("```sh", "a"), /no end/],
  };
  for (const [what, [text, why]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => readRecipe(text)).to.throw(why);
    });
  }
});
