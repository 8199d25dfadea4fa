import { readFileSync } from "node:fs";
import { expect } from "chai";
import { FIGURES } from "../../bench/figures.ts";
import { differences, recorded } from "../../bench/snapshot.ts";
import { table } from "../../bench/table.ts";

describe("The gas snapshot", () => {
  it("reports each changed figure with both values, and new and removed figures", () => {
    const before = { "gas.status.usedWord": 35_544, "gas.read.lens": 53_980, "gas.type.register": 82_756, "gas.x": 0 };
    const after = { "gas.status.usedWord": 36_544, "gas.read.lens": 53_979, "gas.did.firstKey": 131_446, "gas.x": 0 };
    expect(differences(before, after)).to.deep.equal([
      "gas.status.usedWord: 35544 → 36544 (+1000)",
      "gas.read.lens: 53980 → 53979 (-1)",
      "gas.type.register: 82756, and no longer measured",
      "gas.did.firstKey: new, 131446",
    ]);
  });

  it("reports nothing if nothing changed", () => {
    expect(differences({ "gas.read.lens": 53_980 }, { "gas.read.lens": 53_980 })).to.deep.equal([]);
  });

  it("equals the table in docs/figures.md", () => {
    expect(readFileSync("docs/figures.md", "utf8")).to.contain(`\n${table(FIGURES.gas, recorded())}\n`);
  });
});
