import { expect } from "chai";
import { oneByOne } from "../../bench/apart/child.ts";
import { inTurn, many } from "../../bench/in-turn.ts";

describe("A contender's turn", () => {
  it("does one after the other, waits for each, and leaves out the last", async () => {
    const seen: string[] = [];
    const turn = oneByOne(async (i) => {
      seen.push(`begin ${i}`);
      await undefined;
      seen.push(`end ${i}`);
    });
    await turn(3, 5);
    expect(seen).to.deep.equal(["begin 3", "end 3", "begin 4", "end 4"]);
  });

  it("fails with the first that fails", async () => {
    const turn = oneByOne((i) => {
      if (i === 4) throw new Error("the fourth");
    });
    const failed = await turn(3, 6).catch((error: unknown) => error);
    expect(String(failed)).to.contain("the fourth");
  });
});

describe("What is made beforehand", () => {
  it("is made in turn, so many as asked for", async () => {
    expect(await many(3, async (i) => i * 2)).to.deep.equal([0, 2, 4]);
    expect(await inTurn(["a", "b"], async (name) => name + name)).to.deep.equal(["aa", "bb"]);
  });
});
