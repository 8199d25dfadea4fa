import { expect } from "chai";
import { isDidimError } from "../../src/errors.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier.ts";
import { codes, facts, gate, issue, lying, POLICY, present, TIME } from "./gate.fixture.ts";

describe("A sealed time", () => {
  it("far ahead of the verifier's clock is refused, and does not set the clock by itself.", async () => {
    const shown = await present(issue());
    const ahead = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME + 3600 } }), "proof");
    const clock = new SealedClock({ now: () => TIME });
    const verdict = await verify(shown, POLICY, ahead, clock);
    expect(verdict.outcome).to.equal("could not find out");
    expect(codes(verdict)).to.deep.equal(["facts.ahead"]);
    expect(clock.newest).to.equal(0);
  });

  it("within a minute is believed, and remembered.", async () => {
    const shown = await present(issue());
    const ahead = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME + 60 } }), "proof");
    const clock = new SealedClock({ now: () => TIME });
    expect((await verify(shown, POLICY, ahead, clock)).outcome).to.equal("valid");
    expect(clock.newest).to.equal(TIME + 60);
  });
});

describe("A clock that is none", () => {
  it("is refused: every comparison with it would say yes.", async () => {
    const shown = await present(issue());
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, -1, Date.now(), "0" as unknown as number]) {
      const refused = await gate(shown, { time }).catch((error: unknown) => error);
      expect(isDidimError(refused, "verifier.clock"), String(time)).to.equal(true);
      expect(() => new SealedClock({ now: () => TIME }, time)).to.throw();
      expect(() => new SealedClock({ now: () => TIME }).saw(time)).to.throw();
    }
  });

  it("may have fractions of seconds.", async () => {
    expect((await gate(await present(issue()), { time: TIME + 0.9 })).outcome).to.equal("valid");
  });
});

describe("A question about an earlier moment", () => {
  it("is not told that a clock is wrong, just because the registry was read later.", async () => {
    const verdict = await gate(await present(issue()), { policy: { asOf: TIME - 3600 } });
    expect(verdict.outcome).to.equal("could not find out");
    expect(codes(verdict)).to.deep.equal(["status.not-revoked-then"]);
  });

  it("is answered for a one-time copy, whose every record is told by today's.", async () => {
    const copy = await present(issue({ status: undefined, issuedAt: TIME - 7200, expires: TIME - 60 }));
    const credentials = [{ ...POLICY.credentials[0], oneTimeCopies: true }];
    expect((await gate(copy, { policy: { asOf: TIME - 3600, credentials } })).outcome).to.equal("valid");
    expect(codes(await gate(copy, { policy: { credentials } }))).to.deep.equal(["policy.expired"]);
    expect(codes(await gate(copy, { policy: { asOf: TIME - 7261, credentials } }))).to.include("policy.issued-after");
  });

  it("does not make old facts any fresher: their age counts to now.", async () => {
    const shown = await present(issue());
    const asked = async (age: number, asOf: number) => {
      const old = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME - age } }));
      return gate(shown, { source: old, policy: { asOf } });
    };
    for (const asOf of [TIME - 3600, TIME - 3601, TIME - 8000]) {
      expect(codes(await asked(3601, asOf))).to.include("facts.stale");
    }
    expect(codes(await asked(301, TIME - 301))).to.deep.equal(["facts.stale"]);
    expect((await asked(300, TIME - 300)).outcome).to.equal("valid");
  });

  it("is answered that it was not revoked then, where it is not revoked now; of a suspension then nobody can tell.", async () => {
    const asked = async (value: number) =>
      gate(await present(issue()), {
        source: lying(["records", 0, "status", "value"], value),
        policy: { asOf: TIME - 3600 },
      });
    const found = await Promise.all([0, 1, 2, 3].map(asked));
    expect(found.map(({ outcome }) => outcome)).to.deep.equal(Array(4).fill("could not find out"));
    expect(found.flatMap(codes)).to.deep.equal([
      "status.not-revoked-then",
      "status.unknown-at",
      "status.not-revoked-then",
      "status.not-revoked-then",
    ]);
  });
});
