import { expect } from "chai";
import { chainOf } from "../support/chain.ts";
import {
  accredit,
  accredited,
  chainOfTwo,
  DAY,
  NO_END,
  NOBODY,
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

/**
 * Sejong is accredited by the ministry and suspended; the ministry is withdrawn, and accredited again by the authority.
 */
async function deadChild() {
  const all = await chainOfTwo();
  const { accreditations, ministry, moi, sejong } = all;
  await accreditations.connect(ministry).suspend(sejong, TYPE);
  await accreditations.connect(moi).withdraw(ministry, TYPE);
  await accredit(all, ministry, moi, { mayIssue: false, levels: 1 });
  return { ...all, byMinistry: accreditations.connect(ministry), byMoi: accreditations.connect(moi) };
}

describe("Accreditations: reinstating what depended on a withdrawn accreditation does not continue it", () => {
  it("neither by its accreditor, which was accredited again, nor by the authority", async () => {
    const { accreditations, byMinistry, byMoi, sejong, ministry } = await loadFixture(deadChild);
    for (const by of [byMinistry, byMoi]) {
      await expect(by.reinstate(sejong, TYPE, NO_END))
        .to.be.revertedWithCustomError(accreditations, "AccreditationParentWithdrawn")
        .withArgs(sejong.address, TYPE, ministry.address, 0n, 1n);
    }
  });

  it("nor while its accreditor is withdrawn and nothing else", async () => {
    const { accreditations, byMoi, sejong, ministry } = await loadFixture(deadChild);
    await byMoi.withdraw(ministry, TYPE);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationParentWithdrawn")
      .withArgs(sejong.address, TYPE, ministry.address, 0n, 2n);
  });

  it("nor if it had ended before its suspension, which is lifted without continuing it", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, moi, sejong } = all;
    const before = await now();
    await accreditations.connect(sejong).end(sejong, TYPE);
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await accreditations.connect(moi).withdraw(ministry, TYPE);
    await expect(accreditations.connect(moi).reinstate(sejong, TYPE, NO_END)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationEndedBefore",
    );
    await accreditations.connect(moi).reinstate(sejong, TYPE, 0n);
    await accredit(all, ministry, moi, { mayIssue: false, levels: 1 });
    expect(await accredited(all, sejong, before)).to.equal(false);
  });

  it("but its suspension does not become final: what it issued under another accreditor counts again, and nothing else", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, moi, sejong } = all;
    const byMoi = accreditations.connect(moi);
    await accredit(all, sejong, moi);
    const honest = await now();
    await wait(10n);
    await accreditations.connect(sejong).end(sejong, TYPE);
    await accredit(all, ministry, moi, { levels: 1 });
    await accredit(all, sejong, ministry);
    const under = await now();
    await wait(10n);
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await byMoi.withdraw(ministry, TYPE);
    await accredit(all, ministry, moi, { levels: 1 });
    expect(await accredited(all, sejong, honest)).to.equal(false);
    const taken = await timeOf(byMoi.reinstate(sejong, TYPE, 0n));
    const { from, until, rights: began } = await epoch(all, 2n);
    expect([from, until, began >> 5n]).to.deep.equal([taken, taken, Reason.ended]);
    const answers = [honest, under, taken].map((moment) => accredited(all, sejong, moment));
    expect(await Promise.all(answers)).to.deep.equal([true, false, false]);
    await accredit(all, sejong, ministry);
    expect([await accredited(all, sejong), await accredited(all, sejong, under)]).to.deep.equal([true, false]);
  });

  it("only the authority can lift it: its accreditor lost that power, and does not regain it by being accredited again", async () => {
    const { accreditations, byMinistry, byMoi, sejong, ministry } = await loadFixture(deadChild);
    await expect(byMinistry.reinstate(sejong, TYPE, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, ministry.address);
    await byMoi.reinstate(sejong, TYPE, 0n);
  });

  it("otherwise it can be reinstated without an end", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, moi, sejong } = all;
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    for (const by of [ministry, moi]) {
      await expect(accreditations.connect(by).reinstate(sejong, TYPE, 0n)).to.be.revertedWithCustomError(
        accreditations,
        "AccreditationEndInPast",
      );
    }
  });

  it("a root link depends on the authority's role, whatever became of an accreditation of the authority's own", async () => {
    const all = await loadFixture(sejongAccredited);
    const { byMoi, sejong, moi } = all;
    await accredit(all, moi, moi);
    await byMoi.withdraw(moi, TYPE);
    await byMoi.suspend(sejong, TYPE);
    await byMoi.reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("it can be accredited again from every state: suspended, running, ended, and suspended after its end", async () => {
    for (const [state, resigned, suspended] of [
      ["running", false, false],
      ["suspended", false, true],
      ["ended", true, false],
      ["suspended after its end", true, true],
    ] as const) {
      const all = await loadFixture(chainOfTwo);
      const { accreditations, ministry, moi, sejong } = all;
      const byMinistry = accreditations.connect(ministry);
      if (resigned) await accreditations.connect(sejong).end(sejong, TYPE);
      if (suspended) await byMinistry.suspend(sejong, TYPE);
      const before = await now();
      await accreditations.connect(moi).withdraw(ministry, TYPE);
      await accredit(all, ministry, moi, { mayIssue: false, levels: 1 });
      expect(await accredited(all, sejong), `${state}: dead`).to.equal(false);
      if (suspended) await byMinistry.withdraw(sejong, TYPE);
      else if (!resigned) await accreditations.connect(sejong).end(sejong, TYPE);
      await accredit(all, sejong, ministry);
      expect(await accredited(all, sejong), `${state}: accredited anew`).to.equal(true);
      expect(await accredited(all, sejong, before), `${state}: what was before stays dead`).to.equal(false);
    }
  });
});

describe("Accreditations: resigning does not avoid a suspension", () => {
  it("what has ended or expired can still be suspended: everything it ever issued is invalid, and its end stays", async () => {
    for (const how of ["ended", "ran out"] as const) {
      const all = await loadFixture(registries);
      const { accreditations, moi, sejong } = all;
      await accredit(all, sejong, moi, { until: (await now()) + 100n });
      const { from } = await epoch(all, 0n);
      if (how === "ended") await accreditations.connect(sejong).end(sejong, TYPE);
      await wait(200n);
      const before = await epoch(all, 0n);
      expect(await accredited(all, sejong, from), how).to.equal(true);
      await expect(accreditations.connect(moi).suspend(sejong, TYPE))
        .to.emit(accreditations, "AccreditationEnded")
        .withArgs(sejong.address, TYPE, 0n, before.until, Reason.suspendedAfterEnd);
      expect(await epoch(all, 0n)).to.deep.equal({
        ...before,
        rights: rights(Reason.suspendedAfterEnd, before.rights & 31n),
      });
      expect(await accredited(all, sejong, from), how).to.equal(false);
    }
  });

  it("in the very second of its end it counts as ended", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, sejong } = all;
    const until = (await now()) + 50n;
    await accredit(all, sejong, moi, { until });
    await networkHelpers.time.setNextBlockTimestamp(until);
    await accreditations.connect(moi).suspend(sejong, TYPE);
    expect((await epoch(all, 0n)).rights >> 5n).to.equal(Reason.suspendedAfterEnd);
  });

  it("lifting that makes honest credentials valid again, but lets nobody issue: the new epoch is empty and has ended", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong, moi } = all;
    const first = await epoch(all, 0n);
    await accreditations.connect(sejong).end(sejong, TYPE);
    await byMoi.suspend(sejong, TYPE);
    await wait(100n);
    const taken = byMoi.reinstate(sejong, TYPE, 0n);
    const time = await timeOf(taken);
    const began = rights(Reason.ended, first.rights);
    await expect(taken)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 1n, time, 0n, began, 0n, true);
    expect(await epoch(all, 1n)).to.deep.equal({ ...first, from: time, until: time, rights: began });
    expect(await accredited(all, sejong, first.from)).to.equal(true);
    for (const moment of [time - 1n, time]) expect(await accredited(all, sejong, moment)).to.equal(false);
    await wait(10n);
    expect(await accredited(all, sejong)).to.equal(false);
    const [link] = await chainOf(accreditations, sejong, first.from);
    expect(link?.atIssue?.reason).to.equal("suspended-after-end");
    expect(link?.newest.reason).to.equal("ended");
  });

  it("it is lifted without an end; giving one is refused, because it would suggest that the agency continues", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongAccredited);
    await accreditations.connect(sejong).end(sejong, TYPE);
    await byMoi.suspend(sejong, TYPE);
    for (const until of [1n, (await now()) + DAY, NO_END]) {
      await expect(byMoi.reinstate(sejong, TYPE, until))
        .to.be.revertedWithCustomError(accreditations, "AccreditationEndedBefore")
        .withArgs(sejong.address, TYPE);
    }
  });

  it("what was suspended while running does not count as ended by being suspended again or resigned", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongAccredited);
    await byMoi.suspend(sejong, TYPE);
    await expect(byMoi.suspend(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.suspended);
    await expect(accreditations.connect(sejong).end(sejong, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationNotInForce",
    );
    await expect(byMoi.reinstate(sejong, TYPE, 0n)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationEndInPast",
    );
    await byMoi.reinstate(sejong, TYPE, NO_END);
  });

  it("what was suspended after its end cannot be suspended twice or accredited over, only withdrawn or reinstated first", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    await accreditations.connect(sejong).end(sejong, TYPE);
    await byMoi.suspend(sejong, TYPE);
    await expect(byMoi.suspend(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.suspendedAfterEnd);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
    await expect(byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationInForce")
      .withArgs(sejong.address, TYPE, 0n);
    const snapshot = await networkHelpers.takeSnapshot();
    await byMoi.withdraw(sejong, TYPE);
    await byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0);
    await snapshot.restore();
    await byMoi.reinstate(sejong, TYPE, 0n);
    await byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("only whoever is above can do so", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry, stranger } = all;
    await accreditations.connect(sejong).end(sejong, TYPE);
    for (const by of [sejong, stranger]) {
      await expect(accreditations.connect(by).suspend(sejong, TYPE))
        .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
        .withArgs(sejong.address, TYPE, by.address);
    }
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await expect(accreditations.connect(sejong).reinstate(sejong, TYPE, 0n)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await accreditations.connect(ministry).reinstate(sejong, TYPE, 0n);
  });
});
