import { expect } from "chai";
import fc from "fast-check";
import { often } from "../../support/often.ts";
import { ethers, networkHelpers, registries } from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const LIST = 1n;
const [WORDS, PER_WORD] = [2, 128];

/** The rules of IStatusLists over a plain array: the new statuses, or undefined if the change is refused. */
function change(
  before: readonly number[],
  wanted: ReadonlyMap<number, number>,
  operator: boolean,
): number[] | undefined {
  const after = [...before];
  for (const [index, status] of wanted) {
    const present = before[index]!;
    if (status === present) continue;
    if (present === 1) return undefined;
    if (operator && (present % 2 === 1 || status % 2 === 1)) return undefined;
    after[index] = status;
  }
  return after;
}

const pack = (statuses: readonly number[]): bigint[] =>
  Array.from({ length: WORDS }, (_, word) =>
    statuses
      .slice(word * PER_WORD, (word + 1) * PER_WORD)
      .reduce((sum, status, index) => sum | (BigInt(status) << BigInt(2 * index)), 0n),
  );

/** Words, masks and values for the wanted statuses. */
function bulk(wanted: ReadonlyMap<number, number>): [bigint[], bigint[], bigint[]] {
  const words = [...new Set([...wanted.keys()].map((index) => Math.floor(index / PER_WORD)))];
  const of = (word: number, pick: (status: number) => number) =>
    [...wanted]
      .filter(([index]) => Math.floor(index / PER_WORD) === word)
      .reduce((sum, [index, status]) => sum | (BigInt(pick(status)) << BigInt(2 * (index % PER_WORD))), 0n);
  return [words.map(BigInt), words.map((word) => of(word, () => 3)), words.map((word) => of(word, (status) => status))];
}

// Few indices, including the ends of words, so that changes collide.
const index = fc.constantFrom(0, 1, 63, 64, 127, 128, 129, 200, 255);
const wanted = fc
  .array(fc.tuple(index, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 8 })
  .map((pairs) => new Map(pairs));
const step = fc.record({ wanted, operator: fc.boolean(), single: fc.boolean() });

async function opened() {
  const all = await registries();
  await all.statuses.connect(all.sejong).openList(all.sejong, LIST, WORDS * PER_WORD, all.operator);
  return all;
}

describe("StatusLists, compared with a plain array", () => {
  it("whatever the issuer and its operator request, the words and the refusals are those of the model", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { statuses, sejong, operator } = await loadFixture(opened);
        let model: number[] = Array(WORDS * PER_WORD).fill(0);
        for (const { wanted, operator: limited, single } of steps) {
          const as = statuses.connect(limited ? operator : sejong);
          const asked = single ? new Map([...wanted].slice(0, 1)) : wanted;
          const [at, status] = [...asked][0]!;
          const call = single
            ? () => as.setStatus(sejong, LIST, at, status)
            : () => as.setStatuses(sejong, LIST, ...bulk(asked));
          const next = change(model, asked, limited);
          if (next === undefined) await expect(call()).to.be.revert(ethers);
          else await call();
          model = next ?? model;
          expect([...(await statuses.wordsOf(sejong, LIST, 0n, WORDS))]).to.deep.equal(pack(model));
          expect(await statuses.statusOf(sejong, LIST, at)).to.equal(BigInt(model[at]!));
        }
      }),
      often(25, "histories of a status list"),
    );
  });

  it("a mask is accepted if and only if it covers whole statuses and its value lies within", async () => {
    const { statuses, sejong } = await loadFixture(opened);
    const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    const whole = word.map((bits) => {
      const low = bits & ((2n ** 256n - 1n) / 3n);
      return low * 3n;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(whole, word), word, fc.boolean(), async (mask, bits, inside) => {
        const value = inside ? bits & mask : bits;
        const lanes = Array.from({ length: 128 }, (_, i) => (mask >> BigInt(2 * i)) & 3n);
        const good = lanes.every((both) => both === 0n || both === 3n) && (value & ~mask) === 0n;
        const call = statuses.connect(sejong).setStatuses.staticCall(sejong, LIST, [0n], [mask], [value]);
        if (good) await call;
        else await expect(call).to.be.revertedWithCustomError(statuses, "StatusMaskSplit").withArgs(mask, value);
      }),
      often(100, "masks"),
    );
  });
});
