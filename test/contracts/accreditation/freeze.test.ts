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
    await expect(freeze(first))
      .to.emit(accreditations, "FreezeSupported")
      .withArgs(TYPE, first.address, first.address, NOBODY);
    await expect(freeze(second))
      .to.emit(accreditations, "FreezeSupported")
      .withArgs(TYPE, second.address, second.address, first.address);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
    const call = freeze(third);
    await expect(call)
      .to.emit(accreditations, "FreezeSupported")
      .withArgs(TYPE, third.address, third.address, first.address);
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

  it("a retired type can be frozen too: its suspended agencies could be reinstated", async () => {
    const all = await loadFixture(fourSeats);
    const { accreditations, types, sejong, moi, four, freeze } = all;
    await accredit(all, sejong, moi);
    await accreditations.connect(moi).suspend(sejong, TYPE);
    await types.connect(moi).retire(TYPE, (await now()) + 5n);
    await wait(10n);
    for (const seat of four.slice(0, 3)) await freeze(seat);
    const until = await accreditations.frozenUntil(TYPE);
    await expect(accreditations.connect(moi).reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationFrozen")
      .withArgs(TYPE, until);
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

  it("a seat counts, whichever account controls its DID: as the first to call, the second and the third", async () => {
    for (const place of [0, 1, 2]) {
      const { accreditations, dids, four, relayer } = await loadFixture(fourSeats);
      const controlled = four[place]!;
      await dids.connect(controlled).changeOwner(controlled, relayer);
      for (const seat of four.slice(0, 3)) {
        await accreditations.connect(seat === controlled ? relayer : seat).freeze(seat, TYPE);
      }
      expect(await accreditations.frozenUntil(TYPE), `place ${place}`).not.to.equal(0n);
    }
  });

  it("one controller counts once, by its latest call, for however many seats it acts", async () => {
    const { accreditations, dids, four, freeze, relayer } = await loadFixture(fourSeats);
    for (const seat of four.slice(0, 3)) await dids.connect(seat).changeOwner(seat, relayer);
    const by = accreditations.connect(relayer);
    await by.freeze(four[0], TYPE);
    for (const seat of four.slice(1, 3)) {
      await expect(by.freeze(seat, TYPE))
        .to.emit(accreditations, "FreezeSupported")
        .withArgs(TYPE, seat.address, relayer.address, NOBODY);
    }
    await freeze(four[3]);
    for (const seat of four.slice(0, 2)) {
      await expect(by.freeze(seat, TYPE))
        .to.emit(accreditations, "FreezeSupported")
        .withArgs(TYPE, seat.address, relayer.address, four[3].address);
    }
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
  });

  it("a controller's call for another seat takes the place of its earlier one, the first or the second", async () => {
    for (const place of [0, 1]) {
      const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
      const [first, second, other, third] = four;
      const again = place === 0 ? first : second;
      await dids.connect(other).changeOwner(other, again);
      await freeze(first);
      await wait(12n * HOUR);
      await freeze(second);
      await wait(12n * HOUR - 10n);
      await accreditations.connect(again).freeze(other, TYPE);
      await wait(10n * HOUR);
      await freeze(third);
      // The first call is more than a day old by now: if the later of the two took its place, three calls count.
      expect((await accreditations.frozenUntil(TYPE)) !== 0n, `in the place of ${place}`).to.equal(place === 0);
    }
  });

  it("a seat that passed to another controller no longer counts, and may call again", async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [1, 2],
      [0, 3],
      [1, 3],
    ] as const) {
      const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
      await freeze(four[0]);
      await freeze(four[1]);
      await dids.connect(four[from]).changeOwner(four[from], four[to]);
      await expect(freeze(four[2]))
        .to.emit(accreditations, "FreezeSupported")
        .withArgs(TYPE, four[2].address, four[2].address, four[1 - from]?.address);
      expect(await accreditations.frozenUntil(TYPE), `${from} to ${to}`).to.equal(0n);
      await accreditations.connect(four[to]).freeze(four[from], TYPE);
      expect((await accreditations.frozenUntil(TYPE)) !== 0n, `${from} to ${to}`).to.equal(to === 3);
    }
  });

  it("a controller whose latest call was for a seat that passed on has no call left, and calls again", async () => {
    const { accreditations, dids, four, freeze, relayer } = await loadFixture(fourSeats);
    const [first, second, third, other] = four;
    await dids.connect(other).setRecovery(other, relayer);
    await dids.connect(relayer).startRecovery(other, relayer, false);
    await wait(8n * DAY);
    await dids.connect(other).changeOwner(other, second);
    await freeze(first);
    await freeze(second);
    await accreditations.connect(second).freeze(other, TYPE);
    await dids.connect(relayer).finishRecovery(other);
    await freeze(third);
    expect(await accreditations.frozenUntil(TYPE)).to.equal(0n);
    await freeze(second);
    expect(await accreditations.frozenUntil(TYPE)).to.equal((await now()) + 14n * DAY);
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
    await expect(freeze(four[1]))
      .to.emit(accreditations, "FreezeSupported")
      .withArgs(TYPE, four[1].address, four[1].address, NOBODY);
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
    for (const seat of four.slice(0, 2)) {
      await freeze(seat);
      expect(await accreditations.frozenUntil(TYPE), "a call changes nothing about the last freeze").to.equal(until);
    }
    await freeze(four[2]);
    expect(await accreditations.frozenUntil(TYPE)).to.equal((await now()) + 14n * DAY);
  });
});

describe("Three seats that call within a day freeze the type, whatever the seat of a thief does:", () => {
  it("it calls first, and passes to the second's account, so that only the older of two calls counts", async () => {
    const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
    const [one, two, three, thief] = four;
    await freeze(thief);
    await wait(2n * HOUR);
    await freeze(one);
    await dids.connect(thief).changeOwner(thief, one);
    await wait(21n * HOUR);
    await freeze(two);
    await wait(2n * HOUR);
    await freeze(three);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("it calls first, and passes to the next caller's account before that call", async () => {
    const { accreditations, dids, four, freeze } = await loadFixture(fourSeats);
    const [one, two, three, thief] = four;
    await freeze(thief);
    await dids.connect(thief).changeOwner(thief, one);
    await freeze(one);
    await freeze(two);
    await freeze(three);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("it passes to one caller's account, and by a recovery prepared before, to the next one's", async () => {
    const { accreditations, dids, four, freeze, relayer } = await loadFixture(fourSeats);
    const [one, two, three, thief] = four;
    await dids.connect(thief).setRecovery(thief, relayer);
    await dids.connect(relayer).startRecovery(thief, two, false);
    await wait(8n * DAY);
    await freeze(one);
    await freeze(thief);
    await dids.connect(thief).changeOwner(thief, one);
    await freeze(two);
    await dids.connect(relayer).finishRecovery(thief);
    await freeze(three);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });

  it("it passes to one caller's account, and loses its seat", async () => {
    const { accreditations, dids, seating, four, freeze } = await loadFixture(fourSeats);
    const [one, two, three, thief] = four;
    await freeze(one);
    await freeze(thief);
    await dids.connect(thief).changeOwner(thief, one);
    await freeze(two);
    await seating.unseat(thief);
    await freeze(three);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
  });
});
