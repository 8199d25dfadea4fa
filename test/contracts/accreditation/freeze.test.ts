import { expect } from "chai";
import {
  type Actor,
  accredit,
  accredited,
  DAY,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  registries,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const HOUR = 3_600n;

async function fourSeats() {
  const all = await registries();
  const seats = all.seats.slice(0, 4) as [Actor, Actor, Actor, Actor];
  const freeze = (by: Actor) => all.accreditations.connect(by).freeze(by, TYPE);
  return { ...all, four: seats, freeze };
}

async function frozen() {
  const all = await fourSeats();
  await all.freeze(all.four[0]);
  await all.freeze(all.four[1]);
  const until = (await timeOf(all.freeze(all.four[2]))) + 14n * DAY;
  return { ...all, until };
}

describe("A freeze, by any three seats, stops only accreditations and reinstatements of one type, for 14 days", () => {
  it("it takes three seats within a day", async () => {
    const { accreditations, four, freeze } = await loadFixture(fourSeats);
    const [first, second, third] = four;
    await expect(freeze(first)).to.emit(accreditations, "FreezeSupported").withArgs(TYPE, first.address, NOBODY);
    await expect(freeze(second))
      .to.emit(accreditations, "FreezeSupported")
      .withArgs(TYPE, second.address, first.address);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
    const call = freeze(third);
    await expect(call).to.emit(accreditations, "FreezeSupported").withArgs(TYPE, third.address, first.address);
    const until = (await timeOf(call)) + 14n * DAY;
    await expect(call).to.emit(accreditations, "Frozen").withArgs(TYPE, until);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(until);
  });

  it("it stops new accreditations of the type, which continue when it is over", async () => {
    const all = await loadFixture(frozen);
    const { accreditations, sejong, moi, until } = all;
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
    const grant = () => accreditations.connect(moi).accredit(sejong, TYPE, true, 0, NO_END, 0);
    await networkHelpers.time.setNextBlockTimestamp(until - 1n);
    await expect(grant()).to.be.revertedWithCustomError(accreditations, "AccreditationFrozen").withArgs(TYPE, until);
    await networkHelpers.time.setNextBlockTimestamp(until);
    await grant();
  });

  it("it stops reinstatements of the type, of running and of ended epochs, which continue when it is over", async () => {
    const all = await loadFixture(fourSeats);
    const { accreditations, sejong, busan, moi, four, freeze } = all;
    const byMoi = accreditations.connect(moi);
    await accredit(all, sejong, moi);
    await accredit(all, busan, moi);
    await accreditations.connect(busan).end(busan, TYPE);
    for (const agency of [sejong, busan]) await byMoi.suspend(agency, TYPE);
    for (const seat of four.slice(0, 3)) await freeze(seat);
    const until = await accreditations.frozenUntil(TYPE);
    const calls = [() => byMoi.reinstate(sejong, TYPE, NO_END), () => byMoi.reinstate(busan, TYPE, 0n)];
    await networkHelpers.time.increaseTo(until - 3n);
    for (const call of calls) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationFrozen").withArgs(TYPE, until);
    }
    await networkHelpers.time.setNextBlockTimestamp(until);
    for (const call of calls) await call();
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("it stops nothing else: suspensions, ends, withdrawals, other types, and what was issued", async () => {
    const all = await loadFixture(fourSeats);
    const { accreditations, types, council, sejong, busan, moi, four, freeze } = all;
    await accredit(all, sejong, moi);
    for (const seat of four.slice(0, 3)) await freeze(seat);
    expect(await accredited(all, sejong)).to.equal(true);
    const byMoi = accreditations.connect(moi);
    await byMoi.suspend(sejong, TYPE);
    await byMoi.withdraw(sejong, TYPE);
    await types.connect(council).register("other", moi, ethers.ZeroHash, "", "", 0);
    await accreditations.connect(busan).applyFor(busan, ethers.id("other"), NOBODY, true, 0, "");
    await byMoi.accredit(busan, ethers.id("other"), true, 0, NO_END, 0);
  });

  it("it is called by a seat's controller, for a known type", async () => {
    const { accreditations, stranger, four, freeze } = await loadFixture(fourSeats);
    const [first] = four;
    await expect(freeze(stranger))
      .to.be.revertedWithCustomError(accreditations, "FreezeNotSeat")
      .withArgs(stranger.address, stranger.address);
    await expect(accreditations.connect(stranger).freeze(first, TYPE))
      .to.be.revertedWithCustomError(accreditations, "FreezeNotSeat")
      .withArgs(first.address, stranger.address);
    await expect(accreditations.connect(first).freeze(first, ethers.id("unknown")))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeUnknown")
      .withArgs(ethers.id("unknown"));
  });

  it("one seat counts once", async () => {
    const { accreditations, four, freeze } = await loadFixture(fourSeats);
    const [first, second] = four;
    await freeze(first);
    await freeze(second);
    for (const seat of [first, second]) {
      await expect(freeze(seat))
        .to.be.revertedWithCustomError(accreditations, "FreezeSupportedAlready")
        .withArgs(TYPE, seat.address);
    }
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
  });

  it("one controller counts once, for however many seats it acts", async () => {
    const { accreditations, dids, four, freeze, relayer } = await loadFixture(fourSeats);
    for (const seat of four.slice(0, 3)) await dids.connect(seat).changeOwner(seat, relayer);
    const by = accreditations.connect(relayer);
    await by.freeze(four[0], TYPE);
    for (const seat of four.slice(1, 3)) {
      await expect(by.freeze(seat, TYPE))
        .to.be.revertedWithCustomError(accreditations, "FreezeSupportedAlready")
        .withArgs(TYPE, seat.address);
    }
    await freeze(four[3]);
    for (const seat of four.slice(1, 3)) {
      await expect(by.freeze(seat, TYPE)).to.be.revertedWithCustomError(accreditations, "FreezeSupportedAlready");
    }
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
  });

  it("the three controllers are those at the third call: a seat that passed to the same controller no longer counts", async () => {
    // In either direction, both earlier seats then have the same controller, and count once.
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
      await freeze(four[0]);
      await freeze(four[1]);
      await dids.connect(four[from]).changeOwner(four[from], four[to]);
      await expect(freeze(four[2]))
        .to.emit(accreditations, "FreezeSupported")
        .withArgs(TYPE, four[2].address, four[0].address);
      expect(await accreditations.frozenUntil(TYPE), `${from} to ${to}`).to.equal(0n);
      await freeze(four[3]);
      expect(await accreditations.frozenUntil(TYPE), `${from} to ${to}`).not.to.equal(0n);
    }
  });

  it("a controller of the third seat and an earlier one cannot freeze with only one other", async () => {
    const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
    await freeze(four[0]);
    await freeze(four[1]);
    await dids.connect(four[1]).changeOwner(four[1], four[2]);
    await expect(freeze(four[2])).to.be.revertedWithCustomError(accreditations, "FreezeSupportedAlready");
    await freeze(four[3]);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("support counts while its seat exists, and while its DID is active", async () => {
    for (const leaves of [0, 1]) {
      for (const how of ["unseated", "deactivated"]) {
        const { accreditations, seating, dids, four, freeze } = await loadFixture(fourSeats);
        await freeze(four[0]);
        await freeze(four[1]);
        const leaver = four[leaves]!;
        if (how === "unseated") await seating.unseat(leaver);
        else await dids.connect(leaver).deactivate(leaver);
        await freeze(four[2]);
        expect(await accreditations.frozenUntil(TYPE), `${leaves} ${how}`).to.equal(0n);
        await freeze(four[3]);
        expect(await accreditations.frozenUntil(TYPE), `${leaves} ${how}`).not.to.equal(0n);
      }
    }
  });

  it("support that was lost at a call does not return with its seat", async () => {
    const { accreditations, seating, four, freeze } = await loadFixture(fourSeats);
    const [first, second, third, fourth] = four;
    const leavers = [first, second];
    for (const seat of leavers) await freeze(seat);
    for (const seat of leavers) await seating.unseat(seat);
    await freeze(third);
    for (const seat of leavers) await seating.seat(seat);
    await freeze(fourth);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
    await freeze(second);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("support is valid for a day, whichever is the oldest", async () => {
    const { accreditations, four, freeze } = await loadFixture(fourSeats);
    const [first, second, third, fourth] = four;
    await freeze(first);
    await wait(20n * HOUR);
    await freeze(second);
    await wait(5n * HOUR);
    await freeze(third);
    expect(await accreditations.frozenUntil(TYPE), "the first is stale").to.equal(0n);
    await wait(18n * HOUR);
    await freeze(fourth);
    expect(await accreditations.frozenUntil(TYPE), "the last three came within a day").not.to.equal(0n);
  });

  it("support ends with the last second of the day", async () => {
    for (const [late, isFrozen] of [
      [0n, true],
      [1n, false],
    ] as const) {
      const { accreditations, four, freeze } = await loadFixture(fourSeats);
      const first = await timeOf(freeze(four[0]));
      await freeze(four[1]);
      await networkHelpers.time.setNextBlockTimestamp(first + DAY + late);
      await freeze(four[2]);
      expect((await accreditations.frozenUntil(TYPE)) !== 0n, `${late} s later`).to.equal(isFrozen);
    }
  });

  it("expired support may be given again", async () => {
    const { accreditations, four, freeze } = await loadFixture(fourSeats);
    await freeze(four[0]);
    await wait(25n * HOUR);
    await freeze(four[0]);
    await freeze(four[1]);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
    await freeze(four[2]);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("if all support has expired, the next to call is the first again", async () => {
    const { accreditations, four, freeze } = await loadFixture(fourSeats);
    await freeze(four[0]);
    await freeze(four[1]);
    await wait(25n * HOUR);
    await expect(freeze(four[1])).to.emit(accreditations, "FreezeSupported").withArgs(TYPE, four[1].address, NOBODY);
  });

  it("it cannot be prolonged: the next begins at the earliest 14 days after the last ended", async () => {
    const { accreditations, four, freeze, until } = await loadFixture(frozen);
    const notBefore = until + 14n * DAY;
    for (const moment of [until - DAY, until + DAY, notBefore - 1n]) {
      await networkHelpers.time.setNextBlockTimestamp(moment);
      await expect(freeze(four[3]))
        .to.be.revertedWithCustomError(accreditations, "FreezeTooSoon")
        .withArgs(TYPE, notBefore);
      await networkHelpers.mine();
    }
    await networkHelpers.time.setNextBlockTimestamp(notBefore);
    for (const seat of four.slice(0, 3)) await freeze(seat);
    expect(await accreditations.frozenUntil(TYPE)).to.equal((await now()) + 14n * DAY);
  });
});
