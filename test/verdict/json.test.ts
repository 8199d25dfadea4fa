import { expect } from "chai";
import { toJson } from "../../src/public/verifier.ts";
import { facts, gate, issue, POLICY, present, TIME } from "./gate.fixture.ts";

/** Every member of this name, however deep. */
function all(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === name ? [one] : all(one, name)));
}

describe("A verdict as JSON", () => {
  const read = (time: number, pinned?: true) => ({
    ...facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time, ...(pinned && { pinned }) } })),
    ...(pinned && { pin: [100n] }),
  });
  const cases = {
    fresh: [read(TIME), {}],
    stale: [read(TIME - 301), {}],
    ahead: [read(TIME + 61), {}],
    pinned: [read(TIME - 400, true), {}],
    "pinned before": [read(TIME - 400, true), { ...POLICY, asOf: TIME }],
  } as const;
  for (const [what, [source, policy]] of Object.entries(cases)) {
    it(`names blocks and times by numbers everywhere, and its outcome first: ${what}`, async () => {
      const verdict = await gate(await present(issue()), { source, policy });
      const json = JSON.parse(toJson(verdict));
      const blocks = all(json, "block");
      expect(blocks).to.deep.equal(blocks.map(() => 100));
      expect(blocks.length).to.be.at.least(2);
      for (const time of [...all(json, "time"), ...all(json, "now"), json.decidedAt]) expect(time).to.be.a("number");
      const whole = [json, ...json.credentials, ...json.presentation, ...Object.values(json.credentials[0].checks)];
      for (const one of whole) expect(Object.keys(one as object)[0]).to.equal("outcome");
    });
  }
});

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
