import { expect } from "chai";
import { compare, Ledger, type ReadStatusWords } from "../../../scripts/drill/ledger.ts";

const ISSUER = `0x${"a1".repeat(20)}`;

/** A ledger with a clock that the test sets. */
function ledgerAt() {
  let now = 0;
  const ledger = new Ledger(() => now);
  return {
    ledger,
    /** A write requested at one time and acknowledged at another. */
    write(index: number, asked: number, acknowledged?: number, block = 1n) {
      now = asked;
      const write = ledger.ask(ISSUER, index, index % 2 === 0 ? 1 : 2);
      now = acknowledged ?? asked;
      if (acknowledged === undefined) ledger.fail(write, "registry.timeout");
      else ledger.acknowledge(write, block);
    },
  };
}

/** A list with these statuses. */
function holding(statuses: Readonly<Record<number, number>>): ReadStatusWords {
  return async (_, first, count) =>
    Array.from({ length: count }, (__, i) =>
      Object.entries(statuses)
        .filter(([index]) => Math.floor(Number(index) / 128) === first + i)
        .reduce((word, [index, status]) => word | (BigInt(status) << BigInt(2 * (Number(index) % 128))), 0n),
    );
}

describe("The drill's ledger", () => {
  it("finds an acknowledged status that is missing", async () => {
    const { ledger, write } = ledgerAt();
    write(0, 0, 1000);
    write(200, 0, 1000);
    expect(await compare(ledger.writes, holding({ 0: 1, 200: 1 }))).to.deep.equal({ lost: 0, late: 0, foreign: 0 });
    expect(await compare(ledger.writes, holding({ 0: 1 }))).to.deep.equal({ lost: 1, late: 0, foreign: 0 });
  });

  it("allows an unacknowledged status to be there or not", async () => {
    const { ledger, write } = ledgerAt();
    write(1, 0);
    expect(await compare(ledger.writes, holding({ 1: 2 }))).to.deep.equal({ lost: 0, late: 1, foreign: 0 });
    expect(await compare(ledger.writes, holding({}))).to.deep.equal({ lost: 0, late: 0, foreign: 0 });
  });

  it("knows the newest block that a receipt named, in whatever order receipts were seen", () => {
    const { ledger, write } = ledgerAt();
    expect(ledger.newestBlock).to.equal(0n);
    write(0, 0, 1000, 78n);
    write(1, 0, 1100, 77n);
    write(2, 0);
    expect(ledger.newestBlock).to.equal(78n);
  });

  it("finds a status that nobody requested, and one with another value", async () => {
    const { ledger, write } = ledgerAt();
    write(0, 0, 1000);
    expect(await compare(ledger.writes, holding({ 0: 1, 5: 1 }))).to.deep.equal({ lost: 0, late: 0, foreign: 1 });
    expect(await compare(ledger.writes, holding({ 0: 2 }))).to.deep.equal({ lost: 0, late: 0, foreign: 1 });
  });

  it("counts receipts, and the longest time without one, up to the ends of the period", () => {
    const { ledger, write } = ledgerAt();
    for (const at of [1000, 2000, 5000]) write(at, at - 900, at);
    expect([ledger.count(1500, 6000), ledger.count(0, 999)]).to.deep.equal([2, 0]);
    expect(ledger.longestSilence(0, 6000)).to.equal(3000);
    expect(ledger.longestSilence(5000, 9000)).to.equal(4000);
    expect(ledger.longestSilence(6000, 8000)).to.equal(2000);
  });
});
