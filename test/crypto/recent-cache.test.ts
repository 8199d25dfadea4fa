import { expect } from "chai";
import { RecentCache } from "../../src/crypto/recent-cache.ts";

describe("The cache of recent values", () => {
  /** How often each key's value was computed, for keys requested in this order. */
  const made = (size: number, keys: string) => {
    const counts: Record<string, number> = {};
    const recent = new RecentCache<string>(size);
    for (const key of keys) {
      const make = () => {
        counts[key] = (counts[key] ?? 0) + 1;
        return `value of ${key}`;
      };
      expect(recent.get(key, make)).to.equal(`value of ${key}`);
    }
    return counts;
  };

  it("computes a value once while its key is in use", () => {
    expect(made(2, "abacadaeafag").a).to.equal(1);
    expect(made(3, "abcabcabc")).to.deep.equal({ a: 1, b: 1, c: 1 });
  });

  it("drops a value after twice as many other keys", () => {
    expect(made(2, "abcdea").a).to.equal(2);
  });

  it("does not cache a failure", () => {
    const recent = new RecentCache<number>(2);
    expect(() => recent.get("a", () => JSON.parse("{"))).to.throw(SyntaxError);
    expect(recent.get("a", () => 1)).to.equal(1);
  });
});
