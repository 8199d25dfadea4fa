import { expect } from "chai";
import { indicesIn, MAX_INDICES } from "../../../../scripts/lib/credentials/statuses/index-ranges.ts";
import { refused } from "../../../support/refused.ts";

describe("The indices of a list, as typed", () => {
  it("are numbers and ranges, in any order", () => {
    expect(indicesIn("7")).to.deep.equal([7]);
    expect(indicesIn("205, 1-3,0")).to.deep.equal([0, 1, 2, 3, 205]);
    expect(indicesIn("5-5")).to.deep.equal([5]);
    expect(indicesIn("2147483647")).to.deep.equal([2 ** 31 - 1]);
  });

  for (const [text, said] of [
    ["100-1", '"100-1" runs backwards: give 1-100.'],
    ["7,7", 'Index 7 is named twice, in "7" and "7".'],
    ["1-10,5-20", 'Index 5 is named twice, in "1-10" and "5-20".'],
    ["3,1-100", 'Index 3 is named twice, in "1-100" and "3".'],
    [`0-${MAX_INDICES}`, `names ${MAX_INDICES + 1} indices. One command changes at most ${MAX_INDICES}`],
    ["0-2147483647", "names 2147483648 indices"],
    ["2147483648", "is not an index"],
    ["0-99999999999", "is not an index"],
    ["-5", "is not an index"],
    ["1--5", "is not an index"],
    ["1,,2", "is not an index"],
    ["", "is not an index"],
    ["1.5", "is not an index"],
    ["0x10", "is not an index"],
  ] as const)
    it(`"${text}" is refused: ${said}`, () => {
      const { message, details } = refused(() => indicesIn(text), "cli.value");
      expect(message).to.contain(said);
      expect(details).to.have.property("value");
    });

  it("may be as many as one command changes", () => {
    expect(indicesIn(`1-${MAX_INDICES}`)).to.have.length(MAX_INDICES);
  });
});
