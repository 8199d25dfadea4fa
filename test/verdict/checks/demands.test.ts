import { expect } from "chai";
import type { Facts } from "../../../src/facts/facts.ts";
import type { LinkRecord, TypeRecord } from "../../../src/records/records.ts";
import { issueVcJwt } from "../../formats/issuing.ts";
import { discloseSdJwtVc, presentVcJwt } from "../../formats/presenting.ts";
import {
  codes,
  facts,
  gate,
  ISSUED,
  ISSUER_DID,
  issue,
  issuer,
  POLICY,
  present,
  saerom,
  TIME,
  VCT,
} from "../gate.fixture.ts";

type Flags = Partial<Pick<TypeRecord, "status" | "holderBinding">>;

/** An honest registry whose type has these flags, and whose issuer's own link has these changes. */
const typeWith = (flags: Flags, own: Partial<LinkRecord> = {}): Facts =>
  facts((answer) => ({
    ...answer,
    records: answer.records.map(({ type, links: [first, ...above], ...rest }) => ({
      ...rest,
      type: { ...type, ...flags },
      links: [{ ...first, ...own }, ...above],
    })),
  }));

/** A credential that is bound to no key, shown without a proof. */
const unbound = async (changes: object = {}) =>
  discloseSdJwtVc(await issue({ holderKey: undefined, ...changes }), ["family_name"]);
const vcJwt = (changes: object = {}) =>
  issueVcJwt({
    ...{ signer: issuer, issuer: ISSUER_DID, vct: VCT, claims: { family_name: "정" }, issuedAt: ISSUED },
    status: { list: 0, index: 7 },
    ...changes,
  });

describe("If the type needs no holder binding,", () => {
  const none = typeWith({ holderBinding: "none" });

  it("a credential bound to no key is valid, and the verdict says that its holder was not proved", async () => {
    for (const shown of [await unbound(), await vcJwt()]) {
      const verdict = await gate(shown, { source: none });
      const [credential] = verdict.credentials;
      expect(verdict.outcome).to.equal("valid");
      expect(credential?.checks.holderBinding.code).to.equal("holderBinding.not-required");
      expect(credential?.requires).to.deep.equal({ status: "required", holderBinding: "none" });
      expect(verdict.text.en).to.contain("Whose it is was not proved");
      expect(verdict.text.ko).not.to.contain("본인의 것이며");
      expect(credential?.claims).to.deep.equal({ family_name: "정" });
    }
  });

  it("a credential bound to a key is valid without a proof", async () => {
    const bare = discloseSdJwtVc(await issue(), ["family_name"]);
    expect((await gate(bare, { source: none })).outcome).to.equal("valid");
    expect((await gate(await vcJwt({ holderKey: saerom.publicJwk }), { source: none })).outcome).to.equal("valid");
  });

  it("a proof that is presented is still checked", async () => {
    const good = await gate(await present(issue()), { source: none });
    expect(good.credentials[0]?.checks.holderBinding.code).to.equal("holderBinding.proved");
    expect(good.text.en).to.contain("theirs");
    const other = await present(issue(), { audience: "https://other.example" });
    expect(codes(await gate(other, { source: none }))).to.deep.equal(["holderBinding.wrong-audience"]);
    const replayed = await present(issue(), { nonce: "another-nonce-0123456789" });
    expect(codes(await gate(replayed, { source: none }))).to.deep.equal(["holderBinding.wrong-nonce"]);
    const credentials = [await vcJwt({ holderKey: saerom.publicJwk })];
    const { audience } = POLICY;
    const old = { credentials, holder: saerom, audience, nonce: "another-nonce-0123456789", issuedAt: TIME };
    expect(codes(await gate(await presentVcJwt(old), { source: none }))).to.deep.equal(["holderBinding.wrong-nonce"]);
  });

  it("all other checks still apply", async () => {
    const forged = (await unbound()).replace(/\.[^.~]{10}/, ".AAAAAAAAAA");
    expect((await gate(forged, { source: none })).outcome).to.equal("invalid");
    expect(codes(await gate(await unbound({ status: undefined }), { source: none }))).to.deep.equal(["status.absent"]);
  });
});

describe("If the type needs holder binding, which is the default,", () => {
  it("a credential without a proof is invalid, bound to a key or not", async () => {
    for (const [shown, code] of [
      [await unbound(), "holderBinding.unbound"],
      [await vcJwt(), "holderBinding.unbound"],
      [discloseSdJwtVc(await issue(), []), "holderBinding.absent"],
    ] as const) {
      expect(codes(await gate(shown))).to.deep.equal([code]);
    }
  });

  it("only the registry of the issuer's chain can say otherwise", async () => {
    const gone: Facts = {
      source: "rpc",
      lookup: () => Promise.reject(new Error("gone")),
    };
    const verdict = await gate(await unbound(), { source: gone });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(verdict.credentials[0]).not.to.have.property("requires");
    const foreign = facts((answer) => ({
      ...answer,
      asOf: { ...answer.asOf, chainId: 1n },
      records: answer.records.map((one) => ({ ...one, type: { ...one.type, status: "none", holderBinding: "none" } })),
    }));
    const other = await gate(await unbound({ status: undefined }), { source: foreign });
    expect(other.outcome).to.equal("invalid");
    expect(other.credentials[0]?.checks.holderBinding.code).to.equal("holderBinding.unbound");
    expect(other.credentials[0]).not.to.have.property("requires");
  });
});

describe("If the type needs no status,", () => {
  const none = typeWith({ status: "none" });

  it("a credential without one is valid, and the verdict says that it has no status", async () => {
    const verdict = await gate(await present(issue({ status: undefined })), { source: none });
    expect(verdict.outcome).to.equal("valid");
    expect(verdict.credentials[0]?.checks.status.code).to.equal("status.not-required");
    expect(verdict.credentials[0]?.requires).to.deep.equal({ status: "none", holderBinding: "required" });
    expect(verdict.text.en).to.contain("It has no status");
  });

  it("a status that is there is still checked", async () => {
    const revoked = facts((answer) => ({
      ...answer,
      records: answer.records.map((one) => ({
        ...one,
        type: { ...one.type, status: "none" },
        status: { ...one.status, value: 1 },
      })),
    }));
    expect(codes(await gate(await present(issue()), { source: revoked }))).to.deep.equal(["status.revoked"]);
    const good = await gate(await present(issue()), { source: none });
    expect(good.text.en).to.contain("still good");
  });

  it("and no holder binding either, the verdict claims neither", async () => {
    const source = typeWith({ status: "none", holderBinding: "none" });
    const { outcome, text } = await gate(await unbound({ status: undefined }), { source });
    expect(outcome).to.equal("valid");
    expect(text.en).to.contain("its type asks for neither");
    expect(text.en).not.to.match(/theirs|still good/);
  });
});

describe("An exception that an issuer's accreditor granted", () => {
  it("makes its credentials valid without a status, and no other issuer's", async () => {
    const shown = await present(issue({ status: undefined }));
    expect(codes(await gate(shown))).to.deep.equal(["status.absent"]);
    const verdict = await gate(shown, { source: typeWith({}, { noStatus: true }) });
    expect(verdict.outcome).to.equal("valid");
    expect(verdict.credentials[0]?.checks.status.code).to.equal("status.excepted");
    expect(verdict.text.en).to.contain("It has no status");
    const parents = facts((answer) => ({
      ...answer,
      records: answer.records.map(({ links: [first, above], ...one }) => ({
        ...one,
        links: [first, { ...above, noStatus: true }],
      })),
    }));
    expect(codes(await gate(shown, { source: parents }))).to.deep.equal(["status.absent"]);
  });

  it("does not turn off the check of a status that is there", async () => {
    const revoked = facts((answer) => ({
      ...answer,
      records: answer.records.map(({ links: [first, ...above], ...one }) => ({
        ...one,
        links: [{ ...first, noStatus: true }, ...above],
        status: { ...one.status, value: 2 },
      })),
    }));
    expect(codes(await gate(await present(issue()), { source: revoked }))).to.deep.equal(["status.suspended"]);
  });

  it("is unknown for a credential of an earlier generation", async () => {
    const shown = await present(issue({ status: undefined }));
    for (const noStatus of [true, false]) {
      const source = typeWith({}, { noStatus, generation: 1, generationStart: 1 });
      const [credential] = (await gate(shown, { source })).credentials;
      expect(credential?.checks.status.code).to.equal("status.exception-unknown");
      expect(credential?.checks.status.outcome).to.equal("indeterminate");
    }
  });
});

describe("An issuer's name", () => {
  const names = { ko: "세종특별자치시", en: "Sejong City" };

  it("is the one that its accreditor set, and changes no outcome", async () => {
    const verdict = await gate(await present(issue()), { source: typeWith({}, { names }) });
    const [credential] = verdict.credentials;
    expect(credential?.issuerNames).to.deep.equal(names);
    expect(credential?.checks.accreditation.evidence).to.deep.include({ names });
    expect(credential?.checks.accreditation.text).to.deep.equal({
      en: "The issuer, Sejong City, was entitled to issue it; every link up to the type's authority holds.",
      ko: "세종특별자치시: 발급 권한이 있는 기관이며, 소관 기관까지의 인가가 모두 유효합니다.",
    });
    const [unnamed] = (await gate(await present(issue()))).credentials;
    expect(unnamed).not.to.have.property("issuerNames");
    expect(unnamed?.outcome).to.equal("valid");
  });

  it("is in the verdict on an invalid credential, too, but not if it belongs to another agency", async () => {
    const suspended = { names, newest: { ...(await epoch()), reason: "suspended" } as LinkRecord["newest"] };
    const verdict = await gate(await present(issue()), { source: typeWith({}, suspended) });
    expect(verdict.text.en).to.contain("(Sejong City) is suspended");
    expect(verdict.credentials[0]?.issuerNames).to.deep.equal(names);
    const other = typeWith({}, { names, holder: `0x${"99".repeat(20)}` });
    expect((await gate(await present(issue()), { source: other })).credentials[0]).not.to.have.property("issuerNames");
  });
});

async function epoch(): Promise<LinkRecord["newest"]> {
  const { records } = await facts().lookup([
    {
      issuer: `0x${"ab".repeat(20)}`,
      typeId: `0x${"00".repeat(32)}`,
      keyThumbprint: `0x${"00".repeat(32)}`,
      issuedAt: 0,
    },
  ]);
  return records[0]!.links[0]!.newest;
}
