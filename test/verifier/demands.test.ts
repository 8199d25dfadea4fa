import { expect } from "chai";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { queryFor } from "../../src/facts/query.ts";
import { decode } from "../../src/formats/index.ts";
import type { Verdict } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { discloseSdJwtVc } from "../formats/presenting.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import {
  type Agency,
  chainOfTwo,
  ethers,
  issue,
  networkHelpers,
  now,
  POLICY,
  reasons,
  replicaOf,
  send,
  show,
  TYPE,
  type World,
} from "./world.ts";

const NO_END = 2n ** 40n - 1n;
const CERTIFICATE = "https://credentials.go.kr/certificate-of-residence/1";
const [NO_STATUS, NO_HOLDER_BINDING] = [2, 4];

/** A world in which Sejong issues a type with these flags, with these exceptions from its accreditor. */
async function sejongIssues(flags: number, exceptions = 0): Promise<World> {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  const { types, accreditations, ministry, sejong } = world;
  const type = ethers.id(CERTIFICATE);
  await types.register(CERTIFICATE, ministry.account, ethers.ZeroHash, "", "", flags);
  await accreditations.connect(sejong.account).applyFor(sejong.identity, type, ethers.ZeroAddress, true, 0, "");
  const by = accreditations.connect(ministry.account);
  await by.accredit(sejong.identity, type, true, 0, NO_END, exceptions);
  await by.nameAgency(sejong.identity, type, "세종특별자치시", "Sejong City");
  return world;
}

/** The verdict on a credential bound to no key. A node, a replica and a proof must give the same one. */
async function shown(world: World, issuer: Agency, changes: object = {}): Promise<Verdict> {
  const { credential } = await issue(issuer, { vct: CERTIFICATE, holderKey: undefined, ...changes });
  const presented = discloseSdJwtVc(credential, ["family_name"]);
  const time = await now();
  const clock = new SealedClock({ now: () => time });
  const { anchor, prover } = await vouchedFor(send, world.addresses, time);
  const staples = await prover.prove([decode(credential).map(queryFor)]);
  const policy = { ...POLICY, credentials: [{ id: "id", type: CERTIFICATE }] };
  const decide = (facts: Facts) => verify(presented, policy, facts, clock);
  const { source: _, asOf: __, ...verdict } = await decide(world.facts);
  for (const facts of [await replicaOf(world), createProofFacts({ anchor, clock, staples })]) {
    const { source: ___, asOf: ____, ...same } = await decide(facts);
    expect(same, facts.source).to.deep.equal(verdict);
  }
  return verdict;
}

describe("With every source of facts,", () => {
  it("a credential whose type needs neither a status nor a holder's key is valid without both", async () => {
    const world = await sejongIssues(NO_STATUS | NO_HOLDER_BINDING);
    const verdict = await shown(world, world.sejong, { status: undefined });
    expect(verdict.outcome).to.equal("valid");
    const [credential] = verdict.credentials;
    expect(credential?.requires).to.deep.equal({ status: "none", holderBinding: "none" });
    expect(credential?.checks.status.code).to.equal("status.not-required");
    expect(credential?.checks.holderBinding.code).to.equal("holderBinding.not-required");
    expect(credential?.issuerNames).to.deep.equal({ ko: "세종특별자치시", en: "Sejong City" });
  });

  it("a credential that has a status although its type needs none is invalid once revoked", async () => {
    const world = await sejongIssues(NO_STATUS | NO_HOLDER_BINDING);
    expect((await shown(world, world.sejong)).outcome).to.equal("valid");
    await world.statuses.connect(world.sejong.account).setStatus(world.sejong.identity, 0, 7, 1);
    expect(reasons(await shown(world, world.sejong))).to.deep.equal(["status.revoked"]);
  });

  it("a credential without a status and a holder's key is invalid if its type demands both", async () => {
    const world = await sejongIssues(0);
    const verdict = await shown(world, world.sejong, { status: undefined });
    expect(reasons(verdict)).to.deep.equal(["status.absent", "holderBinding.unbound"]);
  });

  it("an exception of the issuer's accreditor waives the status, and not the holder's key", async () => {
    const world = await sejongIssues(0, 1);
    const verdict = await shown(world, world.sejong, { status: undefined });
    expect(verdict.credentials[0]?.checks.status.code).to.equal("status.excepted");
    expect(reasons(verdict)).to.deep.equal(["holderBinding.unbound"]);
    const holder = generateSigner("ES256");
    const { credential } = await issue(world.sejong, {
      ...{ vct: CERTIFICATE, holderKey: holder.publicJwk, status: undefined },
    });
    const bound = await show(
      world,
      { credential, holder },
      { policy: { credentials: [{ id: "id", type: CERTIFICATE }] } },
    );
    expect(bound.outcome).to.equal("valid");
  });

  it("the suspension of an issuer that had resigned also makes credentials without a status invalid", async () => {
    const world = await sejongIssues(NO_STATUS | NO_HOLDER_BINDING);
    const { accreditations, sejong, ministry } = world;
    await accreditations.connect(sejong.account).end(sejong.identity, ethers.id(CERTIFICATE));
    await accreditations.connect(ministry.account).suspend(sejong.identity, ethers.id(CERTIFICATE));
    const verdict = await shown(world, sejong, { status: undefined, issuedAt: (await now()) - 3 });
    expect(reasons(verdict)).to.deep.equal(["accreditation.suspended"]);
    expect(verdict.text.en).to.contain("(Sejong City) is suspended");
  });

  it("flags and exceptions of one type do not apply to another", async () => {
    const world = await sejongIssues(NO_STATUS | NO_HOLDER_BINDING, 1);
    const { credential, holder } = await issue(world.sejong, { status: undefined });
    expect(reasons(await show(world, { credential, holder }))).to.deep.equal(["status.absent"]);
    expect((await world.accreditations.accreditationOf(world.sejong.identity, TYPE)).exceptions).to.equal(0n);
  });
});
