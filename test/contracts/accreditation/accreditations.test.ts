import { expect } from "chai";
import {
  accredit,
  accredited,
  DAY,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  Reason,
  type Registries,
  registries,
  SALT,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const NOTE = "https://www.sejong.go.kr/application/7";
const UNKNOWN = ethers.id("unknown");
/** Terms: reason 3 bits | mayIssue 1 | root 1 | levels 3. */
const [ISSUES, ROOT] = [16n, 8n];
const terms = (reason: bigint, rest: bigint) => (reason << 5n) | rest;

async function sejongAccredited() {
  const all = await registries();
  await accredit(all, all.sejong, all.moi);
  return { ...all, byMoi: all.accreditations.connect(all.moi) };
}

async function sejongApplied() {
  const all = await registries();
  await all.accreditations.connect(all.sejong).applyFor(all.sejong, TYPE, NOBODY, true, 2, NOTE);
  return { ...all, byMoi: all.accreditations.connect(all.moi) };
}

async function epoch({ accreditations, sejong }: Registries, index: bigint) {
  const { accreditor, from, until, parentGeneration, terms } = await accreditations.epochOf(sejong, TYPE, index);
  return { accreditor, from, until, parentGeneration, terms };
}

describe("Accreditations: the agency applies", () => {
  it("asks for no more than the type knows; its application is public, and replaced when it asks again", async () => {
    const { accreditations, sejong, ministry } = await loadFixture(registries);
    const as = accreditations.connect(sejong);
    const apply = as.applyFor(sejong, TYPE, NOBODY, true, 2, NOTE);
    await expect(apply).to.emit(accreditations, "Applied").withArgs(sejong.address, TYPE, NOBODY, true, 2n, NOTE);
    const time = await timeOf(apply);
    expect([...(await accreditations.accreditationOf(sejong, TYPE))]).to.deep.equal([
      NOBODY,
      time,
      true,
      2n,
      0n,
      0n,
      0n,
    ]);
    await as.applyFor(sejong, TYPE, ministry, false, 1, "");
    const again = await accreditations.accreditationOf(sejong, TYPE);
    expect([again.appliedTo, again.appliedMayIssue, again.appliedLevels]).to.deep.equal([ministry.address, false, 1n]);
  });

  it("nobody applies for another", async () => {
    const { accreditations, sejong, moi } = await loadFixture(registries);
    await expect(accreditations.connect(moi).applyFor(sejong, TYPE, NOBODY, true, 0, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, moi.address);
  });

  it("nor for an unknown or retired type, nor for nothing, nor for more than seven levels, nor at length", async () => {
    const { accreditations, types, sejong, moi } = await loadFixture(registries);
    const as = accreditations.connect(sejong);
    await expect(as.applyFor(sejong, UNKNOWN, NOBODY, true, 0, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeUnknown")
      .withArgs(UNKNOWN);
    for (const [mayIssue, levels] of [
      [false, 0],
      [true, 8],
    ] as const) {
      await expect(as.applyFor(sejong, TYPE, NOBODY, mayIssue, levels, ""))
        .to.be.revertedWithCustomError(accreditations, "AccreditationNothingAsked")
        .withArgs(mayIssue, levels);
    }
    await as.applyFor(sejong, TYPE, NOBODY, true, 7, "x".repeat(256));
    await expect(as.applyFor(sejong, TYPE, NOBODY, true, 7, "x".repeat(257)))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTextLength")
      .withArgs(257n, 256n);
    const retired = (await now()) + 1n;
    await types.connect(moi).retire(TYPE, retired);
    await expect(as.applyFor(sejong, TYPE, NOBODY, true, 0, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeRetired")
      .withArgs(TYPE, retired);
  });

  it("takes its application back; there must be one", async () => {
    const { accreditations, sejong, stranger } = await loadFixture(sejongApplied);
    await expect(accreditations.connect(stranger).cancelApplication(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, stranger.address);
    await expect(accreditations.connect(sejong).cancelApplication(sejong, TYPE))
      .to.emit(accreditations, "ApplicationClosed")
      .withArgs(sejong.address, TYPE, false, "");
    expect((await accreditations.accreditationOf(sejong, TYPE)).applied).to.equal(0n);
    await expect(accreditations.connect(sejong).cancelApplication(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNoApplication")
      .withArgs(sejong.address, TYPE);
  });
});

describe("Accreditations: the accreditor answers", () => {
  it("declines: only the one applied to", async () => {
    const { accreditations, sejong, moi, ministry } = await loadFixture(sejongApplied);
    await expect(accreditations.connect(ministry).decline(sejong, TYPE, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, ministry.address);
    await expect(accreditations.connect(moi).decline(sejong, TYPE, "x".repeat(257)))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTextLength")
      .withArgs(257n, 256n);
    await expect(accreditations.connect(moi).decline(sejong, TYPE, "papers missing"))
      .to.emit(accreditations, "ApplicationClosed")
      .withArgs(sejong.address, TYPE, true, "papers missing");
    await expect(accreditations.connect(moi).decline(sejong, TYPE, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNoApplication")
      .withArgs(sejong.address, TYPE);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, ministry, true, 0, "");
    await expect(accreditations.connect(moi).decline(sejong, TYPE, "")).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await accreditations.connect(ministry).decline(sejong, TYPE, "");
  });

  it("accredits: an epoch begins, and the application is done with", async () => {
    const all = await loadFixture(sejongApplied);
    const { accreditations, byMoi, sejong, moi } = all;
    const until = (await now()) + 365n * DAY;
    const granted = byMoi.accredit(sejong, TYPE, true, 1, until);
    const began = ISSUES | ROOT | 1n;
    await expect(granted)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 0n, until, 0n, began, false);
    const from = await timeOf(granted);
    expect(await epoch(all, 0n)).to.deep.equal({
      accreditor: moi.address,
      from,
      until,
      parentGeneration: 0n,
      terms: began,
    });
    expect([...(await accreditations.accreditationOf(sejong, TYPE))]).to.deep.equal([
      NOBODY,
      0n,
      false,
      0n,
      1n,
      0n,
      0n,
    ]);
    expect(await accredited(all, sejong, from)).to.equal(true);
    expect(await accredited(all, sejong, from - 1n)).to.equal(false);
  });

  it("only on application, and for no more than was asked", async () => {
    const all = await loadFixture(sejongApplied);
    const { accreditations, byMoi, sejong, busan } = all;
    await expect(byMoi.accredit(busan, TYPE, true, 0, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNoApplication")
      .withArgs(busan.address, TYPE);
    await expect(byMoi.accredit(sejong, TYPE, true, 3, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondApplication")
      .withArgs(true, 3n);
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, false, 2, "");
    await expect(byMoi.accredit(busan, TYPE, true, 2, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondApplication")
      .withArgs(true, 2n);
    await expect(byMoi.accredit(busan, TYPE, false, 0, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNothingAsked")
      .withArgs(false, 0n);
  });

  it("only the one applied to, and not the null role of an unknown type", async () => {
    const { accreditations, sejong, ministry } = await loadFixture(sejongApplied);
    await expect(accreditations.connect(ministry).accredit(sejong, TYPE, true, 0, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, ministry.address);
  });

  it("not to an end in the past, not a deactivated agency, not for a retired type", async () => {
    const { accreditations, types, dids, byMoi, moi, sejong, busan } = await loadFixture(sejongApplied);
    const time = (await now()) + 10n;
    await networkHelpers.time.setNextBlockTimestamp(time);
    await expect(byMoi.accredit(sejong, TYPE, true, 0, time))
      .to.be.revertedWithCustomError(accreditations, "AccreditationEndInPast")
      .withArgs(time, time);
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, true, 0, "");
    await dids.connect(busan).deactivate(busan);
    await expect(byMoi.accredit(busan, TYPE, true, 0, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationHolderDeactivated")
      .withArgs(busan.address);
    const retired = (await now()) + 1n;
    await types.connect(moi).retire(TYPE, retired);
    await expect(byMoi.accredit(sejong, TYPE, true, 0, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeRetired")
      .withArgs(TYPE, retired);
  });

  it("one accreditation at a time: not over one in force, nor over a suspended one", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongAccredited);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 1, "");
    const again = () => byMoi.accredit(sejong, TYPE, true, 1, NO_END);
    await expect(again())
      .to.be.revertedWithCustomError(accreditations, "AccreditationInForce")
      .withArgs(sejong.address, TYPE, 0n);
    await byMoi.suspend(sejong, TYPE);
    await expect(again()).to.be.revertedWithCustomError(accreditations, "AccreditationInForce");
    await byMoi.reinstate(sejong, TYPE, NO_END);
    await byMoi.end(sejong, TYPE);
    await again();
    expect((await accreditations.accreditationOf(sejong, TYPE)).epochs).to.equal(3n);
  });
});

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
    const begun = async (moment: bigint) => (await accreditations.chainOf(sejong, TYPE, moment))[0]!;
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
      expect([link.begun, link.index, moment < link.epoch.until], `at ${moment}`).to.deep.equal([true, index, held]);
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

describe("Accreditations: bounds and deployment", () => {
  it("withdrawn 255 times, an agency is accredited no more; every withdrawal went through", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    for (let times = 0; times < 255; times++) {
      await accredit(all, sejong, moi);
      await accreditations.connect(moi).withdraw(sejong, TYPE);
    }
    expect((await accreditations.accreditationOf(sejong, TYPE)).generation).to.equal(255n);
    await expect(accredit(all, sejong, moi))
      .to.be.revertedWithCustomError(accreditations, "AccreditationExhausted")
      .withArgs(sejong.address, TYPE);
  });

  it("after 65,535 epochs there is no other, but the last can still be suspended and withdrawn", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    // Nobody waits for so many: the record says that they have been, and the last of them is as the first.
    const slot = (key: string, place: string) => ethers.solidityPackedKeccak256(["bytes32", "bytes32"], [key, place]);
    const issuer = ethers.zeroPadValue(sejong.address, 32);
    const record = slot(TYPE, slot(issuer, ethers.toBeHex(0, 32)));
    const epochs = slot(TYPE, slot(issuer, ethers.toBeHex(1, 32)));
    const at = (index: bigint) => slot(ethers.toBeHex(index, 32), epochs);
    const address = await accreditations.getAddress();
    await networkHelpers.setStorageAt(address, at(65_534n), await ethers.provider.getStorage(address, at(0n)));
    await networkHelpers.setStorageAt(address, record, ethers.toBeHex(65_535n << 216n, 32));
    expect((await accreditations.accreditationOf(sejong, TYPE)).epochs).to.equal(65_535n);
    await byMoi.suspend(sejong, TYPE);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationExhausted")
      .withArgs(sejong.address, TYPE);
    await byMoi.withdraw(sejong, TYPE);
  });

  it("is told apart by its chain, its salt and the registries that it asks, none of which changes", async () => {
    const { accreditations, dids, types, seating } = await loadFixture(registries);
    expect([await accreditations.CHAIN_ID(), await accreditations.SALT()]).to.deep.equal([31337n, SALT]);
    expect([await accreditations.DIDS(), await accreditations.TYPES(), await accreditations.SEATS()]).to.deep.equal([
      await dids.getAddress(),
      await types.getAddress(),
      await seating.getAddress(),
    ]);
  });
});
