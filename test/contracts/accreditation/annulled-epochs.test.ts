import { expect } from "chai";
import {
  accredit,
  accredited,
  chainOfTwo,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  Reason,
  type Registries,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";
import { epoch } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;
const ANCHOR = ethers.id("a certificate");

const reasonOf = async (all: Registries, index: bigint): Promise<bigint> => (await epoch(all, index)).rights >> 5n;

async function recordOf({ accreditations, sejong }: Registries): Promise<bigint[]> {
  const { epochs, generationStart, generation } = await accreditations.accreditationOf(sejong, TYPE);
  return [epochs, generationStart, generation];
}

/** Sejong issues under the ministry; the office of personnel may accredit it, too. */
async function twoAccreditors() {
  const all = await chainOfTwo();
  await accredit(all, all.personnel, all.moi, { mayIssue: false, levels: 1 });
  const honest = await now();
  await wait(100n);
  const { accreditations, ministry, personnel, moi, successor } = all;
  return {
    ...{ ...all, honest, byMinistry: accreditations.connect(ministry) },
    ...{ byPersonnel: accreditations.connect(personnel), byThief: accreditations.connect(moi) },
    bySuccessor: accreditations.connect(successor),
  };
}

/** From now on until the successor is appointed, the account of the authority is a thief's. */
async function replaceThief({ types, council, successor }: Registries, since: bigint): Promise<void> {
  await wait(100n);
  await types.connect(council).replaceAuthority(TYPE, successor, since);
}

/** The ministry suspends Sejong. A thief of the authority's key reinstates it. The successor annuls that. */
async function reinstatedByThief() {
  const all = await twoAccreditors();
  await all.byMinistry.suspend(all.sejong, TYPE);
  await wait(100n);
  const since = await now();
  const stolen = await timeOf(all.byThief.reinstate(all.sejong, TYPE, NO_END));
  await replaceThief(all, since);
  await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
  return { ...all, stolen };
}

/** Sejong resigns. A thief of the authority's key accredits it. The successor is appointed. */
async function accreditedByThief() {
  const all = await twoAccreditors();
  await all.accreditations.connect(all.sejong).end(all.sejong, TYPE);
  await wait(100n);
  const since = await now();
  await accredit(all, all.sejong, all.moi, { levels: 3 });
  const stolen = await now();
  await replaceThief(all, since);
  return { ...all, stolen };
}

describe("Accreditations: an annulled epoch decides nothing: a suspension below it stays", () => {
  it("nobody accredits the agency over the suspension, neither another accreditor nor the authority", async () => {
    const all = await loadFixture(reinstatedByThief);
    for (const [by, root] of [
      [all.personnel, false],
      [all.successor, true],
    ] as const) {
      await expect(accredit(all, all.sejong, by, {}, root))
        .to.be.revertedWithCustomError(all.accreditations, "AccreditationInForce")
        .withArgs(all.sejong.address, TYPE, 0n);
    }
    expect(await accredited(all, all.sejong, all.honest)).to.equal(false);
  });

  it("the accreditor of the suspended epoch lifts the suspension, in an epoch after the annulled one", async () => {
    const all = await loadFixture(reinstatedByThief);
    const { accreditations, byMinistry, sejong, ministry, honest, stolen } = all;
    const reinstate = byMinistry.reinstate(sejong, TYPE, NO_END);
    const time = await timeOf(reinstate);
    await expect(reinstate)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, ministry.address, 2n, NO_END, 0n, 16n, 0n, true);
    expect(await recordOf(all)).to.deep.equal([3n, 0n, 0n]);
    const answers = [honest, stolen, time].map((moment) => accredited(all, sejong, moment));
    expect(await Promise.all(answers)).to.deep.equal([true, false, true]);
  });

  it("the authority lifts it as well, and whoever is above the annulled epoch only does not", async () => {
    const all = await loadFixture(reinstatedByThief);
    const { accreditations, byPersonnel, bySuccessor, sejong, personnel } = all;
    await expect(byPersonnel.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, personnel.address);
    await bySuccessor.reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("the agency is withdrawn instead: the suspended epoch gets the reason, and the annulled one stays annulled", async () => {
    const all = await loadFixture(reinstatedByThief);
    const { accreditations, byMinistry, sejong, honest } = all;
    const { until } = await epoch(all, 0n);
    await expect(byMinistry.withdraw(sejong, TYPE))
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, until, Reason.withdrawn);
    expect(await recordOf(all)).to.deep.equal([2n, 2n, 1n]);
    expect([await reasonOf(all, 0n), await reasonOf(all, 1n)]).to.deep.equal([Reason.withdrawn, Reason.annulled]);
    await accredit(all, sejong, all.ministry);
    expect([await accredited(all, sejong), await accredited(all, sejong, honest)]).to.deep.equal([true, false]);
  });

  it("it is suspended already, and its agency can end nothing", async () => {
    const { accreditations, byMinistry, sejong } = await loadFixture(reinstatedByThief);
    await expect(byMinistry.suspend(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.suspended);
    await expect(accreditations.connect(sejong).end(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotInForce")
      .withArgs(sejong.address, TYPE);
  });

  it("several annulled epochs on top of each other make no difference", async () => {
    const all = await loadFixture(twoAccreditors);
    const { accreditations, byMinistry, byThief, bySuccessor, sejong, personnel } = all;
    await byMinistry.suspend(sejong, TYPE);
    await wait(100n);
    const since = await now();
    for (let times = 0; times < 3; times++) {
      await byThief.reinstate(sejong, TYPE, NO_END);
      if (times < 2) await byThief.suspend(sejong, TYPE);
    }
    await replaceThief(all, since);
    for (const index of [2n, 3n, 1n]) await bySuccessor.annul(sejong, TYPE, index, 0n);
    await expect(accredit(all, sejong, personnel))
      .to.be.revertedWithCustomError(accreditations, "AccreditationInForce")
      .withArgs(sejong.address, TYPE, 0n);
    await byMinistry.reinstate(sejong, TYPE, NO_END);
    expect((await epoch(all, 4n)).rights >> 5n).to.equal(Reason.none);
  });

  it("a suspension of an agency that had ended before stays one, and lifting it lets nobody issue", async () => {
    const all = await loadFixture(twoAccreditors);
    const { byMinistry, byThief, bySuccessor, sejong, honest } = all;
    await all.accreditations.connect(sejong).end(sejong, TYPE);
    await byMinistry.suspend(sejong, TYPE);
    await wait(100n);
    const since = await now();
    await byThief.reinstate(sejong, TYPE, 0n);
    await replaceThief(all, since);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    expect(await accredited(all, sejong, honest)).to.equal(false);
    await expect(byMinistry.reinstate(sejong, TYPE, NO_END)).to.be.revertedWithCustomError(
      all.accreditations,
      "AccreditationEndedBefore",
    );
    await byMinistry.reinstate(sejong, TYPE, 0n);
    expect([await accredited(all, sejong, honest), await accredited(all, sejong)]).to.deep.equal([true, false]);
  });
});

describe("Accreditations: an annulled epoch decides nothing: the epoch below it can still change", () => {
  it("its accreditor suspends and names the agency, and assigns and releases certificates", async () => {
    const all = await loadFixture(accreditedByThief);
    const { accreditations, byMinistry, bySuccessor, sejong, honest } = all;
    await expect(byMinistry.nameAgency(sejong, TYPE, "세종", "")).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    await byMinistry.nameAgency(sejong, TYPE, "세종", "");
    await byMinistry.assignAnchor(sejong, TYPE, ANCHOR);
    await byMinistry.releaseAnchor(TYPE, ANCHOR);
    const { until } = await epoch(all, 0n);
    await expect(byMinistry.suspend(sejong, TYPE))
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, until, Reason.suspendedAfterEnd);
    await byMinistry.reinstate(sejong, TYPE, 0n);
    expect(await accredited(all, sejong, honest)).to.equal(true);
  });

  it("the accreditor of the annulled epoch alone does none of this", async () => {
    const all = await loadFixture(twoAccreditors);
    const { accreditations, byPersonnel, bySuccessor, sejong } = all;
    await accreditations.connect(sejong).end(sejong, TYPE);
    await wait(100n);
    const since = await now();
    await accredit(all, sejong, all.personnel);
    await byPersonnel.assignAnchor(sejong, TYPE, ANCHOR);
    await replaceThief(all, since);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    for (const call of [
      () => byPersonnel.suspend(sejong, TYPE),
      () => byPersonnel.withdraw(sejong, TYPE),
      () => byPersonnel.nameAgency(sejong, TYPE, "세종", ""),
      () => byPersonnel.releaseAnchor(TYPE, ANCHOR),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationForbidden");
    }
  });

  it("the agency is accredited again, because nothing below is running or suspended", async () => {
    const all = await loadFixture(accreditedByThief);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    await accredit(all, all.sejong, all.personnel);
    const answers = [all.honest, all.stolen, await now()].map((moment) => accredited(all, all.sejong, moment));
    expect(await Promise.all(answers)).to.deep.equal([true, false, true]);
  });
});

describe("Accreditations: annulling an epoch that had lifted a suspension suspends what began after it", () => {
  /** As {@link reinstatedByThief}; but before the annulment Sejong resigns, and another accreditor accredits it. */
  async function accreditedMeanwhile() {
    const all = await twoAccreditors();
    await all.byMinistry.suspend(all.sejong, TYPE);
    await wait(100n);
    const since = await now();
    await all.byThief.reinstate(all.sejong, TYPE, NO_END);
    await replaceThief(all, since);
    await all.accreditations.connect(all.sejong).end(all.sejong, TYPE);
    await accredit(all, all.sejong, all.personnel);
    return all;
  }

  it("the agency is accredited for nothing any more, whoever accredited it since", async () => {
    const all = await loadFixture(accreditedMeanwhile);
    expect([await accredited(all, all.sejong, all.honest), await accredited(all, all.sejong)]).to.deep.equal([
      true,
      true,
    ]);
    const annulled = all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    const time = await timeOf(annulled);
    await expect(annulled)
      .to.emit(all.accreditations, "AccreditationEnded")
      .withArgs(all.sejong.address, TYPE, 2n, time, Reason.suspended);
    expect(await reasonOf(all, 0n)).to.equal(Reason.suspended);
    expect([await accredited(all, all.sejong, all.honest), await accredited(all, all.sejong)]).to.deep.equal([
      false,
      false,
    ]);
  });

  it("whoever accredited it since can lift the suspension, now knowing of it", async () => {
    const all = await loadFixture(accreditedMeanwhile);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    await all.byPersonnel.reinstate(all.sejong, TYPE, NO_END);
    expect([await accredited(all, all.sejong, all.honest), await accredited(all, all.sejong)]).to.deep.equal([
      true,
      true,
    ]);
  });

  it("what had ended since is suspended after its end, and what is suspended already stays as it is", async () => {
    const all = await loadFixture(accreditedMeanwhile);
    await all.accreditations.connect(all.sejong).end(all.sejong, TYPE);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    expect(await reasonOf(all, 2n)).to.equal(Reason.suspendedAfterEnd);
    const other = await loadFixture(accreditedMeanwhile);
    await other.byPersonnel.suspend(other.sejong, TYPE);
    const before = await epoch(other, 2n);
    await other.bySuccessor.annul(other.sejong, TYPE, 1n, 0n);
    expect(await epoch(other, 2n)).to.deep.equal(before);
  });

  it("if the annulled epoch was suspended, too, somebody lifted that suspension knowingly: later epochs stay", async () => {
    const all = await loadFixture(twoAccreditors);
    await all.byMinistry.suspend(all.sejong, TYPE);
    await wait(100n);
    const since = await now();
    await all.byThief.reinstate(all.sejong, TYPE, NO_END);
    await all.byThief.suspend(all.sejong, TYPE);
    await replaceThief(all, since);
    await all.byMinistry.reinstate(all.sejong, TYPE, NO_END);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    expect(await accredited(all, all.sejong)).to.equal(true);
  });

  it("if nothing below is suspended, later epochs stay as they are", async () => {
    const all = await loadFixture(twoAccreditors);
    await all.accreditations.connect(all.sejong).end(all.sejong, TYPE);
    const since = await now();
    await accredit(all, all.sejong, all.moi);
    await replaceThief(all, since);
    await all.accreditations.connect(all.sejong).end(all.sejong, TYPE);
    await accredit(all, all.sejong, all.personnel);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    expect(await accredited(all, all.sejong)).to.equal(true);
  });
});

describe("Accreditations: annulling a suspended epoch takes the suspension back from nobody", () => {
  it("the epoch below is suspended then, and the agency is reinstated before it is accredited again", async () => {
    const all = await loadFixture(accreditedByThief);
    const { accreditations, bySuccessor, byMinistry, sejong, honest } = all;
    await bySuccessor.suspend(sejong, TYPE);
    const { until } = await epoch(all, 0n);
    const annul = bySuccessor.annul(sejong, TYPE, 1n, 0n);
    const { until: annulled } = await epoch(all, 1n);
    await expect(annul)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 1n, annulled, Reason.annulled)
      .and.to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, until, Reason.suspendedAfterEnd);
    await expect(accredit(all, sejong, all.personnel)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationInForce",
    );
    await byMinistry.reinstate(sejong, TYPE, 0n);
    await accredit(all, sejong, all.personnel);
    expect([await accredited(all, sejong), await accredited(all, sejong, honest)]).to.deep.equal([true, true]);
  });

  it("an epoch that is suspended already stays as it is", async () => {
    const all = await loadFixture(twoAccreditors);
    const { byMinistry, byThief, bySuccessor, sejong } = all;
    await byMinistry.suspend(sejong, TYPE);
    await wait(100n);
    const since = await now();
    await byThief.reinstate(sejong, TYPE, NO_END);
    await byMinistry.suspend(sejong, TYPE);
    const suspended = await epoch(all, 0n);
    await replaceThief(all, since);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    expect(await epoch(all, 0n)).to.deep.equal(suspended);
  });

  it("if a later epoch had lifted the suspension, the agency stays accredited", async () => {
    const all = await loadFixture(accreditedByThief);
    const { bySuccessor, sejong, honest, stolen } = all;
    await bySuccessor.suspend(sejong, TYPE);
    await bySuccessor.reinstate(sejong, TYPE, NO_END);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    const answers = [honest, stolen, await now()].map((moment) => accredited(all, sejong, moment));
    expect(await Promise.all(answers)).to.deep.equal([true, false, true]);
    expect(await reasonOf(all, 0n)).to.equal(Reason.suspendedAfterEnd);
  });

  it("if a thief had lifted the suspension, it is in force again, in whatever order the epochs are annulled", async () => {
    for (const order of [
      [1n, 2n],
      [2n, 1n],
    ]) {
      const all = await loadFixture(accreditedByThief);
      const { byThief, bySuccessor, sejong, types, council } = all;
      await types.connect(council).replaceAuthority(TYPE, all.moi, 0n);
      await byThief.suspend(sejong, TYPE);
      await byThief.reinstate(sejong, TYPE, NO_END);
      await replaceThief(all, await now());
      for (const index of order) await bySuccessor.annul(sejong, TYPE, index, index === 1n ? 0n : 2n);
      expect(await reasonOf(all, 0n), `${order}`).to.equal(Reason.suspendedAfterEnd);
      await expect(accredit(all, sejong, all.personnel)).to.be.revertedWithCustomError(
        all.accreditations,
        "AccreditationInForce",
      );
    }
  });

  it("if no epoch is below, the epoch is annulled, and nothing else changes", async () => {
    const all = await loadFixture(twoAccreditors);
    const { accreditations, bySuccessor, busan } = all;
    const since = await now();
    await accredit(all, busan, all.moi);
    await replaceThief(all, since);
    await bySuccessor.suspend(busan, TYPE);
    const suspended = await accreditations.epochOf(busan, TYPE, 0n);
    await bySuccessor.annul(busan, TYPE, 0n, 0n);
    const { accreditor, from, until, rights } = await accreditations.epochOf(busan, TYPE, 0n);
    expect([accreditor, from, until]).to.deep.equal([suspended.accreditor, suspended.from, suspended.until]);
    expect(rights >> 5n).to.equal(Reason.annulled);
    await accredit(all, busan, all.personnel);
    expect(await accredited(all, busan)).to.equal(true);
  });

  it("annulling an epoch of a withdrawn generation changes nothing in the present one", async () => {
    const all = await loadFixture(accreditedByThief);
    const { bySuccessor, sejong } = all;
    await bySuccessor.withdraw(sejong, TYPE);
    await accredit(all, sejong, all.personnel);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    expect([await reasonOf(all, 0n), await reasonOf(all, 2n)]).to.deep.equal([Reason.ended, Reason.none]);
    expect(await accredited(all, sejong)).to.equal(true);
  });
});

describe("Accreditations: an agency whose epochs of a generation are all annulled", () => {
  /** A thief accredits the office of personnel, which accredits Sejong. The successor annuls the office's epoch. */
  async function allAnnulled() {
    const all = await chainOfTwo();
    const { accreditations, sejong, personnel, moi, successor } = all;
    await accreditations.connect(sejong).end(sejong, TYPE);
    await wait(100n);
    const since = await now();
    await accredit(all, personnel, moi, { levels: 2 });
    await accredit(all, sejong, personnel);
    const stolen = await now();
    await replaceThief(all, since);
    const bySuccessor = accreditations.connect(successor);
    await bySuccessor.annul(personnel, TYPE, 0n, 0n);
    return { ...all, bySuccessor, stolen };
  }

  it("can be withdrawn: the epoch stays annulled, and nothing that it accredited holds when it is accredited anew", async () => {
    const all = await loadFixture(allAnnulled);
    const { accreditations, bySuccessor, personnel, sejong, stolen } = all;
    const annulled = await accreditations.epochOf(personnel, TYPE, 0n);
    await expect(bySuccessor.withdraw(personnel, TYPE))
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(personnel.address, TYPE, 0n, annulled.until, Reason.withdrawn);
    expect(await accreditations.epochOf(personnel, TYPE, 0n)).to.deep.equal(annulled);
    const { epochs, generationStart, generation } = await accreditations.accreditationOf(personnel, TYPE);
    expect([epochs, generationStart, generation]).to.deep.equal([1n, 1n, 1n]);
    await accredit(all, personnel, all.successor, { levels: 2 }, true);
    expect(await accredited(all, personnel)).to.equal(true);
    expect([await accredited(all, sejong, stolen), await accredited(all, sejong)]).to.deep.equal([false, false]);
  });

  it("can be withdrawn once only, so that nobody uses up the 255 generations", async () => {
    const { accreditations, bySuccessor, personnel } = await loadFixture(allAnnulled);
    await bySuccessor.withdraw(personnel, TYPE);
    await expect(bySuccessor.withdraw(personnel, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(personnel.address, TYPE, Reason.annulled);
  });

  it("is withdrawn by whoever is above its newest epoch only, and cannot be suspended, reinstated or ended", async () => {
    const { accreditations, bySuccessor, personnel, ministry } = await loadFixture(allAnnulled);
    for (const by of [personnel, ministry]) {
      await expect(accreditations.connect(by).withdraw(personnel, TYPE))
        .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
        .withArgs(personnel.address, TYPE, by.address);
    }
    await expect(bySuccessor.suspend(personnel, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(personnel.address, TYPE, Reason.annulled);
    await expect(bySuccessor.reinstate(personnel, TYPE, 0n)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationNotSuspended",
    );
    await expect(bySuccessor.end(personnel, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationNotInForce",
    );
  });

  it("if there are several, the newest of them says who is above the agency, and is the one that is withdrawn", async () => {
    const all = await loadFixture(twoAccreditors);
    const { accreditations, byThief, byPersonnel, bySuccessor, busan } = all;
    const since = await now();
    await accredit(all, busan, all.moi);
    await byThief.end(busan, TYPE);
    await accredit(all, busan, all.personnel);
    await replaceThief(all, since);
    for (const index of [0n, 1n]) await bySuccessor.annul(busan, TYPE, index, 0n);
    const { until } = await accreditations.epochOf(busan, TYPE, 1n);
    await expect(byPersonnel.withdraw(busan, TYPE))
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(busan.address, TYPE, 1n, until, Reason.withdrawn);
  });

  it("is accredited again without a withdrawal, too: there is no suspension to keep", async () => {
    const all = await loadFixture(allAnnulled);
    await accredit(all, all.personnel, all.successor, { levels: 2 }, true);
    expect(await accredited(all, all.personnel)).to.equal(true);
  });

  it("an epoch annulled after the withdrawal of its generation leaves nothing to withdraw", async () => {
    const all = await loadFixture(accreditedByThief);
    const { accreditations, bySuccessor, sejong } = all;
    await bySuccessor.withdraw(sejong, TYPE);
    await bySuccessor.annul(sejong, TYPE, 1n, 0n);
    await expect(bySuccessor.withdraw(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.annulled);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
    await bySuccessor.accredit(sejong, TYPE, true, 0, NO_END, 1);
    expect(await recordOf(all)).to.deep.equal([3n, 2n, 1n]);
  });
});
