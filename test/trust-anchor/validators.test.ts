import { expect } from "chai";
import fc from "fast-check";
import { validatorStorage } from "../../src/registry/council/validator-set.ts";
import { validatorSlots } from "../../src/storage/validator-set.ts";
import { changesBetween, mostChanges, validatorsIn } from "../../src/trust-anchor/validators.ts";
import { contract, DAY, validatorWords } from "../facts/proof/states.fixture.ts";
import { refused } from "../support/refused.ts";

const nodes = (count: number): string[] => Array.from({ length: count }, (_, i) => contract(i + 1).address);

function held(words: readonly (readonly [string, bigint])[]): (slot: string) => bigint {
  const map = new Map(words);
  return (slot) => map.get(slot) ?? 0n;
}

describe("The validators in a ValidatorSet's storage", () => {
  it("are read from the slots that a genesis writes, and no others", () => {
    for (const count of [1, 4, 64]) {
      const asked: string[] = [];
      const storage = Object.entries(validatorStorage(nodes(count))).map(([slot, w]) => [slot, BigInt(w)] as const);
      const read = held(storage);
      const found = validatorsIn((slot) => {
        asked.push(slot);
        return read(slot);
      });
      expect(found).to.deep.equal(nodes(count));
      expect(asked).to.deep.equal(validatorSlots(count));
    }
  });

  const bad: Readonly<Record<string, readonly [string, bigint][]>> = {
    none: [],
    "65 of them": validatorWords(nodes(65)),
    "a number beyond counting": [[validatorWords([])[0]![0], 2n ** 255n]],
    "nobody, address 0": validatorWords([...nodes(3), contract(0).address]),
    "one twice": validatorWords([...nodes(3), contract(1).address]),
    "one wider than an address": validatorWords([...nodes(3), `0x01${"00".repeat(20)}`]),
  };
  for (const [what, words] of Object.entries(bad)) {
    it(`are refused if the contract cannot hold them: ${what}`, () => {
      refused(() => validatorsIn(held(words)), "facts.proof-bad-validators");
    });
  }
});

describe("The limit of changes to a set of validators over time", () => {
  it("is max(1, ⌊n/3⌋) for each day that has begun, and zero for no time", () => {
    expect([0, 1, DAY].map((seconds) => mostChanges(4, seconds))).to.deep.equal([0, 1, 1]);
    expect([DAY + 1, 2 * DAY].map((seconds) => mostChanges(4, seconds))).to.deep.equal([2, 2]);
    expect([1, 5, 6, 9, 64].map((size) => mostChanges(size, 1))).to.deep.equal([1, 1, 2, 3, 21]);
  });

  it("counts additions and removals", () => {
    expect(changesBetween(nodes(4), nodes(3))).to.equal(1);
    expect(changesBetween(nodes(4), [...nodes(3), contract(99).address])).to.equal(2);
    expect(changesBetween(nodes(4), nodes(4).reverse())).to.equal(0);
  });

  it("is never exceeded under the contract's own rule, between any two moments", () => {
    // ValidatorSet._count in TypeScript: which attempts it allows.
    const wait = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: DAY + 1 }), fc.constant(DAY));
    const attempt = fc.record({ wait, add: fc.boolean() });
    const history = fc.array(attempt, { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 64 }), (attempts, size) => {
        const states = [{ time: 0, size, made: 0 }];
        const changes: { time: number; size: number }[] = [];
        let [time, n] = [0, size];
        for (const { wait, add } of attempts) {
          time += wait;
          const recent = changes.filter((change) => change.time + DAY > time);
          const base = recent[0]?.size ?? n;
          const next = n + (add ? 1 : -1);
          if (recent.length < (base < 6 ? 1 : Math.floor(base / 3)) && next >= 1 && next <= 64) {
            changes.push({ time, size: n });
            n = next;
          }
          states.push({ time, size: n, made: changes.length });
        }
        // A proof shows the state after a block, so it includes all of the block's changes.
        const shown = states.filter((state, i) => states[i + 1]?.time !== state.time);
        for (const [i, from] of shown.entries()) {
          for (const to of shown.slice(i)) {
            expect(to.made - from.made).to.be.at.most(mostChanges(from.size, to.time - from.time));
          }
        }
      }),
    );
  });
});
