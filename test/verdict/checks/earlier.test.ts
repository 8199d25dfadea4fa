import { expect } from "chai";
import type { FactsAnswer } from "../../../src/facts/facts.ts";
import type { EpochRecord, LinkRecord } from "../../../src/records/records.ts";
import { codes, facts, gate, goodRecords, ISSUED, issue, present, TIME, VCT } from "../gate.fixture.ts";

/**
 * The answer, with `change` applied to each link. `number` counts links from the issuer up; `record` is the record's
 * index.
 */
function withLinks(
  answer: FactsAnswer,
  change: (link: LinkRecord, number: number, record: number) => LinkRecord,
): FactsAnswer {
  const records = answer.records.map((one, n) => ({ ...one, links: one.links.map((link, i) => change(link, i, n)) }));
  return { ...answer, records };
}

/** The registry's answer today, if the issuer's only epoch was changed like this. */
function became(change: Partial<EpochRecord>, link: Partial<LinkRecord> = {}) {
  return facts((answer) =>
    withLinks(answer, (one, i) => {
      const epoch = { ...one.newest, ...change };
      return i === 0 ? { ...one, ...link, atIssue: epoch, newest: epoch } : one;
    }),
  );
}

/**
 * The verdict on a one-time copy, issued an hour ago, as of half an hour ago. It has no status, so only the chain of
 * trust decides.
 */
async function halfAnHourAgo(source: ReturnType<typeof facts>) {
  const copy = await present(issue({ status: undefined, issuedAt: TIME - 3600, expires: TIME + 3600 }));
  const credentials = [{ id: "id", type: VCT, oneTimeCopies: true }];
  return gate(copy, { source, policy: { asOf: TIME - 1800, credentials } });
}

describe("By today's records about an earlier moment,", () => {
  it("an agency that was withdrawn later was accredited until then", async () => {
    const verdict = await halfAnHourAgo(
      became({ until: TIME - 1000, reason: "withdrawn" }, { generation: 1, generationStart: 1 }),
    );
    expect(verdict.outcome).to.equal("valid");
  });

  it("an agency that had ended and was withdrawn at an unknown time is indeterminate", async () => {
    const verdict = await halfAnHourAgo(
      became({ until: TIME - 2000, reason: "withdrawn" }, { generation: 1, generationStart: 1 }),
    );
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["accreditation.unknown-at"]);
  });

  it("an agency that was suspended then is invalid, and one that had ended in good order is valid", async () => {
    const suspended = await halfAnHourAgo(became({ until: TIME - 2000, reason: "suspended" }));
    expect(codes(suspended)).to.deep.equal(["accreditation.suspended"]);
    expect((await halfAnHourAgo(became({ until: TIME - 2000, reason: "ended" }))).outcome).to.equal("valid");
  });

  it("a later epoch that had ended by then and is now withdrawn or annulled is indeterminate", async () => {
    const first = goodRecords({}).links[0]!.newest;
    for (const reason of ["withdrawn", "annulled"] as const) {
      const newest = { ...first, index: 1, from: TIME - 3000, until: TIME - 2000, reason };
      const verdict = await halfAnHourAgo(
        facts((answer) =>
          withLinks(answer, (link, i, n) => (i === 0 ? { ...link, atIssue: n === 0 ? first : newest, newest } : link)),
        ),
      );
      expect(codes(verdict), reason).to.deep.equal(["accreditation.unknown-at"]);
    }
  });

  it("a deactivated DID and an unknown key, type or chain are invalid for any moment", async () => {
    const today = (change: object) =>
      facts((answer) => ({ ...answer, records: answer.records.map((one) => ({ ...one, ...change })) }));
    expect((await halfAnHourAgo(today({ issuerDeactivated: true }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ key: undefined }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ type: undefined }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ links: [] }))).outcome).to.equal("invalid");
  });

  it("an authority of that moment whose DID is deactivated today, or that is not known, is indeterminate", async () => {
    const then = (term: object | undefined) =>
      facts(({ asOf, records: [now, { term: _, ...then } = goodRecords({})] }) => ({
        asOf,
        records: [now, { ...then, ...(term && { term }) }],
      }));
    const { term } = goodRecords({ withTerm: true });
    expect((await halfAnHourAgo(then(term))).outcome).to.equal("valid");
    for (const unsaid of [undefined, { ...term, deactivated: true }]) {
      const verdict = await halfAnHourAgo(then(unsaid));
      expect([verdict.outcome, ...codes(verdict)]).to.deep.equal([
        "indeterminate",
        "accreditation.authority-unknown-at",
      ]);
    }
  });

  it("a credential that was issued after the moment is invalid", async () => {
    const verdict = await gate(await present(issue()), { policy: { asOf: ISSUED - 61 } });
    expect(codes(verdict)).to.include("policy.issued-after");
  });
});

/** Changes the parent's link, its epoch at issue, and the child's epoch. */
function related(parent: Partial<LinkRecord>, epoch: Partial<EpochRecord>, child: Partial<EpochRecord>) {
  return facts((answer) =>
    withLinks(answer, (link, i) => {
      const atIssue = { ...link.newest, ...(i === 0 ? child : epoch) };
      return { ...link, ...(i === 0 ? {} : parent), atIssue, newest: atIssue };
    }),
  );
}

describe("By today's records about an accreditor's generation,", () => {
  const HOURS_AGO = TIME - 10_000;

  it("an agency that was reinstated after its accreditor was withdrawn and accredited anew is invalid", async () => {
    // A reinstatement keeps the old generation, and its epoch begins after the accreditor's new one.
    const verdict = await halfAnHourAgo(
      related(
        { generation: 1, generationStart: 1 },
        { index: 1, from: HOURS_AGO },
        { index: 1, from: HOURS_AGO + 100, parentGeneration: 0 },
      ),
    );
    expect([verdict.outcome, ...codes(verdict)]).to.deep.equal(["invalid", "accreditation.parent-withdrawn"]);
  });

  it("an agency under the accreditor's generation at that moment is valid, even if it was withdrawn later", async () => {
    for (const generation of [1, 2, 255]) {
      const verdict = await halfAnHourAgo(
        related(
          { generation, generationStart: 4 },
          { index: 3, until: TIME - 1000, reason: "withdrawn" },
          { parentGeneration: generation - 1 },
        ),
      );
      expect(verdict.outcome, String(generation)).to.equal("valid");
    }
  });

  it("an agency under any other generation is invalid", async () => {
    for (const parentGeneration of [0, 2, 3]) {
      const verdict = await halfAnHourAgo(
        related(
          { generation: 2, generationStart: 4 },
          { index: 3, until: TIME - 1000, reason: "withdrawn" },
          { parentGeneration },
        ),
      );
      expect(codes(verdict), String(parentGeneration)).to.deep.equal(["accreditation.parent-withdrawn"]);
    }
  });

  it("an accreditor that was withdrawn twice since then is indeterminate", async () => {
    const verdict = await halfAnHourAgo(
      related(
        { generation: 2, generationStart: 4 },
        { index: 2, until: TIME - 1000, reason: "withdrawn" },
        { parentGeneration: 0 },
      ),
    );
    expect(codes(verdict)).to.deep.equal(["accreditation.unknown-at"]);
  });
});
