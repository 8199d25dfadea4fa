import { expect } from "chai";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid, ZERO_ADDRESS } from "../../../src/public/did.ts";
import { claimIds } from "../../../src/public/holder.ts";
import {
  agencyNames,
  issuersOf,
  keysOf,
  NO_END,
  openRegistry,
  type Registry,
  registrationsOf,
  statusListOf,
  statusListsOf,
  typesOf,
} from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { ID_CARD, LICENCE, type Scene, scene } from "./listing.fixture.ts";

const TYPE = typeIdOf(ID_CARD);

describe("Lists of what the registries hold", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let agencies: Scene;
  let registry: Registry;
  let snapshot: unknown;

  before(async () => {
    chain = await startLocalChain();
    agencies = await scene(chain);
    registry = await openRegistry({ url: chain.url, addresses: chain.addresses, final: false });
  });
  beforeEach(async () => {
    snapshot = await registry.rpc.request("evm_snapshot");
  });
  afterEach(() => registry.rpc.request("evm_revert", [snapshot]));
  after(() => chain.stop());

  const did = (identity: string): string => formatDid(registry.chainId, identity);
  const issuers = () => issuersOf(registry, { limit: 100, typeId: TYPE });

  it("types: newest first, with authority and flags, and a retirement", async () => {
    await chain.as(agencies.ministry).types.retire(typeIdOf(LICENCE), (await chain.now()) + 100);
    const { types, asOf, source } = await typesOf(registry);
    expect(types.map(({ vct }) => vct)).to.deep.equal([LICENCE, ID_CARD]);
    expect(types[0]?.retired).to.be.greaterThan(asOf.time);
    expect(types[1]).to.include({ authority: did(agencies.ministry), status: "required", typeId: TYPE });
    expect(types[1]).not.to.have.property("retired");
    const { number: block, hash, time } = await registry.head();
    expect([asOf, source]).to.deep.equal([{ block, hash, time }, "events"]);
  });

  it("issuers: who may issue, since when, accredited by whom", async () => {
    const found = await issuers();
    expect(found.issuers.map(({ issuer }) => issuer)).to.deep.equal([did(agencies.district), did(agencies.city)]);
    const [district, city] = found.issuers;
    expect(city).to.deep.include({
      ...{
        vct: ID_CARD,
        names: { ko: "세종특별자치시", en: "Sejong City" },
        mayIssue: true,
        levels: 2,
        noStatus: false,
      },
      ...{ accreditor: did(agencies.ministry), root: true, until: NO_END, standing: "in-force", accredited: true },
    });
    expect(district).to.deep.include({ accreditor: did(agencies.city), root: false, noStatus: true, levels: 0 });
  });

  it("issuers: a suspended agency, and those below it, may not issue; once it is reinstated it is listed once", async () => {
    const { accreditations } = chain.as(agencies.ministry);
    await accreditations.suspend(agencies.city, TYPE);
    const states = async () =>
      (await issuers()).issuers.map(({ issuer, standing, accredited }) => [issuer, standing, accredited]);
    const [district, city] = [did(agencies.district), did(agencies.city)];
    expect(await states()).to.deep.equal([
      [district, "in-force", false],
      [city, "suspended", false],
    ]);
    await accreditations.reinstate(agencies.city, TYPE, NO_END);
    expect(await states()).to.deep.equal([
      [city, "in-force", true],
      [district, "in-force", true],
    ]);
  });

  it("issuers: page by page, each once, although one of them was accredited anew in between", async () => {
    await chain.as(agencies.ministry).accreditations.suspend(agencies.city, TYPE);
    await chain.as(agencies.ministry).accreditations.reinstate(agencies.city, TYPE, NO_END);
    const first = await issuersOf(registry, { limit: 1 });
    expect(first.issuers.map(({ issuer }) => issuer)).to.deep.equal([did(agencies.city)]);
    const second = await issuersOf(registry, { limit: 5, before: BigInt(first.before ?? 0) });
    expect(second.issuers.map(({ issuer }) => issuer)).to.deep.equal([did(agencies.district)]);
    expect(second).not.to.have.property("before");
  });

  it("are as of the block of `at`, whatever happened since", async () => {
    const then = registry.at({ hash: (await registry.head()).hash });
    await chain.as(agencies.ministry).accreditations.withdraw(agencies.city, TYPE);
    const { issuers: listed, asOf } = await issuersOf(then, { limit: 5, issuer: agencies.city });
    expect([listed[0]?.standing, asOf.block]).to.deep.equal(["in-force", (await then.head()).number]);
    expect((await issuersOf(registry, { limit: 5, issuer: agencies.city })).issuers[0]?.standing).to.equal("withdrawn");
  });

  it("keys: those that ended, too, with their windows and why", async () => {
    const { keys } = await keysOf(registry, agencies.city);
    const byThumbprint = new Map(keys.map((key) => [key.thumbprint, key]));
    const [good, retired, stolen] = [agencies.goodKey, agencies.retiredKey, agencies.stolenKey].map((one) =>
      byThumbprint.get(one),
    );
    expect([good?.reason, retired?.reason, stolen?.reason]).to.deep.equal(["none", "retired", "compromised"]);
    expect([good?.until, good?.name]).to.deep.equal([NO_END, "P-256"]);
    expect(retired?.until).to.be.within(retired?.from ?? 0, await chain.now());
    expect(stolen?.compromisedSince).to.be.at.most(stolen?.until ?? 0);
    expect(stolen?.id).to.match(new RegExp(`^${did(agencies.city)}#`));
    expect(retired).not.to.have.property("compromisedSince");
  });

  it("status lists: header and counts, as bits of the words say", async () => {
    const { lists } = await statusListsOf(registry, agencies.city);
    const list = { issuer: did(agencies.city), list: 1, capacity: 1024, operator: agencies.district };
    expect(lists).to.have.length(1);
    expect(lists[0]).to.deep.include(list);
    const found = await statusListOf(registry, agencies.city, 1);
    expect(found).to.deep.include(list);
    expect(found?.counts).to.deep.equal({ valid: 1020, invalid: 3, suspended: 1, applicationSpecific: 0 });
    expect([found?.words, found?.wordsWritten]).to.deep.equal([8, 2]);
    expect(await statusListOf(registry, agencies.city, 2)).to.equal(undefined);
  });

  it("relying parties: what they may ask for, and that it was withdrawn", async () => {
    const registered = async () => (await registrationsOf(registry, { limit: 5 })).relyingParties;
    const bank = { relyingParty: did(agencies.bank), supervisor: did(agencies.supervisor), vct: ID_CARD };
    const texts = {
      names: { ko: "은행", en: "Bank" },
      purpose: "Opening an account",
      contact: "mailto:a@bank.example",
    };
    const listed = await registered();
    expect(listed).to.have.length(1);
    expect(listed[0]).to.deep.include({ ...bank, ...texts, claims: claimIds(["family_name"]), inForce: true });
    await chain.as(agencies.supervisor).relyingParties.withdraw(agencies.supervisor, agencies.bank, TYPE);
    expect((await registered()).map(({ inForce, reason }) => [inForce, reason])).to.deep.equal([[false, "withdrawn"]]);
  });

  it("names: the one for the type in question, otherwise the newest; none after a withdrawal", async () => {
    const other = typeIdOf(LICENCE);
    await chain.as(agencies.city).accreditations.applyFor(agencies.city, other, ZERO_ADDRESS, true, 0, "");
    const { accreditations } = chain.as(agencies.ministry);
    await accreditations.accredit(agencies.city, other, true, 0, NO_END, 0);
    await accreditations.nameAgency(agencies.city, other, "", "Sejong");
    const name = async (typeId?: string) =>
      (await agencyNames(registry, [agencies.city], typeId)).get(did(agencies.city));
    expect(await name()).to.deep.equal({ ko: "", en: "Sejong", typeId: other });
    expect((await name(TYPE))?.en).to.equal("Sejong City");
    await accreditations.withdraw(agencies.city, other);
    expect((await name(other))?.typeId).to.equal(TYPE);
    expect(await agencyNames(registry, [agencies.ministry])).to.have.property("size", 0);
  });
});
