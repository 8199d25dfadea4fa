import { expect } from "chai";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import type { Facts, FactsAnswer } from "../../../src/facts/facts.ts";
import { codes, facts, gate, ISSUED, issue, issuer, POLICY, present, saerom, TIME } from "../gate.fixture.ts";

const HOUR = 3600;
const DAY = 86_400;
const SOURCES: readonly Facts["source"][] = ["rpc", "replica", "proof"];
/** The registry answers as of this moment; its records are good, unless changed. */
const at = (time: number, source: Facts["source"], change = (answer: FactsAnswer) => answer) =>
  facts((answer) => change({ ...answer, asOf: { ...answer.asOf, time } }), source);
const revoked = (answer: FactsAnswer): FactsAnswer => ({
  ...answer,
  records: answer.records.map((each) => ({ ...each, status: { opened: 1, capacity: 1024, value: 1 as const } })),
});
const all = (outcome: string, ...found: readonly string[]) => [outcome, ...found];

for (const source of SOURCES) {
  const found = async (
    shown: string | Promise<string>,
    { clock, registry = TIME, ...policy }: { clock: number; registry?: number; [name: string]: unknown },
    change?: (answer: FactsAnswer) => FactsAnswer,
  ) => {
    const verdict = await gate(await shown, { source: at(registry, source, change), time: clock, policy });
    return all(verdict.outcome, ...codes(verdict));
  };

  describe(`A verifier whose clock is an hour slow, over ${source},`, () => {
    const clock = TIME - HOUR;

    it("could not find out: the finding names the clock and the difference, in both languages", async () => {
      const verdict = await gate(await present(issue()), { source: at(TIME, source), time: clock });
      expect(all(verdict.outcome, ...codes(verdict))).to.deep.equal([
        "indeterminate",
        "facts.ahead",
        "holderBinding.clock-behind",
      ]);
      const { text, evidence } = verdict.credentials[0]!.checks.holderBinding;
      expect(text.en).to.contain("the verifier's clock").and.to.contain("3600 seconds behind");
      expect(text.ko).to.contain("시계").and.to.contain("3600초");
      expect(evidence).to.include({ ahead: HOUR, registry: TIME, now: clock });
      expect(verdict.text.en).to.contain("3600 seconds ahead of the verifier's clock");
      expect(verdict.credentials[0]).to.not.have.property("claims");
    });

    it("does not know of a credential that is dated, or begins, in that hour", async () => {
      for (const dates of [{ issuedAt: TIME - 60 }, { notBefore: TIME - 60 }]) {
        expect(await found(present(issue(dates)), { clock })).to.deep.equal([
          ...["indeterminate", "facts.ahead", "holderBinding.clock-behind", "policy.clock-behind"],
        ]);
      }
    });

    it("knows what is in the future by the registry's time, too: a block may be as old as the policy allows, no older", async () => {
      expect(await found(present(issue(), { issuedAt: TIME + 360 }), { clock })).to.deep.equal([
        ...["indeterminate", "facts.ahead", "holderBinding.clock-behind"],
      ]);
      expect(await found(present(issue(), { issuedAt: TIME + 361 }), { clock })).to.include("holderBinding.in-future");
      expect(await found(present(issue({ issuedAt: TIME + 361 })), { clock })).to.include("policy.issued-in-future");
      expect(await found(present(issue({ notBefore: TIME + 301 })), { clock })).to.include("policy.not-yet-valid");
    });

    it("knows what is too old by both, and what has expired", async () => {
      expect(await found(present(issue(), { issuedAt: clock - 301 }), { clock })).to.include("holderBinding.stale");
      expect(await found(present(issue(), { issuedAt: clock + 61 }), { clock })).to.include("holderBinding.in-future");
      expect(await found(present(issue({ expires: clock })), { clock })).to.include("policy.expired");
    });

    it("knows what is revoked, forged, or presented for somebody else", async () => {
      expect(await found(present(issue()), { clock }, revoked)).to.deep.equal(["invalid", "status.revoked"]);
      const forged = issue({ signer: { ...generateSigner("ES256"), publicJwk: issuer.publicJwk } });
      expect(await found(present(forged), { clock })).to.deep.equal(["invalid", "signature.forged"]);
      const stranger = present(issue(), { holder: { ...generateSigner("ES256"), publicJwk: saerom.publicJwk } });
      expect(await found(stranger, { clock })).to.deep.equal(["invalid", "holderBinding.forged"]);
      const elsewhere = present(issue(), { audience: "https://elsewhere.example" });
      expect(await found(elsewhere, { clock })).to.deep.equal(["invalid", "holderBinding.wrong-audience"]);
    });

    it("is not doubted for a minute", async () => {
      // A sealed time moves the clock, by a minute at most.
      const shown = present(issue(), { issuedAt: source === "proof" ? TIME + 121 : TIME + 61 });
      expect(await found(shown, { clock: TIME, registry: TIME + 60 })).to.deep.equal([
        ...["invalid", "holderBinding.in-future"],
      ]);
      expect(await found(present(issue()), { clock: TIME, registry: TIME + 60 })).to.deep.equal(["valid"]);
    });
  });

  describe(`A verifier whose clock is an hour fast, over ${source},`, () => {
    const clock = TIME + HOUR;

    it("could not find out, where the registry and the holder agree against it: the text names the clock", async () => {
      const verdict = await gate(await present(issue()), { source: at(TIME, source), time: clock });
      expect(all(verdict.outcome, ...codes(verdict))).to.deep.equal([
        ...["indeterminate", "facts.clock-ahead", "holderBinding.clock-ahead"],
      ]);
      expect(verdict.text.en).to.contain("the verifier's clock").and.to.contain("3600 seconds");
      expect(verdict.text.ko).to.contain("시계").and.to.contain("3600초");
    });

    it("does not know of a credential that expired in that hour", async () => {
      expect(await found(present(issue({ expires: TIME + 60 })), { clock })).to.deep.equal([
        ...["indeterminate", "facts.clock-ahead", "holderBinding.clock-ahead", "policy.clock-ahead"],
      ]);
      expect(await found(present(issue({ expires: TIME })), { clock })).to.deep.equal(["invalid", "policy.expired"]);
    });

    it("is not doubted for a block that is merely old: a signature of any other time than the block's is too old", async () => {
      for (const issuedAt of [TIME - 301, TIME + 361, clock - 301]) {
        expect(await found(present(issue(), { issuedAt }), { clock })).to.include("holderBinding.stale");
      }
      const today = present(issue({ expires: TIME + 60 }), { issuedAt: clock });
      expect(await found(today, { clock })).to.deep.equal(["invalid", "policy.expired"]);
      expect(await found(present(issue(), { issuedAt: clock }), { clock })).to.deep.equal([
        ...["indeterminate", "facts.stale"],
      ]);
    });

    it("is not doubted as far as the age of a block explains it", async () => {
      const shown = present(issue(), { issuedAt: TIME - 1 });
      expect(await found(shown, { clock: TIME + 300 })).to.deep.equal(["invalid", "holderBinding.stale"]);
    });

    it("knows what is revoked or forged", async () => {
      expect(await found(present(issue()), { clock }, revoked)).to.deep.equal(["invalid", "status.revoked"]);
      const forged = issue({ signer: { ...generateSigner("ES256"), publicJwk: issuer.publicJwk } });
      expect(await found(present(forged), { clock })).to.deep.equal(["invalid", "signature.forged"]);
    });
  });

  describe(`A question about the past, or as of a pinned block, over ${source},`, () => {
    it("is judged by its own moment, whatever the clock", async () => {
      const { credentials } = POLICY;
      const copies = { credentials: [{ ...credentials[0], oneTimeCopies: true }] };
      const copy = issue({ status: undefined, expires: ISSUED + DAY });
      const [late, early] = [ISSUED + DAY, ISSUED - 61];
      for (const clock of [TIME, TIME - 61]) {
        expect(await found(present(copy), { clock, asOf: late - 61, ...copies })).to.not.include("invalid");
        expect(await found(present(copy), { clock: TIME, asOf: late, ...copies })).to.include("policy.expired");
        expect(await found(present(copy), { clock, asOf: early, ...copies })).to.include("policy.issued-after");
      }
      const pinned = (answer: FactsAnswer): FactsAnswer => ({ ...answer, asOf: { ...answer.asOf, pinned: true } });
      const pin = { ...at(TIME, source, pinned), pin: [100n] };
      const old = await gate(await present(issue()), { source: pin, time: TIME + HOUR });
      expect(all(old.outcome, ...codes(old))).to.deep.equal(["invalid", "holderBinding.stale"]);
    });
  });
}
