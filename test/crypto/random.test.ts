import { expect } from "chai";
import { randomInt, randomUuid } from "../../src/crypto/random.ts";

describe("A random integer", () => {
  it("is each of those below as often, within chance", () => {
    const [below, draws] = [12, 24_000];
    const counts = new Array<number>(below).fill(0);
    for (let i = 0; i < draws; i++) {
      const drawn = randomInt(below);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts).to.have.length(below);
    // Chi-squared, 11 degrees of freedom: above 60 once in 100 million times.
    const expected = draws / below;
    const distance = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(distance).to.be.below(60);
  });

  it("favours none where the numbers drawn do not divide evenly", () => {
    // Of 2^32 numbers, 2^30 would come twice as the lower third of these, and the others once.
    const below = 3 * 2 ** 30;
    const low = Array.from({ length: 6000 }, () => randomInt(below)).filter((drawn) => drawn < below / 3).length;
    // A third of them; with the lower ones drawn twice as often it would be half.
    expect(low).to.be.within(1700, 2300);
  });

  it("may be the only one that there is, or of 2^32", () => {
    expect(randomInt(1)).to.equal(0);
    expect(randomInt(2 ** 32)).to.be.within(0, 2 ** 32 - 1);
  });

  it("is none of a number that is not whole, not positive or too large", () => {
    for (const below of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) expect(() => randomInt(below)).to.throw(RangeError);
  });
});

describe("A random UUID", () => {
  it("is one of version 4, another each time", () => {
    const drawn = Array.from({ length: 200 }, randomUuid);
    for (const uuid of drawn)
      expect(uuid).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(drawn).size).to.equal(drawn.length);
  });
});
