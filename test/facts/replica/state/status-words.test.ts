import { expect } from "chai";
import fc from "fast-check";
import { Journal } from "../../../../src/facts/replica/journal.ts";
import { mayBecome, StatusWords } from "../../../../src/facts/replica/state/status-words.ts";

const word = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** The status of lane i in a word, computed as in the contract. */
const lane = (bytes: Uint8Array, i: number): number =>
  Number((BigInt(`0x${Buffer.from(bytes).toString("hex")}`) >> BigInt(2 * i)) & 3n);
const LANES = Array.from({ length: 128 }, (_, i) => i);

describe("The replica's status words", () => {
  it("give each status as (word >> 2(i mod 128)) & 3, wherever the word is stored", () => {
    const places = fc.array(fc.tuple(fc.nat({ max: 2 ** 24 - 1 }), word), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(places, (entries) => {
        const words = new StatusWords();
        const model = new Map(entries);
        for (const [place, value] of entries) words.setWord(place, value);
        for (const [place, value] of model) {
          expect(words.word(place)).to.deep.equal(value);
          for (const i of LANES) expect(words.status(place * 128 + i)).to.equal(lane(value, i));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("are valid, and take no memory, where nothing was written", () => {
    const words = new StatusWords();
    expect(words.status(2 ** 31 - 1)).to.equal(0);
    expect(words.word(5)).to.deep.equal(new Uint8Array(32));
    expect(words.bytes).to.equal(0);
  });

  it("may change unless that undoes an invalid status, or changes nothing", () => {
    fc.assert(
      fc.property(word, word, (old, next) => {
        const final = LANES.every((i) => lane(old, i) !== 1 || lane(next, i) === 1);
        expect(mayBecome(old, next)).to.equal(final && Buffer.compare(old, next) !== 0);
        expect(mayBecome(old, old)).to.equal(false);
        expect(mayBecome(new Uint8Array(32), next)).to.equal(next.some((byte) => byte !== 0));
        // Invalid statuses stay; the others may become anything.
        const masks = LANES.filter((i) => lane(old, i) === 1).map((i) => 3n << BigInt(2 * i));
        const kept = masks.reduce((sum, mask) => sum | mask, 0n);
        const [a, b] = [old, next].map((bytes) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`)) as [
          bigint,
          bigint,
        ];
        const mixed = Buffer.from(((a & kept) | (b & ~kept)).toString(16).padStart(64, "0"), "hex");
        expect(mayBecome(old, mixed)).to.equal(Buffer.compare(old, mixed) !== 0);
      }),
    );
  });
});

describe("The replica's journal", () => {
  it("undoes blocks, newest change first, as deep as it reaches", () => {
    const said: string[] = [];
    const journal = new Journal(2);
    for (const block of [1, 2, 3]) {
      journal.begin(block);
      for (const change of ["a", "b"]) journal.record(() => said.push(`${block}${change}`));
    }
    journal.rollBackTo(2);
    expect(said).to.deep.equal(["3b", "3a"]);
    journal.rollBackTo(0);
    expect(said).to.deep.equal(["3b", "3a", "2b", "2a"]);
  });

  it("records nothing outside a block, nor for a block that is too deep", () => {
    const said: string[] = [];
    const journal = new Journal(2);
    journal.record(() => said.push("before"));
    journal.begin(1);
    journal.record(() => said.push("in 1"));
    journal.forget();
    journal.record(() => said.push("deep"));
    journal.rollBackTo(0);
    expect(said).to.deep.equal([]);
  });
});
