import { expect } from "chai";
import { ENTRY, ethers, networkHelpers, now, people, SALT } from "./registry.fixture.ts";

const { loadFixture } = networkHelpers;
const TYPE = ethers.id("https://credentials.example/driving-licence");
const YEAR = 365n * 86_400n;
const ids = (...paths: string[]) => paths.map((path) => ethers.id(path)).sort();
const CLAIMS = ids("birthdate", "licence_class", "name");
const Reason = { ended: 0n, withdrawn: 1n, stolen: 2n };
const entryUntil = (until: bigint) => ({ ...ENTRY, claims: CLAIMS, until });

/** A supervisor appointed for ten years, and its rival, appointed too. */
async function appointed() {
  const all = await people();
  const registry = await ethers.deployContract("RelyingParties", [all.dids, all.council, SALT]);
  const until = (await now()) + 10n * YEAR;
  await registry.connect(all.council).appoint(all.supervisor, until);
  await registry.connect(all.council).appoint(all.rival, until);
  return { ...all, registry, until, by: registry.connect(all.supervisor) };
}

async function registered() {
  const all = await appointed();
  const until = (await now()) + YEAR;
  await all.by.register(all.supervisor, all.party, TYPE, entryUntil(until));
  return { ...all, from: await now(), until };
}

type Actors = Awaited<ReturnType<typeof registered>>;
const isInForce = async (registry: Actors["registry"], party: Actors["party"]) =>
  (await registry.mayAsk(party, TYPE, [])).registered;
const isRegistered = async ({ registry, party }: Actors) => (await registry.mayAsk(party, TYPE, [])).registered;

describe("RelyingParties: what may be requested", () => {
  it("is returned in one call, with the claims that go too far", async () => {
    const { registry, party, until } = await loadFixture(registered);
    const asked = ["name", "portrait", "birthdate", "address"].map((path) => ethers.id(path));
    expect([...(await registry.mayAsk(party, TYPE, asked))]).to.deep.equal([true, until, 0b1010n]);
    expect([...(await registry.mayAsk(party, TYPE, CLAIMS))]).to.deep.equal([true, until, 0n]);
    expect([...(await registry.mayAsk(party, TYPE, []))]).to.deep.equal([true, until, 0n]);
  });

  it("is nothing for an unregistered party, for another type, and at the end", async () => {
    const { registry, party, stranger, until } = await loadFixture(registered);
    const none = [false, 0n, 0b111n];
    expect([...(await registry.mayAsk(stranger, TYPE, CLAIMS))]).to.deep.equal(none);
    expect([...(await registry.mayAsk(party, ethers.id("another"), CLAIMS))]).to.deep.equal(none);
    expect([...(await registry.mayAsk(ethers.ZeroAddress, ethers.ZeroHash, []))]).to.deep.equal([false, 0n, 0n]);
    await networkHelpers.time.increaseTo(until - 1n);
    expect((await registry.mayAsk(party, TYPE, CLAIMS)).registered).to.equal(true);
    await networkHelpers.time.increaseTo(until);
    expect([...(await registry.mayAsk(party, TYPE, CLAIMS))]).to.deep.equal(none);
    expect((await registry.registrationOf(party, TYPE)).supervisor).to.equal(ethers.ZeroAddress);
  });

  it("is answered for up to 256 claims at once", async () => {
    const { registry, party, stranger } = await loadFixture(registered);
    const many = Array.from({ length: 256 }, (_, i) => ethers.id(`claim ${i}`));
    expect((await registry.mayAsk(stranger, TYPE, many)).overAsked).to.equal(2n ** 256n - 1n);
    expect((await registry.mayAsk(party, TYPE, many)).overAsked).to.equal(2n ** 256n - 1n);
    await expect(registry.mayAsk(party, TYPE, [...many, ethers.ZeroHash]))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesTooManyAsked")
      .withArgs(257n);
  });

  it("comes with purpose, names and contact, so that a wallet can show them", async () => {
    const { registry, party, supervisor, from, until } = await loadFixture(registered);
    const found = await registry.registrationOf(party, TYPE);
    const { nameKo, nameEn, contact, purpose } = found;
    expect({ nameKo, nameEn, contact, purpose }).to.deep.equal(ENTRY);
    expect([found.supervisor, found.from, found.until, found.reason, [...found.claims]]).to.deep.equal([
      supervisor.address,
      from,
      until,
      Reason.ended,
      CLAIMS,
    ]);
  });

  it("is nothing for a relying party whose DID is deactivated", async () => {
    const all = await loadFixture(registered);
    await all.dids.connect(all.party).deactivate(all.party);
    expect(await isRegistered(all)).to.equal(false);
    expect((await all.registry.registrationOf(all.party, TYPE)).purpose).to.equal("");
    await expect(all.by.renew(all.supervisor, all.party, TYPE, entryUntil(all.until)))
      .to.be.revertedWithCustomError(all.registry, "RelyingPartiesNotRegistered")
      .withArgs(all.party, TYPE);
  });
});

describe("RelyingParties: registrations", () => {
  it("are renewed as a new epoch; the former one stays, ended now", async () => {
    const { registry, by, supervisor, party, from, until } = await loadFixture(registered);
    const fewer = { ...ENTRY, claims: ids("birthdate"), purpose: "나이 확인", until: until + YEAR };
    await expect(by.renew(supervisor, party, TYPE, fewer))
      .to.emit(registry, "RegistrationEnded")
      .withArgs(party, TYPE, supervisor, 0n, (await now()) + 1n, Reason.ended)
      .and.to.emit(registry, "RelyingPartyRegistered")
      .withArgs(party, TYPE, supervisor, 1n, (await now()) + 1n, [
        fewer.until,
        fewer.claims,
        ENTRY.nameKo,
        ENTRY.nameEn,
        ENTRY.contact,
        fewer.purpose,
      ]);
    const former = await registry.registration(party, TYPE, 0);
    expect([former.from, former.until, former.reason, [...former.claims]]).to.deep.equal([
      from,
      await now(),
      Reason.ended,
      CLAIMS,
    ]);
    expect((await registry.mayAsk(party, TYPE, CLAIMS)).overAsked).not.to.equal(0n);
    expect(await registry.registrationCount(party, TYPE)).to.equal(2n);
  });

  it("are withdrawn at once, as the history shows", async () => {
    const all = await loadFixture(registered);
    const { registry, by, supervisor, party } = all;
    await by.withdraw(supervisor, party, TYPE);
    expect(await isRegistered(all)).to.equal(false);
    const over = await registry.registration(party, TYPE, 0);
    expect([over.until, over.reason]).to.deep.equal([await now(), Reason.withdrawn]);
    await expect(by.withdraw(supervisor, party, TYPE))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotRegistered")
      .withArgs(party, TYPE);
    await by.register(supervisor, party, TYPE, entryUntil((await now()) + YEAR));
    expect(await isRegistered(all)).to.equal(true);
    expect((await registry.registration(party, TYPE, 0)).reason).to.equal(Reason.withdrawn);
    await expect(by.withdraw(supervisor, party, TYPE))
      .to.emit(registry, "RegistrationEnded")
      .withArgs(party, TYPE, supervisor, 1n, (await now()) + 1n, Reason.withdrawn);
  });

  it("may follow each other within a second: the next begins in the very second in which the last ends", async () => {
    const { registry, by, supervisor, party, until } = await loadFixture(registered);
    await networkHelpers.time.setNextBlockTimestamp(until);
    await expect(by.register(supervisor, party, TYPE, entryUntil(until + YEAR))).not.to.emit(
      registry,
      "RegistrationEnded",
    );
    expect((await registry.registration(party, TYPE, 0)).reason).to.equal(Reason.ended);
    expect((await registry.registration(party, TYPE, 1)).from).to.equal(until);
  });

  it("are refused while one is in force, for the zero address, without a type, or with a past end", async () => {
    const { registry, by, supervisor, party, stranger, dids, until } = await loadFixture(registered);
    await expect(by.register(supervisor, party, TYPE, entryUntil(until)))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesAlreadyRegistered")
      .withArgs(party, TYPE, until);
    await expect(by.register(supervisor, ethers.ZeroAddress, TYPE, entryUntil(until)))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesInactive")
      .withArgs(ethers.ZeroAddress);
    await expect(by.register(supervisor, party, ethers.ZeroHash, entryUntil(until))).to.be.revertedWithCustomError(
      registry,
      "RelyingPartiesNoType",
    );
    await dids.connect(stranger).deactivate(stranger);
    await expect(by.register(supervisor, stranger, TYPE, entryUntil(until)))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesInactive")
      .withArgs(stranger);
    const next = (await now()) + 1n;
    await expect(by.register(supervisor, party, ethers.id("b"), entryUntil(next)))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesPastEnd")
      .withArgs(next, next);
  });

  it("are limited: 1 to 32 claims, ascending and distinct, a purpose of 1 to 280 bytes", async () => {
    const { registry, by, supervisor, stranger, until } = await loadFixture(registered);
    const register = (claims: string[], other: Partial<typeof ENTRY> = {}) =>
      by.register(supervisor, stranger, TYPE, { ...entryUntil(until), claims, ...other });
    const many = Array.from({ length: 33 }, (_, i) => ethers.toBeHex(i + 1, 32));
    await expect(register([])).to.be.revertedWithCustomError(registry, "RelyingPartiesClaimCount").withArgs(0n);
    await expect(register(many)).to.be.revertedWithCustomError(registry, "RelyingPartiesClaimCount").withArgs(33n);
    await expect(register([CLAIMS[0]!, CLAIMS[0]!]))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesClaimOrder")
      .withArgs(1n);
    await expect(register([CLAIMS[1]!, CLAIMS[0]!]))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesClaimOrder")
      .withArgs(1n);
    await expect(register([ethers.ZeroHash]))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesClaimOrder")
      .withArgs(0n);
    await expect(register(CLAIMS, { purpose: "" }))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesPurposeLength")
      .withArgs(0n);
    await expect(register(CLAIMS, { purpose: "가".repeat(94) }))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesPurposeLength")
      .withArgs(282n);
    await expect(register(CLAIMS, { purpose: "a".repeat(281) }))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesPurposeLength")
      .withArgs(281n);
    await register(many.slice(0, 32), { purpose: "a".repeat(280) });
    expect((await registry.mayAsk(stranger, TYPE, many)).overAsked).to.equal(1n << 32n);
  });

  it("have a name of up to 96 bytes in one language or both, and a contact of 1 to 256 bytes", async () => {
    const { registry, by, supervisor, stranger, party, until } = await loadFixture(registered);
    const said = (other: Partial<typeof ENTRY>) => ({ ...entryUntil(until), ...other });
    for (const [nameKo, nameEn] of [
      ["", ""],
      ["가".repeat(33), ""],
      ["", "a".repeat(97)],
    ] as const) {
      await expect(by.register(supervisor, stranger, TYPE, said({ nameKo, nameEn })))
        .to.be.revertedWithCustomError(registry, "RelyingPartiesNameLength")
        .withArgs(ethers.toUtf8Bytes(nameKo).length, nameEn.length);
    }
    for (const contact of ["", "a".repeat(257)]) {
      await expect(by.register(supervisor, stranger, TYPE, said({ contact })))
        .to.be.revertedWithCustomError(registry, "RelyingPartiesContactLength")
        .withArgs(contact.length);
    }
    await by.register(supervisor, stranger, TYPE, said({ nameKo: "가".repeat(32), nameEn: "a".repeat(96) }));
    await by.renew(supervisor, party, TYPE, said({ nameKo: "", nameEn: "a", contact: "a".repeat(256) }));
    expect((await registry.registrationOf(party, TYPE)).nameEn).to.equal("a");
  });

  it("are empty, without reverting, if they are missing", async () => {
    const { registry, party } = await loadFixture(registered);
    expect((await registry.registration(party, TYPE, 1)).until).to.equal(0n);
    expect((await registry.appointment(party, 0)).until).to.equal(0n);
    expect(await registry.appointmentCount(party)).to.equal(0n);
  });
});

describe("RelyingParties: who may write", () => {
  it("is an appointed supervisor, through its current controller", async () => {
    const { registry, dids, by, supervisor, newKey, party, until } = await loadFixture(registered);
    await dids.connect(supervisor).changeOwner(supervisor, newKey);
    await expect(by.withdraw(supervisor, party, TYPE))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotController")
      .withArgs(supervisor, supervisor, newKey);
    await registry.connect(newKey).renew(supervisor, party, TYPE, entryUntil(until));
    expect((await registry.registrationOf(party, TYPE)).supervisor).to.equal(supervisor.address);
  });

  it("is nobody else: not the party, a stranger, the council, or the zero address", async () => {
    const { registry, party, stranger, council, supervisor, until } = await loadFixture(registered);
    for (const caller of [party, stranger, council]) {
      const by = registry.connect(caller);
      await expect(by.register(caller, caller, TYPE, entryUntil(until)))
        .to.be.revertedWithCustomError(registry, "RelyingPartiesNotSupervisor")
        .withArgs(caller);
      await expect(by.renew(supervisor, party, TYPE, entryUntil(until))).to.be.revertedWithCustomError(
        registry,
        "RelyingPartiesNotController",
      );
      await expect(by.withdraw(supervisor, party, TYPE)).to.be.revertedWithCustomError(
        registry,
        "RelyingPartiesNotController",
      );
      await expect(by.withdraw(ethers.ZeroAddress, party, TYPE))
        .to.be.revertedWithCustomError(registry, "RelyingPartiesNotController")
        .withArgs(ethers.ZeroAddress, caller, ethers.ZeroAddress);
    }
  });

  it("is not another supervisor, while the one who registered is in office", async () => {
    const all = await loadFixture(registered);
    const { registry, rival, supervisor, party, until, council } = all;
    const by = registry.connect(rival);
    await expect(by.withdraw(rival, party, TYPE))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotYours")
      .withArgs(rival, supervisor);
    await expect(by.renew(rival, party, TYPE, entryUntil(until)))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotYours")
      .withArgs(rival, supervisor);
    await registry.connect(council).dismiss(supervisor, 0, 0);
    expect(await isRegistered(all)).to.equal(true);
    await expect(by.withdraw(rival, party, TYPE))
      .to.emit(registry, "RegistrationEnded")
      .withArgs(party, TYPE, rival, 0n, (await now()) + 1n, Reason.withdrawn);
  });

  it("is no supervisor after dismissal, after its appointment's end, or deactivated; its registrations stay valid", async () => {
    const all = await loadFixture(registered);
    const { registry, dids, council, by, supervisor, party, rival } = all;
    const start = await networkHelpers.takeSnapshot();
    await registry.connect(council).dismiss(supervisor, 0, 0);
    await expect(by.withdraw(supervisor, party, TYPE))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotSupervisor")
      .withArgs(supervisor);
    expect(await isRegistered(all)).to.equal(true);
    await start.restore();
    await dids.connect(supervisor).deactivate(supervisor);
    await expect(by.withdraw(supervisor, party, TYPE))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNotController")
      .withArgs(supervisor, supervisor, ethers.ZeroAddress);
    expect(await isRegistered(all)).to.equal(true);
    expect(await registry.isSupervisor(supervisor)).to.equal(false);
    await registry.connect(rival).renew(rival, party, TYPE, entryUntil((await now()) + YEAR));
    expect((await registry.registrationOf(party, TYPE)).supervisor).to.equal(rival.address);
    await start.restore();
    await networkHelpers.time.increase(10n * YEAR);
    await expect(by.register(supervisor, party, TYPE, entryUntil((await now()) + YEAR))).to.be.revertedWithCustomError(
      registry,
      "RelyingPartiesNotSupervisor",
    );
  });
});

describe("RelyingParties: supervisors", () => {
  it("are appointed and dismissed by the council, as epochs", async () => {
    const { registry, council, stranger } = await loadFixture(appointed);
    const by = registry.connect(council);
    const until = (await now()) + YEAR;
    await expect(by.appoint(stranger, until))
      .to.emit(registry, "SupervisorAppointed")
      .withArgs(stranger, 0n, (await now()) + 1n, until);
    const from = await now();
    expect([...(await registry.appointment(stranger, 0))]).to.deep.equal([from, until, Reason.ended, 0n]);
    await expect(by.dismiss(stranger, 0, 0))
      .to.emit(registry, "SupervisorDismissed")
      .withArgs(stranger, 0n, (await now()) + 1n, Reason.withdrawn, 0n);
    expect([...(await registry.appointment(stranger, 0))]).to.deep.equal([from, await now(), Reason.withdrawn, 0n]);
    await by.appoint(stranger, until + YEAR);
    expect(await registry.appointmentCount(stranger)).to.equal(2n);
    expect(await registry.isSupervisor(stranger)).to.equal(true);
  });

  it("cannot be appointed twice, as the zero address, deactivated or into the past, nor dismissed if they are none", async () => {
    const { registry, dids, council, supervisor, stranger, until } = await loadFixture(appointed);
    const by = registry.connect(council);
    await expect(by.appoint(supervisor, until))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesAlreadySupervisor")
      .withArgs(supervisor, until);
    await expect(by.appoint(ethers.ZeroAddress, until))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesInactive")
      .withArgs(ethers.ZeroAddress);
    await expect(by.appoint(stranger, 1)).to.be.revertedWithCustomError(registry, "RelyingPartiesPastEnd");
    await expect(by.dismiss(stranger, 0, 0))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNoAppointment")
      .withArgs(stranger, 0n);
    await expect(by.dismiss(supervisor, 1, 0))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesNoAppointment")
      .withArgs(supervisor, 1n);
    await dids.connect(stranger).deactivate(stranger);
    await expect(by.appoint(stranger, until))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesInactive")
      .withArgs(stranger);
    await dids.connect(supervisor).deactivate(supervisor);
    await by.dismiss(supervisor, 0, 0);
    const ended = await now();
    await expect(by.dismiss(supervisor, 0, 0))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesAppointmentOver")
      .withArgs(supervisor, 0n, ended);
  });

  it("are in office until the second before the appointment's end, and cannot be dismissed from then on", async () => {
    const { registry, council, supervisor, until } = await loadFixture(appointed);
    await networkHelpers.time.increaseTo(until - 1n);
    expect(await registry.isSupervisor(supervisor)).to.equal(true);
    await networkHelpers.time.setNextBlockTimestamp(until);
    await expect(registry.connect(council).dismiss(supervisor, 0, 0))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesAppointmentOver")
      .withArgs(supervisor, 0n, until);
    await networkHelpers.mine();
    expect(await now()).to.equal(until);
    expect(await registry.isSupervisor(supervisor)).to.equal(false);
  });

  it("are named only by the council: no supervisor names another, or itself again", async () => {
    const { registry, council, deployer, supervisor, stranger, until } = await loadFixture(appointed);
    for (const caller of [supervisor, stranger, deployer]) {
      const by = registry.connect(caller);
      await expect(by.appoint(stranger, until))
        .to.be.revertedWithCustomError(registry, "GovernedNotCouncil")
        .withArgs(caller, council);
      await expect(by.dismiss(supervisor, 0, 0))
        .to.be.revertedWithCustomError(registry, "GovernedNotCouncil")
        .withArgs(caller, council);
    }
  });
});

describe("RelyingParties: a supervisor whose key was stolen", () => {
  it("loses, with its dismissal, everything registered since the theft, and nothing earlier", async () => {
    const { registry, council, by, supervisor, party, stranger } = await loadFixture(registered);
    const honest = await isInForce(registry, party);
    const theft = (await now()) + 1n;
    await by.register(supervisor, stranger, TYPE, entryUntil((await now()) + YEAR));
    await expect(registry.connect(council).dismiss(supervisor, 0, theft))
      .to.emit(registry, "SupervisorDismissed")
      .withArgs(supervisor, 0n, (await now()) + 1n, Reason.stolen, theft);
    expect([honest, await isInForce(registry, party), await isInForce(registry, stranger)]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect((await registry.registrationOf(stranger, TYPE)).from).to.equal(0n);
  });

  it("loses a registration that the thief renewed, too; the next supervisor registers it again", async () => {
    const { registry, council, by, supervisor, rival, party } = await loadFixture(registered);
    await by.renew(supervisor, party, TYPE, entryUntil((await now()) + YEAR));
    await registry.connect(council).dismiss(supervisor, 0, await now());
    expect(await isInForce(registry, party)).to.equal(false);
    await registry.connect(rival).register(rival, party, TYPE, entryUntil((await now()) + YEAR));
    expect((await registry.registrationOf(party, TYPE)).supervisor).to.equal(rival.address);
    const fallen = await registry.registration(party, TYPE, 1);
    expect([fallen.until, fallen.reason]).to.deep.equal([await now(), Reason.stolen]);
  });

  it("can be declared so after its dismissal, and with an earlier theft, never with a later one", async () => {
    const { registry, council, supervisor, party, from } = await loadFixture(registered);
    const byCouncil = registry.connect(council);
    await byCouncil.dismiss(supervisor, 0, 0);
    const ended = await now();
    const later = (await now()) + YEAR;
    await expect(byCouncil.dismiss(supervisor, 0, later))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesSinceOutOfRange")
      .withArgs(later, from - 2n, ended);
    await byCouncil.dismiss(supervisor, 0, from + 1n);
    expect(await isInForce(registry, party)).to.equal(true);
    await byCouncil.dismiss(supervisor, 0, from);
    expect(await isInForce(registry, party)).to.equal(false);
    await expect(byCouncil.dismiss(supervisor, 0, from + 1n))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesSinceOutOfRange")
      .withArgs(from + 1n, from - 2n, from);
    await expect(byCouncil.dismiss(supervisor, 0, 1n)).to.be.revertedWithCustomError(
      registry,
      "RelyingPartiesSinceOutOfRange",
    );
    expect([...(await registry.appointment(supervisor, 0))]).to.deep.equal([from - 2n, ended, Reason.stolen, from]);
  });

  it("can be appointed again and register; lost registrations stay lost, also those of an earlier appointment", async () => {
    const { registry, council, by, supervisor, party, stranger, from } = await loadFixture(registered);
    const byCouncil = registry.connect(council);
    await byCouncil.dismiss(supervisor, 0, 0);
    await byCouncil.appoint(supervisor, (await now()) + YEAR);
    await byCouncil.dismiss(supervisor, 1, from);
    expect(await isInForce(registry, party)).to.equal(false);
    await byCouncil.appoint(supervisor, (await now()) + YEAR);
    await by.register(supervisor, stranger, TYPE, entryUntil((await now()) + YEAR));
    expect(await isInForce(registry, stranger)).to.equal(true);
    expect(await isInForce(registry, party)).to.equal(false);
  });

  it("may have been appointed again since: the theft is declared for the earlier appointment, and the present one lasts", async () => {
    const { registry, council, by, supervisor, party, stranger, from } = await loadFixture(registered);
    const byCouncil = registry.connect(council);
    await byCouncil.dismiss(supervisor, 0, 0);
    const ended = await now();
    const until = ended + YEAR;
    await byCouncil.appoint(supervisor, until);
    const again = await now();
    await by.register(supervisor, stranger, TYPE, entryUntil(until));
    await expect(byCouncil.dismiss(supervisor, 0, from))
      .to.emit(registry, "SupervisorDismissed")
      .withArgs(supervisor, 0n, ended, Reason.stolen, from);
    expect([...(await registry.appointment(supervisor, 0))]).to.deep.equal([from - 2n, ended, Reason.stolen, from]);
    expect([...(await registry.appointment(supervisor, 1))]).to.deep.equal([again, until, Reason.ended, 0n]);
    expect(await registry.isSupervisor(supervisor)).to.equal(true);
    expect([await isInForce(registry, party), await isInForce(registry, stranger)]).to.deep.equal([false, true]);
  });

  it("was stolen, at the latest, at the end of the appointment that is named, whatever came later", async () => {
    const { registry, council, supervisor, from } = await loadFixture(registered);
    const byCouncil = registry.connect(council);
    await byCouncil.dismiss(supervisor, 0, 0);
    const ended = await now();
    await byCouncil.appoint(supervisor, ended + YEAR);
    for (const since of [ended + 1n, from - 3n]) {
      await expect(byCouncil.dismiss(supervisor, 0, since))
        .to.be.revertedWithCustomError(registry, "RelyingPartiesSinceOutOfRange")
        .withArgs(since, from - 2n, ended);
    }
    await expect(byCouncil.dismiss(supervisor, 0, 0))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesAppointmentOver")
      .withArgs(supervisor, 0n, ended);
    await byCouncil.dismiss(supervisor, 0, ended);
    expect(await registry.isSupervisor(supervisor)).to.equal(true);
    // A theft declared for one appointment is no bound for another one.
    await byCouncil.dismiss(supervisor, 1, await now());
    expect(await registry.isSupervisor(supervisor)).to.equal(false);
  });

  it("loses what was registered in the second of its dismissal too", async () => {
    const { registry, council, by, supervisor, stranger } = await loadFixture(registered);
    const moment = (await now()) + 10n;
    await ethers.provider.send("evm_setAutomine", [false]);
    await by.register(supervisor, stranger, TYPE, entryUntil(moment + YEAR), { gasLimit: 3_000_000 });
    await registry.connect(council).dismiss(supervisor, 0, moment, { gasLimit: 3_000_000 });
    await networkHelpers.time.setNextBlockTimestamp(moment);
    await ethers.provider.send("evm_mine");
    await ethers.provider.send("evm_setAutomine", [true]);
    expect((await registry.registration(stranger, TYPE, 0)).from).to.equal(moment);
    expect([...(await registry.appointment(supervisor, 0))].slice(1)).to.deep.equal([moment, Reason.stolen, moment]);
    expect(await isInForce(registry, stranger)).to.equal(false);
  });

  it("may have been stolen since the first second of its first appointment", async () => {
    const { registry, council, supervisor, party } = await loadFixture(registered);
    const { from } = await registry.appointment(supervisor, 0);
    await registry.connect(council).dismiss(supervisor, 0, from);
    expect(await isInForce(registry, party)).to.equal(false);
  });

  it("is appointed at most 64 times", async () => {
    const { registry, council, stranger } = await loadFixture(appointed);
    const by = registry.connect(council);
    const until = (await now()) + YEAR;
    for (let i = 0; i < 64; i++) {
      await by.appoint(stranger, until);
      await by.dismiss(stranger, i, 0);
    }
    await expect(by.appoint(stranger, until))
      .to.be.revertedWithCustomError(registry, "RelyingPartiesTooManyAppointments")
      .withArgs(stranger);
  });
});

describe("RelyingParties: a deployment", () => {
  it("is tied to one DID registry, one council, one chain and a salt", async () => {
    const { registry, dids, council } = await loadFixture(appointed);
    expect([
      await registry.DIDS(),
      await registry.COUNCIL(),
      await registry.SALT(),
      await registry.CHAIN_ID(),
    ]).to.deep.equal([await dids.getAddress(), council.address, SALT, 31337n]);
  });

  it("refuses a DID registry without code, and the zero address as the council", async () => {
    const { dids, council, stranger, registry, deployer } = await loadFixture(appointed);
    await expect(ethers.deployContract("RelyingParties", [stranger, council, SALT]))
      .to.be.revertedWithCustomError(registry, "GovernedNoCode")
      .withArgs(stranger);
    await expect(ethers.deployContract("RelyingParties", [dids, ethers.ZeroAddress, SALT]))
      .to.be.revertedWithCustomError(registry, "GovernedNotCouncil")
      .withArgs(deployer, ethers.ZeroAddress);
  });
});
