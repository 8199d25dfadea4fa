import { expect } from "chai";
import type { EpochRecord, FactsAnswer } from "../../src/facts/facts.ts";
import { codes, facts, gate, ISSUED, issue, present, TIME, VCT } from "./gate.fixture.ts";

/** What the registry says today when the issuer's one epoch became this. */
function became(change: Partial<EpochRecord>, link: object = {}) {
  return facts((answer) => {
    const records = answer.records.map((one) => {
      const [first, ...above] = one.links;
      const epoch = { ...first?.newest, ...change };
      return { ...one, links: [{ ...first, ...link, atIssue: epoch, newest: epoch }, ...above] };
    });
    return { ...answer, records } as FactsAnswer;
  });
}

/** Of a one-time copy that is an hour old, half an hour ago: its status can't be in doubt, so all is up to the chain of trust. */
async function halfAnHourAgo(source: ReturnType<typeof facts>) {
  const copy = await present(issue({ status: undefined, issuedAt: TIME - 3600, expires: TIME + 3600 }));
  const credentials = [{ type: VCT, oneTimeCopies: true }];
  return gate(copy, { source, policy: { asOf: TIME - 1800, credentials } });
}

describe("What today's records tell of an earlier moment", () => {
  it("An agency that is withdrawn since was good until then.", async () => {
    const verdict = await halfAnHourAgo(
      became({ until: TIME - 1000, reason: "withdrawn" }, { generation: 1, generationStart: 1 }),
    );
    expect(verdict.outcome).to.equal("valid");
  });

  it("When an agency that had come to an end is withdrawn, nobody can tell when: it may have been good.", async () => {
    const verdict = await halfAnHourAgo(
      became({ until: TIME - 2000, reason: "withdrawn" }, { generation: 1, generationStart: 1 }),
    );
    expect(verdict.outcome).to.equal("could not find out");
    expect(codes(verdict)).to.deep.equal(["accreditation.unknown-at"]);
  });

  it("An agency that was suspended then was not good; one that merely ended was.", async () => {
    const suspended = await halfAnHourAgo(became({ until: TIME - 2000, reason: "suspended" }));
    expect(codes(suspended)).to.deep.equal(["accreditation.suspended"]);
    expect((await halfAnHourAgo(became({ until: TIME - 2000, reason: "ended" }))).outcome).to.equal("valid");
  });

  it("What is found wrong today with the DID, the key or the type is wrong of any moment.", async () => {
    const today = (change: object) =>
      facts((answer) => ({ ...answer, records: answer.records.map((one) => ({ ...one, ...change })) }));
    expect((await halfAnHourAgo(today({ issuerDeactivated: true }))).outcome).to.equal("not valid");
    expect((await halfAnHourAgo(today({ key: undefined }))).outcome).to.equal("not valid");
    expect((await halfAnHourAgo(today({ type: undefined }))).outcome).to.equal("not valid");
    expect((await halfAnHourAgo(today({ links: [] }))).outcome).to.equal("not valid");
  });

  it("A moment before the credential was issued is none of its own.", async () => {
    const verdict = await gate(await present(issue()), { policy: { asOf: ISSUED - 61 } });
    expect(codes(verdict)).to.include("policy.issued-after");
  });
});
