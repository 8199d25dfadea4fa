import { expect } from "chai";
import { FIGURES, SUITES } from "../../bench/figures.ts";
import { judge, shown, table } from "../../bench/table.ts";

describe("The table of figures", () => {
  it("judges a bound, a multiple of another figure, a peer to outperform, and an equal", () => {
    const all = { "x.floor": 100, "x.ours": 60 };
    const met = (value: number, goal: Parameters<typeof judge>[1]) => judge(value, goal, all).met;
    expect([met(5, { atMost: 5 }), met(6, { atMost: 5 })]).to.deep.equal([true, false]);
    const half = { atLeast: 0.5, times: "x.floor" };
    expect([met(50, half), met(49, half)]).to.deep.equal([true, false]);
    const tenfold = { beatenBy: 10, ours: "x.ours" };
    expect([met(6, tenfold), met(7, tenfold)]).to.deep.equal([true, false]);
    const same = { sameAs: "x.floor", within: 0.05 };
    expect([met(105, same), met(94, same)]).to.deep.equal([true, false]);
  });

  it("judges nothing by a figure that was not measured", () => {
    expect(judge(1, { atLeast: 0.5, times: "x.floor" }, {})).to.deep.equal({ goal: "≥ 0.5 × floor" });
    expect(judge(1, undefined, {})).to.deep.equal({ goal: "" });
  });

  it("names each missed goal, and has no line for a figure that was not measured", () => {
    const figures = [
      { id: "x.a", what: "dear", goal: { atMost: 10 }, floor: 5 },
      { id: "x.b", what: "absent" },
    ];
    const [, , ...lines] = table(figures, { "x.a": 12 }).split("\n");
    expect(lines).to.have.length(1);
    expect(lines[0]?.split("|").map((cell) => cell.trim())).to.include.members([
      "`x.a`",
      "12",
      "≤ 10",
      "MISSED",
      "× 2.40",
    ]);
  });

  it("shows a peer's figure, measured once or in the same run, and leaves out a peer that was not measured", () => {
    const figures = [
      { id: "x.a", what: "cheaper", peer: ["them", 24] as const },
      { id: "x.b", what: "one request", peer: ["them", "x.theirs"] as const },
      { id: "x.c", what: "alone", peer: ["them", "x.away"] as const },
    ];
    const lines = table(figures, { "x.a": 12, "x.b": 1, "x.c": 1, "x.theirs": 1_000 }).split("\n").slice(2);
    const last = lines.map((line) => line.split("|").at(-2)?.trim());
    expect(last).to.deep.equal(["them 24, × 0.50", "them 1,000, × 0.001", ""]);
  });

  it("formats numbers for people", () => {
    expect([35_544, 0.5, 0, 6012.4].map(shown)).to.deep.equal(["35,544", "0.5", "0", "6,012"]);
  });

  it("has one line for each figure, whose id begins with a suite's name; every multiple refers to an existing figure", () => {
    const all = Object.entries(FIGURES).flatMap(([suite, figures]) => figures.map((figure) => ({ suite, figure })));
    const ids = new Map(all.map(({ figure }) => [figure.id, figure]));
    for (const figures of Object.values(FIGURES)) {
      expect(new Set(figures.map(({ id }) => id)).size).to.equal(figures.length);
    }
    for (const { suite, figure } of all) {
      const { id, goal = {} } = figure;
      // Two suites measure proofs (of evidence and of replicas), so a figure may belong to two suites but has one goal.
      expect(ids.get(id), id).to.equal(figure);
      expect(
        SUITES.some((name) => id.startsWith(`${name}.`)),
        id,
      ).to.equal(true);
      if (suite !== "proof") expect(id.startsWith(`${suite}.`), id).to.equal(true);
      const others = [...Object.values(goal), figure.peer?.[1]];
      for (const of of others.filter((part) => typeof part === "string")) expect(ids.has(of)).to.equal(true);
    }
  });
});
