import { expect } from "chai";
import { matches } from "../../../tools/recipes/output.ts";

describe("What a page shows of a program's output", () => {
  const cases: readonly (readonly [printed: string, shown: string, same: boolean])[] = [
    ["a\nb\n", "a\nb", true],
    ["a  \nb\r\n\n", "a\nb\n", true],
    ["a\nb\nc", "a\nb", false],
    ["a", "a\nb", false],
    ["block 17 of 20", "block … of …", true],
    ["block 17\nof 20", "block … of …", false],
    ["a\nx\ny\nb", "a\n…\nb", true],
    ["a\nb", "a\n…\nb", true],
    ["a\nx", "a\n…\nb", false],
    ["x\ny\nb", "…\nb", true],
    ["a.c (d)", "a.c (d)", true],
    ["abc (d)", "a.c (d)", false],
    ["", "…", true],
    ["", "a", false],
  ];
  for (const [printed, shown, same] of cases) {
    it(`is ${same ? "" : "not "}${JSON.stringify(printed)} where it shows ${JSON.stringify(shown)}`, () => {
      expect(matches(printed, shown)).to.equal(same);
    });
  }

  it("may be the beginning of what a running program prints", () => {
    expect(matches("ready\nmore", "ready", "beginning")).to.equal(true);
    expect(matches("not ready", "ready", "beginning")).to.equal(false);
  });
});
