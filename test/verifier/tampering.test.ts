import { expect } from "chai";
import fc from "fast-check";
import type { Facts, FactsAnswer } from "../../src/facts/facts.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier.ts";
import { chainOfTwo, issue, networkHelpers, now, POLICY, present } from "./world.ts";

/** The chain's answer, remembered: the node need not be asked thousands of times for the same. Unknown questions still reach it. */
function remembering(facts: Facts): Facts {
  const known = new Map<string, Promise<FactsAnswer>>();
  return {
    source: facts.source,
    lookup(queries) {
      const question = JSON.stringify(queries);
      const answer = known.get(question) ?? facts.lookup(queries);
      known.set(question, answer);
      return answer;
    },
  };
}

describe("Whatever is changed in a presentation, it is never valid", () => {
  it("be it one character or many, taken out, put in, moved or repeated", async function () {
    this.timeout(180_000);
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong), { disclose: ["family_name", "department"] });
    const time = await now();
    const facts = remembering(world.facts);
    const valid = async (text: string) =>
      (await verify(text, POLICY, facts, new SealedClock({ now: () => time }))).outcome === "valid";
    expect(await valid(shown)).to.equal(true);

    const place = fc.nat(shown.length - 1);
    const piece = fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom(...shown, "~", ".", "=", " ", "\0", "가"),
    });
    const change = fc.oneof(
      fc.tuple(place, piece).map(([i, text]) => shown.slice(0, i) + text + shown.slice(i + text.length)),
      fc.tuple(place, piece).map(([i, text]) => shown.slice(0, i) + text + shown.slice(i)),
      fc.tuple(place, place).map(([i, j]) => shown.slice(0, Math.min(i, j)) + shown.slice(Math.max(i, j) + 1)),
      fc.tuple(place, place).map(([i, j]) => shown.slice(0, j) + shown.slice(Math.min(i, j))),
      fc.shuffledSubarray(shown.split("~")).map((parts) => parts.join("~")),
      fc.shuffledSubarray(shown.split(".")).map((parts) => parts.join(".")),
    );
    await fc.assert(
      fc.asyncProperty(change, async (text) => text === shown || !(await valid(text))),
      { numRuns: 3000 },
    );
  });
});
