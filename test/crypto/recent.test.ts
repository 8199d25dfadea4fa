import { expect } from "chai";
import { Recent } from "../../src/crypto/recent.ts";

describe("What was made recently", () => {
  it("is made once while it is asked for, and the one not asked for longest goes first", () => {
    const made: string[] = [];
    const recent = new Recent<string>(2);
    const ask = (key: string) => recent.get(key, () => made[made.push(key) - 1] ?? key);
    for (const key of ["a", "b", "a", "c", "a", "b"]) expect(ask(key)).to.equal(key);
    expect(made).to.deep.equal(["a", "b", "c", "b"]);
  });

  it("is not kept when making it failed", () => {
    const recent = new Recent<number>(2);
    expect(() => recent.get("a", () => JSON.parse("{"))).to.throw(SyntaxError);
    expect(recent.get("a", () => 1)).to.equal(1);
  });
});
