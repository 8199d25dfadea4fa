import { expect } from "chai";
import { explained, explains, titleOf } from "../../tools/checks/analyze.ts";
import { ranges, readLcov } from "../../tools/checks/coverage.ts";
import { codesIn } from "../../tools/checks/docs/errors.ts";
import { anchorOf, brokenLinks, missingPaths } from "../../tools/checks/docs/links.ts";
import { closingLine } from "../../tools/testing/report.ts";

describe("Reports of the checks", () => {
  it("close with one line, which mentions skipped tests only if there are some", () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).to.equal("3 passed, 0 failed");
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).to.equal("3 passed, 1 failed, 2 skipped");
  });

  it("name the lines that never ran", () => {
    const lcov = "TN:\nSF:contracts/A.sol\nDA:9,0\nDA:3,0\nDA:4,1\nDA:8,0\nLH:1\nLF:4\nend_of_record\n";
    expect(readLcov(lcov)).to.deep.equal([{ path: "contracts/A.sol", lines: 4, uncovered: [3, 8, 9] }]);
    expect(ranges([3, 8, 9])).to.equal("3, 8-9");
  });

  it("accept as an explanation a heading with a text below it", () => {
    const page = "# Slither\n### `unused-return` · A.f\n\nBecause.\n### empty · A\n\n## Next\n\nText.\n";
    expect(explained(page)).to.deep.equal(["unused-return · A.f"]);
  });

  it("apply an explanation to its place and what is inside it, and to nothing else", () => {
    expect(explains("timestamp · A", "timestamp · A.f")).to.equal(true);
    expect(explains("timestamp · A.f", "timestamp · A.f")).to.equal(true);
    expect(explains("timestamp · A.f", "timestamp · A.fee")).to.equal(false);
    expect(explains("timestamp · A", "reentrancy · A.f")).to.equal(false);
  });

  it("title a finding by its detector and its place, which do not change when lines move", () => {
    const mapping = { filename_relative: "contracts/A.sol", lines: [1] };
    const contract = { type: "contract", name: "A", source_mapping: mapping };
    const f = { type: "function", name: "f", source_mapping: mapping, type_specific_fields: { parent: contract } };
    expect(titleOf({ check: "timestamp", impact: "Low", description: "", elements: [f] })).to.equal("timestamp · A.f");
  });
});

describe("Checks of the pages", () => {
  it("require that a link leads to a file, and its anchor to a heading", () => {
    const at = (text: string): readonly string[] => brokenLinks({ path: "docs/x.md", text });
    expect(at("[a](../package.json) [b](https://example.org/none) ")).to.deep.equal([]);
    expect(at("[a](../nowhere.md)")).to.deep.equal(["docs/x.md links to nowhere.md, which is not there"]);
    expect(anchorOf("What it *is*, and `why`")).to.equal("what-it-is-and-why");
  });

  it("require that a path in code exists; words with a slash are no paths", () => {
    const text = "`src/errors/error.ts`, `src/nowhere.ts`, `and/or`, `src/*.ts`\n```\n`src/fenced.ts`\n```\n";
    const problems = missingPaths({ path: "README.md", text }, ["src"]);
    expect(problems).to.deep.equal(["README.md names src/nowhere.ts, which is not there"]);
  });

  it("recognise a code as a family and what happened; paths and files are none", () => {
    const text =
      'throw new DidimError(x ? "facts.stale" : "facts.down", "a.b c"); f(`format.kid`, "./a.ts", "a.json");';
    expect([...codesIn(text)]).to.deep.equal(["facts.stale", "facts.down", "format.kid"]);
  });
});
