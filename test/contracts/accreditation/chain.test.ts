import { expect } from "chai";
import { chainOf } from "../support/chain.ts";
import {
  type Actor,
  accredit,
  accredited,
  chainOfTwo,
  ethers,
  NO_END,
  networkHelpers,
  now,
  Reason,
  registries,
  TYPE,
  wait,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;

describe("The chain of trust holds only if each link does", () => {
  it("council, authority, ministry, city: the city may issue, the ministry may not", async () => {
    const all = await loadFixture(chainOfTwo);
    expect(await accredited(all, all.sejong)).to.equal(true);
    expect(await accredited(all, all.ministry), "it may accredit only").to.equal(false);
    expect(await accredited(all, all.moi), "an authority accredits itself if it issues").to.equal(false);
  });

  it("chainWords shows the links from the issuer to the root", async () => {
    const { accreditations, sejong, ministry, moi } = await loadFixture(chainOfTwo);
    const links = await chainOf(accreditations, sejong, await now());
    const [city, above, root] = [sejong, ministry, moi].map(({ address }) => address.toLowerCase());
    expect(links.map(({ holder, atIssue }) => [holder, atIssue?.accreditor])).to.deep.equal([
      [city, above],
      [above, root],
    ]);
    expect(links.map(({ atIssue }) => [atIssue?.root, atIssue?.index])).to.deep.equal([
      [false, 0],
      [true, 0],
    ]);
  });

  it("chainWords returns what exists: nothing for a stranger, one link before the first epoch, the newest epoch beside the one at the moment", async () => {
    const { accreditations, sejong, ministry, stranger } = await loadFixture(chainOfTwo);
    expect(await chainOf(accreditations, stranger, await now())).to.have.length(0);
    const first = (await accreditations.epochOf(sejong, TYPE, 0n)).from;
    const before = await chainOf(accreditations, sejong, first - 1n);
    const [unbegun] = await accreditations.chainWords(sejong, TYPE, first - 1n);
    expect([unbegun?.index, unbegun?.epoch]).to.deep.equal([0n, 0n]);
    expect(before.map(({ atIssue, newest }) => [atIssue, newest.from])).to.deep.equal([[undefined, Number(first)]]);
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await accreditations.connect(ministry).reinstate(sejong, TYPE, NO_END);
    const then = await chainOf(accreditations, sejong, first);
    expect([then[0]!.atIssue?.index, then[0]!.atIssue?.from, then[0]!.newest.index]).to.deep.equal([
      0,
      Number(first),
      1,
    ]);
    expect(then).to.have.length(2);
  });

  it("a suspension above stops everybody below, and its reinstatement lets them continue", async () => {
    const all = await loadFixture(chainOfTwo);
    const moment = await now();
    const byMoi = all.accreditations.connect(all.moi);
    await byMoi.suspend(all.ministry, TYPE);
    expect(await accredited(all, all.sejong, moment)).to.equal(false);
    await wait(100n);
    await byMoi.reinstate(all.ministry, TYPE, NO_END);
    expect([await accredited(all, all.sejong, moment), await accredited(all, all.sejong)]).to.deep.equal([true, true]);
  });

  it("a withdrawal above stops everybody below for good: accrediting the parent again restores nobody", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry, moi } = all;
    const moment = await now();
    await accreditations.connect(moi).withdraw(ministry, TYPE);
    expect(await accredited(all, sejong, moment)).to.equal(false);
    await accredit(all, ministry, moi, { mayIssue: false, levels: 1 });
    expect([await accredited(all, sejong, moment), await accredited(all, sejong)]).to.deep.equal([false, false]);
    await accreditations.connect(ministry).end(sejong, TYPE);
    await accredit(all, sejong, ministry);
    expect([await accredited(all, sejong, moment), await accredited(all, sejong)]).to.deep.equal([false, true]);
  });

  it("an orderly end above does not affect what was issued before; what is issued afterwards is invalid", async () => {
    const all = await loadFixture(chainOfTwo);
    const moment = await now();
    await wait(10n);
    await all.accreditations.connect(all.moi).end(all.ministry, TYPE);
    expect(await accredited(all, all.sejong, moment)).to.equal(true);
    expect(await accredited(all, all.sejong)).to.equal(false);
  });

  it("a deactivated DID breaks the chain anywhere: as issuer, accreditor or authority", async () => {
    for (const who of ["sejong", "ministry", "moi"] as const) {
      const all = await loadFixture(chainOfTwo);
      const moment = await now();
      await all.dids.connect(all[who]).deactivate(all[who]);
      expect(await accredited(all, all.sejong, moment), who).to.equal(false);
      expect(await accredited(all, all.sejong), who).to.equal(false);
    }
  });

  it("root links name the role: they survive a hand-over, and the former authority may be deactivated", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, types, dids, sejong, ministry, moi, successor } = all;
    const moment = await now();
    await types.connect(moi).offer(TYPE, successor);
    await types.connect(successor).accept(TYPE);
    await dids.connect(moi).deactivate(moi);
    expect([await accredited(all, sejong, moment), await accredited(all, sejong)]).to.deep.equal([true, true]);
    await accreditations.connect(successor).suspend(ministry, TYPE);
    expect(await accredited(all, sejong, moment)).to.equal(false);
  });

  it("nothing is accredited in the future, or after the type's retirement", async () => {
    const all = await loadFixture(chainOfTwo);
    const time = await now();
    expect(await accredited(all, all.sejong, time + 1n)).to.equal(false);
    await all.types.connect(all.moi).retire(TYPE, time + 50n);
    await wait(100n);
    expect([
      await accredited(all, all.sejong, time + 49n),
      await accredited(all, all.sejong, time + 50n),
    ]).to.deep.equal([true, false]);
  });

  it("each type has a chain of its own", async () => {
    const all = await loadFixture(chainOfTwo);
    expect(await all.accreditations.isAccredited(all.sejong, ethers.id("unknown"), await now())).to.equal(false);
  });
});

describe("The chain of trust: nobody grants what it does not have", () => {
  it("each link has fewer levels than the one above", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, sejong, moi } = all;
    await accredit(all, ministry, moi, { mayIssue: false, levels: 2 });
    for (const levels of [2, 3]) {
      await expect(accredit(all, sejong, ministry, { levels }))
        .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondAccreditor")
        .withArgs(ministry.address, TYPE, levels);
    }
    await accredit(all, sejong, ministry, { levels: 1 });
  });

  it("an agency that may only issue accredits nobody, nor does a stranger", async () => {
    const all = await loadFixture(chainOfTwo);
    for (const by of [all.sejong, all.stranger]) {
      await expect(accredit(all, all.busan, by))
        .to.be.revertedWithCustomError(all.accreditations, "AccreditationBeyondAccreditor")
        .withArgs(by.address, TYPE, 0n);
    }
  });

  it("a chain is at most eight links long", async () => {
    const all = await loadFixture(registries);
    const agencies = [all.ministry, all.personnel, all.sejong, all.busan, ...all.seats] as Actor[];
    await accredit(all, agencies[0]!, all.moi, { levels: 7 });
    for (let level = 6; level >= 0; level--) {
      await accredit(all, agencies[7 - level]!, agencies[6 - level]!, { levels: level });
    }
    expect(await accredited(all, agencies[7]!)).to.equal(true);
    expect(await chainOf(all.accreditations, agencies[7]!, await now())).to.have.length(8);
    await expect(accredit(all, agencies[8]!, agencies[7]!)).to.be.revertedWithCustomError(
      all.accreditations,
      "AccreditationBeyondAccreditor",
    );
    await all.accreditations.connect(all.moi).withdraw(agencies[0]!, TYPE);
    expect(await accredited(all, agencies[7]!)).to.equal(false);
  });

  it("an accreditor whose own chain is broken accredits nobody, and has no power over anybody", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, moi, sejong, busan } = all;
    await accreditations.connect(moi).suspend(ministry, TYPE);
    await expect(accredit(all, busan, ministry)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationBeyondAccreditor",
    );
    for (const call of [
      () => accreditations.connect(ministry).suspend(sejong, TYPE),
      () => accreditations.connect(ministry).withdraw(sejong, TYPE),
      () => accreditations.connect(ministry).end(sejong, TYPE),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
        .withArgs(sejong.address, TYPE, ministry.address);
    }
  });

  it("an accreditor has power over those it accredited and nobody else; the authority has power over all", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, personnel, moi, sejong } = all;
    await accredit(all, personnel, moi, { levels: 3 });
    await expect(accreditations.connect(personnel).suspend(sejong, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await accreditations.connect(moi).reinstate(sejong, TYPE, NO_END);
    await accreditations.connect(moi).withdraw(sejong, TYPE);
    expect((await accreditations.epochOf(sejong, TYPE, 1n)).rights >> 5n).to.equal(Reason.withdrawn);
  });

  it("a root link names the role: the chain ends there, and a former authority has power over nobody", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, moi, sejong, successor } = all;
    await accredit(all, moi, moi, { levels: 7 });
    await accredit(all, sejong, moi);
    expect(await chainOf(accreditations, sejong, await now())).to.have.length(1);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    await expect(accreditations.connect(moi).suspend(sejong, TYPE))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, moi.address);
  });

  it("a parent that was accredited again with fewer levels no longer supports those below", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, personnel, sejong, moi } = all;
    await accredit(all, ministry, moi, { levels: 3 });
    await accredit(all, personnel, ministry, { levels: 2 });
    await accredit(all, sejong, personnel);
    await accreditations.connect(moi).end(ministry, TYPE);
    await accredit(all, ministry, moi, { levels: 1 });
    expect(await accredited(all, sejong)).to.equal(false);
    await expect(accreditations.connect(ministry).suspend(personnel, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
  });
});
