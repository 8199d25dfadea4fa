import { expect } from "chai";
import { isDidimError } from "../../src/errors/error.ts";
import { createVerifier } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { codes, facts, gate, issue, lying, POLICY, present, TIME } from "./gate.fixture.ts";

describe("A sealed time", () => {
  it("far ahead of the verifier's clock makes the verdict indeterminate, and does not move the clock", async () => {
    const shown = await present(issue());
    const ahead = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME + 3600 } }), "proof");
    const clock = new SealedClock({ now: () => TIME });
    const verdict = await verify(shown, POLICY, ahead, clock);
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["facts.ahead"]);
    expect(clock.newest).to.equal(0);
  });

  it("at most a minute ahead is accepted and remembered", async () => {
    const shown = await present(issue());
    const ahead = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME + 60 } }), "proof");
    const clock = new SealedClock({ now: () => TIME });
    expect((await verify(shown, POLICY, ahead, clock)).outcome).to.equal("valid");
    expect(clock.newest).to.equal(TIME + 60);
  });

  it("is remembered from one verdict to the next by the verifier that saw it, and by no other verifier", async () => {
    const shown = await present(issue({ expires: TIME + 50 }));
    let sealed = TIME + 60;
    const source = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: sealed } }), "proof");
    const [gate, other] = [0, 1].map(() =>
      createVerifier({ facts: source, clock: new SealedClock({ now: () => TIME }) }),
    );
    expect(codes(await gate!.verify(shown, POLICY))).to.deep.equal(["policy.expired"]);
    sealed = TIME;
    expect(codes(await gate!.verify(shown, POLICY))).to.deep.equal(["policy.expired"]);
    expect((await other!.verify(shown, POLICY)).outcome).to.equal("valid");
    const systems = [0, 1].map(() => createVerifier({ facts: source }).clock);
    systems[0]!.rememberSealedTime(systems[0]!.own() + 50);
    expect(systems[0]!.now()).to.be.above(systems[1]!.now() + 40);
  });

  it("never moves the clock more than a minute ahead, even by many proofs that are each a minute ahead", async () => {
    const shown = await present(issue({ expires: TIME + 600 }));
    const clock = new SealedClock({ now: () => TIME });
    const outcomes: unknown[] = [];
    for (let proofs = 0; proofs < 100; proofs++) {
      const time = clock.now() + 60;
      const ahead = facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: time - 10, upTo: time } }), "proof");
      const verdict = await verify(shown, POLICY, ahead, clock);
      outcomes.push(verdict.outcome, codes(verdict));
      expect(clock.now()).to.equal(TIME + 60);
    }
    expect(outcomes.slice(0, 4)).to.deep.equal(["valid", [], "indeterminate", ["facts.ahead"]]);
    const [ahead] = (
      await verify(
        shown,
        POLICY,
        facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time: TIME + 61 } })),
        clock,
      )
    ).presentation;
    expect(ahead?.evidence).to.include({ ahead: 61, clock: TIME, now: TIME + 60 });
  });

  it("is kept when the verifier's clock is set back, so old facts stay stale and new ones are ahead", async () => {
    const shown = await present(issue());
    let own = TIME + 3_600;
    const clock = new SealedClock({ now: () => own });
    const at = (time: number) => facts((answer) => ({ ...answer, asOf: { ...answer.asOf, time } }), "proof");
    await verify(shown, POLICY, at(TIME + 3_600), clock);
    own = TIME;
    const patient = { ...POLICY, maxProofAge: 7_200 };
    expect(codes(await verify(shown, patient, at(TIME), clock))).to.deep.equal(["facts.stale"]);
    const verdict = await verify(shown, patient, at(TIME + 3_630), clock);
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["facts.ahead"]);
    expect(verdict.presentation[0]?.text.en).to.include("3630 seconds ahead of the verifier's clock");
    expect(clock.newest).to.equal(TIME + 3_600);
  });
});

describe("A clock", () => {
  it("is refused if it returns an invalid time, because every comparison with it would pass", async () => {
    const shown = await present(issue());
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, -1, Date.now(), "0" as unknown as number]) {
      const refused = await gate(shown, { time }).catch((error: unknown) => error);
      expect(isDidimError(refused, "verifier.clock"), String(time)).to.equal(true);
      expect(() => new SealedClock({ now: () => TIME }, time)).to.throw();
      expect(() => new SealedClock({ now: () => TIME }).rememberSealedTime(time)).to.throw();
    }
  });

  it("may return fractions of seconds", async () => {
    expect((await gate(await present(issue()), { time: TIME + 0.9 })).outcome).to.equal("valid");
  });
});

describe("A question about an earlier moment", () => {
  it("does not make facts that were read later count as ahead of the clock", async () => {
    const verdict = await gate(await present(issue()), { policy: { asOf: TIME - 3600 } });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["status.not-revoked-then"]);
  });

  it("can be answered for a one-time copy from today's records", async () => {
    const copy = await present(issue({ status: undefined, issuedAt: TIME - 7200, expires: TIME - 60 }));
    const credentials = [{ ...POLICY.credentials[0], oneTimeCopies: true }];
    expect((await gate(copy, { policy: { asOf: TIME - 3600, credentials } })).outcome).to.equal("valid");
    expect(codes(await gate(copy, { policy: { credentials } }))).to.deep.equal(["policy.expired"]);
    expect(codes(await gate(copy, { policy: { asOf: TIME - 7261, credentials } }))).to.include("policy.issued-after");
  });

  it("does not make old facts fresher, because their age counts to now", async () => {
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

  it("shows only that a credential that is not revoked now was not revoked then", async () => {
    const asked = async (value: number) =>
      gate(await present(issue()), {
        source: lying(["records", 0, "status", "value"], value),
        policy: { asOf: TIME - 3600 },
      });
    const found = await Promise.all([0, 1, 2, 3].map(asked));
    expect(found.map(({ outcome }) => outcome)).to.deep.equal(Array(4).fill("indeterminate"));
    expect(found.flatMap(codes)).to.deep.equal([
      "status.not-revoked-then",
      "status.unknown-at",
      "status.not-revoked-then",
      "status.not-revoked-then",
    ]);
  });
});
