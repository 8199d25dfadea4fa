import { expect } from "chai";
import fc from "fast-check";
import { accreditationSlot, epochSlot } from "../../src/storage/accreditations.ts";
import { recordsOf } from "../../src/storage/proved-records.ts";

const ISSUER = `0x${"11".repeat(20)}`;
const ID = `0x${"22".repeat(32)}`;
const ROOT = 8n;

describe("The epoch at issue, read from slots,", () => {
  it("is the last one begun by then, and is found with few slots however many there are", () => {
    const starts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 61 }), (times, issuedAt) => {
        const begun = times.toSorted((a, b) => a - b);
        const words = new Map([[accreditationSlot(ISSUER, ID), BigInt(begun.length) << 216n]]);
        for (const [i, from] of begun.entries()) {
          words.set(epochSlot(ISSUER, ID, i), (ROOT << 248n) | (BigInt(from) << 160n));
        }
        let asked = 0;
        const query = { issuer: ISSUER, keyThumbprint: ID, typeId: ID, issuedAt };
        const { links } = recordsOf(query, (_, slot) => {
          asked++;
          return words.get(slot) ?? 0n;
        });
        const expected = begun.findLastIndex((from) => from <= issuedAt);
        expect(links[0]?.atIssue?.index).to.equal(expected < 0 ? undefined : expected);
        expect(links[0]?.newest.index).to.equal(begun.length - 1);
        expect(asked).to.be.at.most(13);
      }),
    );
  });
});
