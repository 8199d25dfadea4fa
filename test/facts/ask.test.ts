import { expect } from "chai";
import { DidimError } from "../../src/errors/error.ts";
import { askFacts } from "../../src/facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../../src/facts/facts.ts";

const QUERY: FactsQuery = {
  issuer: `0x${"11".repeat(20)}`,
  typeId: `0x${"22".repeat(32)}`,
  keyThumbprint: `0x${"33".repeat(32)}`,
  issuedAt: 100,
};
const { issuer, typeId } = QUERY;
const ANSWER: FactsAnswer = {
  asOf: { chainId: 1n, block: 7n, time: 200 },
  records: [{ issuer, typeId, issuerDeactivated: false, links: [] }],
};
const source = (lookup: Facts["lookup"], pin?: Facts["pin"]): Facts => ({
  source: "rpc",
  lookup,
  ...(pin && { pin }),
});
const pinned = source(async () => ({ ...ANSWER, asOf: { ...ANSWER.asOf, pinned: true } }), [7n]);

describe("askFacts()", () => {
  it("returns a well-formed answer", async () => {
    expect(
      await askFacts(
        source(async () => ANSWER),
        [QUERY],
      ),
    ).to.deep.equal({ known: true, ...ANSWER });
  });

  it("reports a failure by the code of what was thrown", async () => {
    const down = new DidimError("facts.node-unreachable", "down");
    const answer = await askFacts(
      source(() => Promise.reject(down)),
      [QUERY],
    );
    expect(answer).to.deep.equal({ known: false, why: "facts.node-unreachable", cause: down });
  });

  it("never throws, whatever the source throws, and whenever", async () => {
    for (const failure of [new Error("x"), undefined, null, "text"]) {
      const expected = { known: false, why: "facts.failed", cause: failure };
      expect(
        await askFacts(
          source(() => Promise.reject(failure)),
          [QUERY],
        ),
      ).to.deep.equal(expected);
      const atOnce = source(() => {
        throw failure;
      });
      expect(await askFacts(atOnce, [QUERY])).to.deep.equal(expected);
    }
  });

  it("refuses an answer of another form, or about something else", async () => {
    const [one] = ANSWER.records;
    for (const wrong of [
      undefined,
      {},
      { ...ANSWER, records: [] },
      { ...ANSWER, records: [{ ...one, typeId: issuer }] },
    ]) {
      const answer = await askFacts(
        source(async () => wrong as FactsAnswer),
        [QUERY],
      );
      expect(answer).to.deep.include({ known: false, why: "facts.bad-answer" });
    }
  });

  it("accepts a past block's answer from a source pinned to it, unless only the newest will do", async () => {
    expect(await askFacts(pinned, [QUERY])).to.deep.include({ known: true });
    const answer = await askFacts(pinned, [QUERY], { newest: true });
    expect(answer).to.deep.include({ known: false, why: "facts.bad-answer" });
  });
});
