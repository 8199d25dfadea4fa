import { expect } from "chai";
import { interleave, median, quantile } from "../../bench/statistics.ts";

describe("Statistics over samples", () => {
  it("the median is the middle sample, or the mean of the middle two", () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([1, 100, 3, 2])).to.equal(2.5);
    expect(() => median([])).to.throw(RangeError);
  });

  it("a quantile is the smallest sample that is at least as large as a share of all", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(hundred, share))).to.deep.equal([1, 50, 99, 100]);
    expect(quantile([7], 0.99)).to.equal(7);
    expect(() => quantile([], 0.5)).to.throw(RangeError);
  });

  it("every contender has a turn in every round, after a warm-up that does not count", async () => {
    const seen: string[] = [];
    const takes = (id: string, seconds: readonly number[]) => ({
      id,
      turn: async (from: number, to: number) => {
        seen.push(`${id}${from}-${to}`);
        return 2 * (seconds[from / 2] ?? Number.NaN);
      },
    });
    const contenders = [takes("a", [99, 1, 2, 1]), takes("b", [99, 4, 4, 4])];
    const rates = await interleave(contenders, { rounds: 3, size: 2, warmUp: 2 });
    expect([...rates]).to.deep.equal([
      ["a", 1],
      ["b", 0.25],
    ]);
    expect(seen.slice(0, 4)).to.deep.equal(["a0-2", "b0-2", "a2-4", "b2-4"]);
  });

  it("a warm-up may run through its inputs several times", async () => {
    const seen: number[] = [];
    const turn = async (from: number) => seen.push(from) && 1;
    await interleave([{ id: "a", turn }], { rounds: 1, size: 2, warmUp: 4, laps: 3 });
    expect(seen).to.deep.equal([0, 2, 0, 2, 0, 2, 4]);
  });
});
