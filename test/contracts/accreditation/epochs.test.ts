import { expect } from "chai";
import { chainOf } from "../support/chain.ts";
import {
  accredit,
  accredited,
  DAY,
  NO_END,
  networkHelpers,
  now,
  Reason,
  registries,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";
import { epoch, rights, sejongAccredited } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: an epoch ends", () => {
  it("a suspension invalidates everything the agency ever issued, and a reinstatement lets it continue in a new epoch", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong, moi } = all;
    const first = await epoch(all, 0n);
    await wait(100n);
    const suspend = byMoi.suspend(sejong, TYPE);
    const suspended = await timeOf(suspend);
    await expect(suspend)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, suspended, Reason.suspended);
    const closed = { ...first, until: suspended, rights: rights(Reason.suspended, first.rights) };
    expect(await epoch(all, 0n)).to.deep.equal(closed);
    expect(await accredited(all, sejong, first.from)).to.equal(false);

    await wait(100n);
    const until = (await now()) + DAY;
    const reinstate = byMoi.reinstate(sejong, TYPE, until);
    const reinstated = await timeOf(reinstate);
    await expect(reinstate)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 1n, until, 0n, first.rights, 0n, true);
    expect(await epoch(all, 0n)).to.deep.equal(closed);
    expect(await epoch(all, 1n)).to.deep.equal({ ...first, from: reinstated, until });
    expect(await accredited(all, sejong, first.from)).to.equal(true);
    expect(await accredited(all, sejong, suspended - 1n)).to.equal(true);
    expect(await accredited(all, sejong, suspended)).to.equal(false);
    expect(await accredited(all, sejong, reinstated - 1n)).to.equal(false);
    expect(await accredited(all, sejong, reinstated)).to.equal(true);
  });

  it("after suspend, reinstate, suspend, today's state still says what held at each moment", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    const moments: bigint[] = [(await epoch(all, 0n)).from];
    for (const call of [
      () => byMoi.suspend(sejong, TYPE),
      () => byMoi.reinstate(sejong, TYPE, NO_END),
      () => byMoi.suspend(sejong, TYPE),
    ]) {
      await wait(100n);
      moments.push(await timeOf(call()));
    }
    const begun = async (moment: bigint) => (await chainOf(accreditations, sejong, moment))[0]!.atIssue!;
    const [granted, suspended, reinstated, again] = moments as [bigint, bigint, bigint, bigint];
    for (const [moment, index, held] of [
      [granted, 0n, true],
      [suspended - 1n, 0n, true],
      [suspended, 0n, false],
      [reinstated - 1n, 0n, false],
      [reinstated, 1n, true],
      [again - 1n, 1n, true],
      [again, 1n, false],
    ] as const) {
      const link = await begun(moment);
      expect([BigInt(link.index), moment < BigInt(link.until)], `at ${moment}`).to.deep.equal([index, held]);
      expect(await accredited(all, sejong, moment), "none of it counts while it is suspended now").to.equal(false);
    }
    await byMoi.reinstate(sejong, TYPE, NO_END);
    for (const moment of [granted, reinstated, again - 1n])
      expect(await accredited(all, sejong, moment)).to.equal(true);
    for (const moment of [suspended, again]) expect(await accredited(all, sejong, moment)).to.equal(false);
  });

  it("an orderly end, or expiry, does not affect what was issued before", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, sejong } = all;
    const { from } = await epoch(all, 0n);
    await wait(100n);
    const end = accreditations.connect(sejong).end(sejong, TYPE);
    const time = await timeOf(end);
    await expect(end)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, time, Reason.ended);
    expect([await accredited(all, sejong, from), await accredited(all, sejong, time - 1n)]).to.deep.equal([true, true]);
    expect(await accredited(all, sejong, time)).to.equal(false);

    const until = (await now()) + 50n;
    await accredit(all, all.busan, all.moi, { until });
    const began = await now();
    await wait(100n);
    expect([await accredited(all, all.busan, began), await accredited(all, all.busan, until - 1n)]).to.deep.equal([
      true,
      true,
    ]);
    expect(await accredited(all, all.busan, until)).to.equal(false);
  });

  it("a withdrawal is final: an agency that is accredited again starts anew", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong, moi } = all;
    const { from } = await epoch(all, 0n);
    const withdraw = byMoi.withdraw(sejong, TYPE);
    const time = await timeOf(withdraw);
    await expect(withdraw)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, time, Reason.withdrawn);
    const record = await accreditations.accreditationOf(sejong, TYPE);
    expect([record.epochs, record.generationStart, record.generation]).to.deep.equal([1n, 1n, 1n]);
    expect(await accredited(all, sejong, from)).to.equal(false);
    await accredit(all, sejong, moi);
    expect(await accredited(all, sejong)).to.equal(true);
    expect(await accredited(all, sejong, from), "issued before the withdrawal").to.equal(false);
  });

  it("reasons only get worse, and an end in the past stays where it was", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    await byMoi.end(sejong, TYPE);
    const ended = await epoch(all, 0n);
    await wait(10n);
    await expect(byMoi.end(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce")
      .withArgs(sejong.address, TYPE);
    await byMoi.withdraw(sejong, TYPE);
    const withdrawn = await epoch(all, 0n);
    expect(withdrawn).to.deep.equal({ ...ended, rights: withdrawn.rights });
    for (const call of [() => byMoi.withdraw(sejong, TYPE), () => byMoi.suspend(sejong, TYPE)]) {
      await expect(call())
        .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
        .withArgs(sejong.address, TYPE, Reason.withdrawn);
    }
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotSuspended")
      .withArgs(sejong.address, TYPE);
  });

  it("what has expired cannot be ended, but can still be withdrawn", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    await accredit(all, sejong, moi, { until: (await now()) + 50n });
    const { from } = await epoch(all, 0n);
    await wait(100n);
    const byMoi = accreditations.connect(moi);
    await expect(byMoi.end(sejong, TYPE)).to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce");
    await byMoi.withdraw(sejong, TYPE);
    expect(await accredited(all, sejong, from)).to.equal(false);
  });

  it("an epoch's end is the first second after it: there is nothing left to end in it", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    const until = (await now()) + 50n;
    await accredit(all, sejong, moi, { until });
    await networkHelpers.time.setNextBlockTimestamp(until);
    await expect(accreditations.connect(moi).end(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce")
      .withArgs(sejong.address, TYPE);
  });

  it("only what is suspended can be reinstated, and not to an end in the past", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongAccredited);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotSuspended")
      .withArgs(sejong.address, TYPE);
    await byMoi.suspend(sejong, TYPE);
    const time = (await now()) + 10n;
    await networkHelpers.time.setNextBlockTimestamp(time);
    await expect(byMoi.reinstate(sejong, TYPE, time))
      .to.be.revertedWithCustomError(accreditations, "AccreditationEndInPast")
      .withArgs(time, time);
  });

  it("the agency itself can only end, and not while it is suspended", async () => {
    const { accreditations, byMoi, sejong, stranger } = await loadFixture(sejongAccredited);
    for (const by of [sejong, stranger]) {
      const as = accreditations.connect(by);
      const calls = [
        () => as.suspend(sejong, TYPE),
        () => as.withdraw(sejong, TYPE),
        () => as.annul(sejong, TYPE, 0n, 0n),
        ...(by === stranger ? [() => as.end(sejong, TYPE)] : []),
      ];
      for (const call of calls) {
        await expect(call())
          .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
          .withArgs(sejong.address, TYPE, by.address);
      }
    }
    await byMoi.suspend(sejong, TYPE);
    await expect(accreditations.connect(sejong).end(sejong, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationNotInForce",
    );
    await expect(accreditations.connect(sejong).reinstate(sejong, TYPE, NO_END)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
  });

  it("what never began cannot be ended", async () => {
    const { accreditations, moi, busan } = await loadFixture(registries);
    const byMoi = accreditations.connect(moi);
    for (const call of [
      () => byMoi.suspend(busan, TYPE),
      () => byMoi.reinstate(busan, TYPE, NO_END),
      () => byMoi.withdraw(busan, TYPE),
      () => byMoi.end(busan, TYPE),
      () => byMoi.annul(busan, TYPE, 0n, 0n),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(accreditations, "AccreditationUnknown")
        .withArgs(busan.address, TYPE, 0n);
    }
  });
});
