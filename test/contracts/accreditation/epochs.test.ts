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
import { epoch, sejongAccredited, terms } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: an epoch ends", () => {
  it("a suspension stops the agency for what it ever issued, and a reinstatement lets it go on in a new epoch", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong, moi } = all;
    const first = await epoch(all, 0n);
    await wait(100n);
    const suspend = byMoi.suspend(sejong, TYPE);
    const suspended = await timeOf(suspend);
    await expect(suspend)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, suspended, Reason.suspended);
    const closed = { ...first, until: suspended, terms: terms(Reason.suspended, first.terms) };
    expect(await epoch(all, 0n)).to.deep.equal(closed);
    expect(await accredited(all, sejong, first.from)).to.equal(false);

    await wait(100n);
    const until = (await now()) + DAY;
    const reinstate = byMoi.reinstate(sejong, TYPE, until);
    const reinstated = await timeOf(reinstate);
    await expect(reinstate)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 1n, until, 0n, first.terms, true);
    expect(await epoch(all, 0n)).to.deep.equal(closed);
    expect(await epoch(all, 1n)).to.deep.equal({ ...first, from: reinstated, until });
    expect(await accredited(all, sejong, first.from)).to.equal(true);
    expect(await accredited(all, sejong, suspended - 1n)).to.equal(true);
    expect(await accredited(all, sejong, suspended)).to.equal(false);
    expect(await accredited(all, sejong, reinstated - 1n)).to.equal(false);
    expect(await accredited(all, sejong, reinstated)).to.equal(true);
  });

  it("suspend, reinstate, suspend: today's state still says what held at each moment", async () => {
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

  it("an orderly end, or mere expiry, harms nothing that was issued before", async () => {
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

  it("a withdrawal is for good: whoever is accredited again begins anew", async () => {
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

  it("reasons only get worse, and an end that has passed stays where it was", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    await byMoi.end(sejong, TYPE);
    const ended = await epoch(all, 0n);
    await wait(10n);
    for (const call of [() => byMoi.end(sejong, TYPE), () => byMoi.suspend(sejong, TYPE)]) {
      await expect(call())
        .to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce")
        .withArgs(sejong.address, TYPE);
    }
    await byMoi.withdraw(sejong, TYPE);
    const withdrawn = await epoch(all, 0n);
    expect(withdrawn).to.deep.equal({ ...ended, terms: withdrawn.terms });
    await expect(byMoi.withdraw(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.withdrawn);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotSuspended")
      .withArgs(sejong.address, TYPE);
  });

  it("what expired is neither suspended nor ended, but can still be withdrawn", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    await accredit(all, sejong, moi, { until: (await now()) + 50n });
    const { from } = await epoch(all, 0n);
    await wait(100n);
    const byMoi = accreditations.connect(moi);
    for (const call of [() => byMoi.end(sejong, TYPE), () => byMoi.suspend(sejong, TYPE)]) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce");
    }
    await byMoi.withdraw(sejong, TYPE);
    expect(await accredited(all, sejong, from)).to.equal(false);
  });

  it("an epoch's end is its first second without: there is nothing left to suspend or to end in it", async () => {
    for (const name of ["suspend", "end"] as const) {
      const all = await loadFixture(registries);
      const { accreditations, sejong, moi } = all;
      const until = (await now()) + 50n;
      await accredit(all, sejong, moi, { until });
      await networkHelpers.time.setNextBlockTimestamp(until);
      await expect(accreditations.connect(moi)[name](sejong, TYPE))
        .to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce")
        .withArgs(sejong.address, TYPE);
    }
  });

  it("only what is suspended is reinstated, and not to an end in the past", async () => {
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

  it("of the agency only an end is taken, and not while it is suspended", async () => {
    const { accreditations, byMoi, sejong, stranger } = await loadFixture(sejongAccredited);
    for (const by of [sejong, stranger]) {
      const as = accreditations.connect(by);
      const calls = [
        () => as.suspend(sejong, TYPE),
        () => as.withdraw(sejong, TYPE),
        () => as.annul(sejong, TYPE, 0n),
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

  it("nothing ends that never began", async () => {
    const { accreditations, moi, busan } = await loadFixture(registries);
    const byMoi = accreditations.connect(moi);
    for (const call of [
      () => byMoi.suspend(busan, TYPE),
      () => byMoi.reinstate(busan, TYPE, NO_END),
      () => byMoi.withdraw(busan, TYPE),
      () => byMoi.end(busan, TYPE),
      () => byMoi.annul(busan, TYPE, 0n),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(accreditations, "AccreditationUnknown")
        .withArgs(busan.address, TYPE, 0n);
    }
  });
});

describe("Accreditations: after a stolen authority", () => {
  /** Sejong is accredited; then a thief has the authority's key, ends that and accredits it anew; a successor is seated. */
  async function stolen() {
    const all = await registries();
    await accredit(all, all.sejong, all.moi);
    const honest = await now();
    await wait(100n);
    const since = await now();
    await all.accreditations.connect(all.moi).end(all.sejong, TYPE);
    await accredit(all, all.sejong, all.moi, { levels: 3 });
    const begun = await now();
    await wait(100n);
    await all.types.connect(all.council).replaceAuthority(TYPE, all.successor, since);
    return { ...all, honest, since, begun, bySuccessor: all.accreditations.connect(all.successor) };
  }

  it("its successor annuls what was begun since then: it vouches for nothing any more", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, bySuccessor, sejong, begun } = all;
    expect(await accredited(all, sejong, begun)).to.equal(true);
    const annul = bySuccessor.annul(sejong, TYPE, 1n);
    await expect(annul)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 1n, await timeOf(annul), Reason.annulled);
    expect(await accredited(all, sejong, begun)).to.equal(false);
    await expect(bySuccessor.annul(sejong, TYPE, 1n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.annulled);
    await expect(bySuccessor.withdraw(sejong, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationReasonSet",
    );
  });

  it("once accredited again, what it issued before the theft stands, and what it issued under the thief does not", async () => {
    const all = await loadFixture(stolen);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n);
    expect(await accredited(all, all.sejong, all.honest)).to.equal(false);
    await accredit(all, all.sejong, all.successor, {}, true);
    expect(await accredited(all, all.sejong, all.honest)).to.equal(true);
    expect(await accredited(all, all.sejong, all.begun)).to.equal(false);
    expect(await accredited(all, all.sejong)).to.equal(true);
  });

  it("nothing from before the theft is annulled, nor what the successor itself began", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, bySuccessor, sejong, since } = all;
    const first = await epoch(all, 0n);
    await expect(bySuccessor.annul(sejong, TYPE, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, first.from, since);
    await bySuccessor.suspend(sejong, TYPE);
    await bySuccessor.reinstate(sejong, TYPE, NO_END);
    const own = await epoch(all, 2n);
    await expect(bySuccessor.annul(sejong, TYPE, 2n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, own.from, since);
  });

  it("nothing is annulled where no authority was stolen, nor after the next change of hands", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, types, successor, busan, sejong, council } = all;
    await types.connect(council).replaceAuthority(TYPE, busan, 0n);
    const { from } = await epoch(all, 1n);
    await expect(accreditations.connect(busan).annul(sejong, TYPE, 1n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, from, 0n);
    await expect(accreditations.connect(successor).annul(sejong, TYPE, 1n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, successor.address);
  });

  it("what was begun in the very second of the theft is the thief's", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, successor, moi, sejong } = all;
    const since = await timeOf(accredit(all, sejong, moi));
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await accreditations.connect(successor).annul(sejong, TYPE, 0n);
    expect(await accredited(all, sejong, since)).to.equal(false);
  });

  it("a thief who hands the type to itself hides nothing from its successor", async () => {
    const all = await loadFixture(registries);
    const { types, accreditations, moi, thief, council, successor, sejong } = all;
    await wait(100n);
    const since = await now();
    await accredit(all, sejong, moi);
    await types.connect(moi).offer(TYPE, thief);
    await types.connect(thief).accept(TYPE);
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await accreditations.connect(successor).annul(sejong, TYPE, 0n);
    expect(await accredited(all, sejong)).to.equal(false);
  });
});
