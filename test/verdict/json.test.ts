import { expect } from "chai";
import { toJson } from "../../src/verdict/json.ts";

/** Lists in lists. Made from the inside, because a recursive way would be as deep as what it makes. */
function nested(depth: number): unknown {
  let value: unknown = "inside";
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { data: value };
  return value;
}

describe("What Didim answers with, as JSON,", () => {
  it("has a chain's numbers as numbers, and those that a double does not hold as digits", () => {
    expect(toJson({ chainId: 31337n, big: 2n ** 60n, list: [1n] })).to.equal(
      '{"chainId":31337,"big":"1152921504606846976","list":[1]}',
    );
  });

  it("is whole up to 64 levels", () => {
    for (const depth of [0, 1, 63, 64])
      expect(JSON.parse(toJson(nested(depth))), `${depth}`).to.deep.equal(nested(depth));
  });

  it("is cut below 64 levels, however deep a node's error nests", () => {
    for (const depth of [65, 100_000]) {
      const printed = toJson({ beside: 7n, data: nested(depth) }, 2);
      expect(printed).to.include("…").and.include('"beside": 7').and.not.include("inside");
    }
  });
});
