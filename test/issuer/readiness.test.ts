import { expect } from "chai";
import { DidimError } from "../../src/errors/error.ts";
import type { Facts, TrustRecords } from "../../src/facts/facts.ts";
import { createMemoryIndexStore, openAllocator } from "../../src/public/issuer.ts";
import { toJson } from "../../src/public/verifier.ts";
import type { LinkRecord } from "../../src/records/records.ts";
import { refusedLater } from "../support/refused.ts";
import { CIVIL_SERVANT_ID, factsSaying, GOOD, issuerFor, MOI, NOW, REGISTERED } from "./fixture.ts";

const ready = async (records: Partial<TrustRecords> = {}, asOf = {}) =>
  (await issuerFor({ facts: factsSaying(records, asOf) })).checkReady(CIVIL_SERVANT_ID);
const link = (changes: Partial<LinkRecord>): LinkRecord[] => [{ ...GOOD.links[0]!, ...changes }];

describe("An issuer is ready", () => {
  it("if its key, its accreditation, its list and its schema are in order", async () => {
    const answer = await ready();
    expect([answer.outcome, answer.oneTimeCopies]).to.deep.equal(["valid", { outcome: "valid", text: answer.text }]);
    expect(answer.text.en).to.match(/Ready to issue: as of block 100/);
    expect(answer.findings.statusList.evidence).to.deep.equal({
      list: 3,
      capacity: 8192,
      counted: 8192,
      remaining: 8192,
    });
  });

  const { key, type, status } = GOOD;
  const epoch = GOOD.links[0]!.newest;
  const broken = {
    "its key was never registered": [{ key: undefined }, "issuerKey", "issuerKey.unknown"],
    "its key was retired": [{ key: { ...key!, until: NOW - 1, reason: "retired" } }, "issuerKey", "issuerKey.ended"],
    "its key was stolen": [
      { key: { ...key!, reason: "compromised", compromisedSince: NOW - 1 } },
      "issuerKey",
      "issuerKey.compromised",
    ],
    "its DID was deactivated": [{ issuerDeactivated: true }, "issuerKey", "issuerKey.did-deactivated"],
    "it was never accredited": [{ links: [] }, "accreditation", "accreditation.never"],
    "its accreditation is suspended": [
      { links: link({ newest: { ...epoch, until: NOW - 1, reason: "suspended" } }) },
      "accreditation",
      "accreditation.suspended",
    ],
    "the type was retired": [{ type: { ...type!, retired: NOW - 1 } }, "accreditation", "accreditation.type-retired"],
    "the list was never opened": [
      { status: { opened: 0, capacity: 0, value: 0 } },
      "statusList",
      "status.list-unopened",
    ],
    "the list was opened for fewer": [{ status: { ...status!, capacity: 4096 } }, "statusList", "readiness.list-short"],
  } as const;
  for (const [title, [records, name, code]] of Object.entries(broken)) {
    it(`unless ${title}, which the text then says`, async () => {
      const answer = await ready(records as Partial<TrustRecords>);
      expect(answer.outcome).not.to.equal("valid");
      expect(answer.findings[name].code).to.equal(code);
      expect(answer.text).to.deep.equal(answer.findings[name].text);
      expect(answer.text.ko).to.match(/[가-힣]/);
    });
  }

  it("unless its list is full, which does not matter for one-time copies", async () => {
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 3, capacity: 128 });
    await allocator.allocate(128);
    const answer = await (await issuerFor({ allocator, facts: factsSaying() })).checkReady(CIVIL_SERVANT_ID);
    expect(answer.findings.statusList.code).to.equal("readiness.list-full");
    expect([answer.outcome, answer.oneTimeCopies.outcome]).to.deep.equal(["invalid", "valid"]);
  });

  it("only by fresh records, even if the source is pinned to an older block", async () => {
    const facts = { ...factsSaying({}, { time: NOW - 86_400, pinned: true }), pin: [100n] };
    const { outcome, findings } = await (await issuerFor({ facts })).checkReady(CIVIL_SERVANT_ID);
    expect([outcome, findings.facts.code]).to.deep.equal(["indeterminate", "facts.stale"]);
  });

  it("only with the registered schema", async () => {
    const issuer = await issuerFor({ facts: factsSaying(), schemaHashOf: async () => `0x${"11".repeat(32)}` });
    const { findings } = await issuer.checkReady(CIVIL_SERVANT_ID);
    expect(findings.schema).to.deep.include({ outcome: "invalid", code: "readiness.schema" });
    expect(findings.schema.evidence).to.include({ code: "issuer.schema-outdated" });
    expect((await issuer.checkReady("https://didim.example/vct/other")).findings.schema.evidence).to.include({
      code: "issuer.schema-missing",
    });
  });

  it("for one-time copies only once their rounded time is not before its key and its accreditation", async () => {
    const justNow = NOW - 600;
    const answer = await ready({ key: { ...key!, from: justNow }, links: GOOD.links });
    expect([answer.outcome, answer.oneTimeCopies.outcome]).to.deep.equal(["valid", "invalid"]);
    const from = NOW - 1200 + 3600;
    expect(answer.oneTimeCopies.from).to.equal(from);
    const at = new Date(from * 1000).toISOString().replace(".000", "");
    expect(answer.oneTimeCopies.text.en).to.contain(`From ${at} on`);
    expect(answer.oneTimeCopies.text.ko).to.contain(`${at}부터`);
  });

  it("for one-time copies only if everything except the list is in order, and else the text says why not", async () => {
    const { text, oneTimeCopies } = await ready({ links: [], status: { ...status!, opened: 0 } });
    expect(oneTimeCopies).to.deep.equal({ outcome: "invalid", text });
    expect(text.en).to.match(/accredit/);
  });

  it("only if the registry can be read, is recent, and is of the issuer's chain", async () => {
    const down: Facts = {
      source: "memory",
      lookup: () => Promise.reject(new DidimError("facts.node-unreachable", "down")),
    };
    const unreached = await (await issuerFor({ facts: down })).checkReady(CIVIL_SERVANT_ID);
    expect(unreached.outcome).to.equal("indeterminate");
    expect(unreached.text.en).to.include("facts.node-unreachable");
    for (const asOf of [{ time: REGISTERED }, { time: NOW + 61 }, { chainId: 1n }]) {
      const { outcome, text, oneTimeCopies } = await ready({}, asOf);
      expect([outcome, oneTimeCopies]).to.deep.equal(["indeterminate", { outcome: "indeterminate", text }]);
    }
  });

  it("according to a query that names no credential", async () => {
    const facts = factsSaying();
    await (await issuerFor({ facts })).checkReady(CIVIL_SERVANT_ID);
    expect(facts.asked.map(({ status }) => status)).to.deep.equal([
      { list: 3, index: 0 },
      { list: 3, index: 0 },
    ]);
    await refusedLater((await issuerFor()).checkReady(CIVIL_SERVANT_ID), "issuer.no-facts");
  });

  it("and its readiness names the type's authority", async () => {
    expect((await ready()).findings.accreditation.evidence).to.include({ authority: MOI });
  });

  it("and its readiness can be written as JSON, with blocks and chains as numbers", async () => {
    const answer = await ready();
    expect(() => JSON.stringify(answer)).to.throw(TypeError);
    const { asOf, outcome, findings } = JSON.parse(toJson(answer));
    expect({ asOf, outcome }).to.deep.equal({
      asOf: { ...answer.asOf, block: Number(answer.asOf?.block), chainId: Number(answer.asOf?.chainId) },
      outcome: "valid",
    });
    expect(findings).to.have.keys("facts", "issuerKey", "accreditation", "statusList", "schema");
    expect(toJson({ beyond: 2n ** 64n })).to.equal('{"beyond":"18446744073709551616"}');
  });
});
