import { expect } from "chai";
import type { FactsAnswer } from "../../src/facts/facts.ts";
import type { EpochRecord, LinkRecord } from "../../src/records/records.ts";
import { codes, facts, gate, goodRecords, ISSUED, issue, present, TIME, VCT } from "./gate.fixture.ts";

/** The answer with each link changed: the one numbered `link` from the issuer up, of the record numbered `record`. */
function withLinks(
  answer: FactsAnswer,
  change: (link: LinkRecord, number: number, record: number) => LinkRecord,
): FactsAnswer {
  const records = answer.records.map((one, n) => ({ ...one, links: one.links.map((link, i) => change(link, i, n)) }));
  return { ...answer, records };
}

/** What the registry says today when the issuer's one epoch became this. */
function became(change: Partial<EpochRecord>, link: Partial<LinkRecord> = {}) {
  return facts((answer) =>
    withLinks(answer, (one, i) => {
      const epoch = { ...one.newest, ...change };
      return i === 0 ? { ...one, ...link, atIssue: epoch, newest: epoch } : one;
    }),
  );
}

/** Of a one-time copy that is an hour old, half an hour ago: its status can't be in doubt, so all is up to the chain of trust. */
async function halfAnHourAgo(source: ReturnType<typeof facts>) {
  const copy = await present(issue({ status: undefined, issuedAt: TIME - 3600, expires: TIME + 3600 }));
  const credentials = [{ id: "id", type: VCT, oneTimeCopies: true }];
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
    expect(verdict.outcome).to.equal("indeterminate");
    expect(codes(verdict)).to.deep.equal(["accreditation.unknown-at"]);
  });

  it("An agency that was suspended then was not good; one that merely ended was.", async () => {
    const suspended = await halfAnHourAgo(became({ until: TIME - 2000, reason: "suspended" }));
    expect(codes(suspended)).to.deep.equal(["accreditation.suspended"]);
    expect((await halfAnHourAgo(became({ until: TIME - 2000, reason: "ended" }))).outcome).to.equal("valid");
  });

  it("Whatever came of a later accreditation that had ended by then, and is worse than a suspension, leaves open when it came.", async () => {
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

  it("What is found wrong today with the DID, the key or the type is wrong of any moment.", async () => {
    const today = (change: object) =>
      facts((answer) => ({ ...answer, records: answer.records.map((one) => ({ ...one, ...change })) }));
    expect((await halfAnHourAgo(today({ issuerDeactivated: true }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ key: undefined }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ type: undefined }))).outcome).to.equal("invalid");
    expect((await halfAnHourAgo(today({ links: [] }))).outcome).to.equal("invalid");
  });

  it("Who had the type's authority then must have been alive: of a DID that is deactivated today nobody can tell, nor where the source does not say.", async () => {
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

  it("A moment before the credential was issued is none of its own.", async () => {
    const verdict = await gate(await present(issue()), { policy: { asOf: ISSUED - 61 } });
    expect(codes(verdict)).to.include("policy.issued-after");
  });
});

/**
 * The parent was of generation `generation` today, with its epoch at issue numbered `index`; the child's epoch names
 * `named`, and began `began`.
 */
function related(parent: Partial<LinkRecord>, epoch: Partial<EpochRecord>, child: Partial<EpochRecord>) {
  return facts((answer) =>
    withLinks(answer, (link, i) => {
      const atIssue = { ...link.newest, ...(i === 0 ? child : epoch) };
      return { ...link, ...(i === 0 ? {} : parent), atIssue, newest: atIssue };
    }),
  );
}

describe("What today's records tell of the generation that an accreditor was of", () => {
  const HOURS_AGO = TIME - 10_000;

  it("An agency that was reinstated after its accreditor had been withdrawn and accredited anew was never valid since.", async () => {
    // Reinstating takes the old generation over, and the epoch that it opens is younger than the accreditor's.
    const verdict = await halfAnHourAgo(
      related(
        { generation: 1, generationStart: 1 },
        { index: 1, from: HOURS_AGO },
        { index: 1, from: HOURS_AGO + 100, parentGeneration: 0 },
      ),
    );
    expect([verdict.outcome, ...codes(verdict)]).to.deep.equal(["invalid", "accreditation.parent-withdrawn"]);
  });

  it("An agency under the accreditor's generation of then was good, though that was withdrawn since.", async () => {
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

  it("An agency under another generation than that of then was not.", async () => {
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

  it("Of an accreditor that was withdrawn twice since, nobody can tell which generation it was of.", async () => {
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
