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
