import { expect } from "chai";
import { chainOf } from "../support/chain.ts";
import {
  accredit,
  accredited,
  chainOfTwo,
  DAY,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  nobody,
  now,
  registries,
  TYPE,
  timeOf,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;

describe("The chain of trust: no cycles", () => {
  it("nobody accredits itself", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, moi } = all;
    await expect(accredit(all, ministry, ministry, { levels: 1 })).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationBeyondAccreditor",
    );
    await accredit(all, ministry, moi, { levels: 7 });
    await expect(accredit(all, ministry, ministry, { levels: 1 })).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationInForce",
    );
    await accreditations.connect(moi).end(ministry, TYPE);
    await expect(accredit(all, ministry, ministry, { levels: 1 })).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationBeyondAccreditor",
    );
  });

  it("two cannot hold each other up: while the upper one has no accreditation, the lower one's chain does not hold", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, sejong, moi } = all;
    await accredit(all, ministry, moi, { levels: 7 });
    await accredit(all, sejong, ministry, { levels: 6 });
    await accreditations.connect(moi).end(ministry, TYPE);
    await expect(accredit(all, ministry, sejong, { levels: 5 }))
      .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondAccreditor")
      .withArgs(sejong.address, TYPE, 5n);
  });

  it("not even with the authority's help: a child suspended, its parent moved below it, the child reinstated", async () => {
    const all = await loadFixture(registries);
    const { accreditations, ministry, sejong, personnel, moi } = all;
    await accredit(all, ministry, moi, { levels: 4 });
    await accredit(all, sejong, ministry, { levels: 3 });
    await accredit(all, personnel, sejong, { levels: 2 });
    await accreditations.connect(moi).suspend(sejong, TYPE);
    await accreditations.connect(moi).end(ministry, TYPE);
    await expect(accredit(all, ministry, personnel, { levels: 1 })).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationBeyondAccreditor",
    );
    await accreditations.connect(moi).reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, personnel)).to.equal(false);
    expect((await chainOf(accreditations, personnel, await now())).length).to.be.lessThan(9);
  });

  it("a chain that manipulated storage makes circular does not hold, and its walk ends", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry } = all;
    const slot = (key: string, place: string) => ethers.solidityPackedKeccak256(["bytes32", "bytes32"], [key, place]);
    const epochs = slot(TYPE, slot(ethers.zeroPadValue(ministry.address, 32), ethers.toBeHex(1, 32)));
    const first = slot(ethers.ZeroHash, epochs);
    const address = await accreditations.getAddress();
    const word = BigInt(await ethers.provider.getStorage(address, first));
    // Makes Sejong the ministry's accreditor, with a link that is no root any more, and gives Sejong seven levels.
    const bent = ((word >> 160n) << 160n) | BigInt(sejong.address);
    await networkHelpers.setStorageAt(address, first, ethers.toBeHex(bent & ~(8n << 248n), 32));
    expect(await accredited(all, sejong)).to.equal(false);
    expect(await chainOf(accreditations, sejong, await now())).to.have.length(8);
  });
});

describe("The chain of trust: adversaries", () => {
  it("the zero address acts for nobody: not for a deactivated agency, accreditor or authority, nor for itself", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, dids, sejong, ministry, moi } = all;
    await accreditations.connect(all.busan).applyFor(all.busan, TYPE, NOBODY, true, 0, "");
    for (const who of [sejong, ministry, moi]) await dids.connect(who).deactivate(who);
    const as = accreditations.connect(await nobody());
    for (const call of [
      () => as.applyFor(sejong, TYPE, NOBODY, true, 0, ""),
      () => as.applyFor(NOBODY, TYPE, NOBODY, true, 0, ""),
      () => as.cancelApplication(all.busan, TYPE),
      () => as.decline(all.busan, TYPE, ""),
      () => as.accredit(all.busan, TYPE, true, 0, NO_END, 0),
      () => as.suspend(sejong, TYPE),
      () => as.withdraw(ministry, TYPE),
      () => as.end(sejong, TYPE),
      () => as.annul(sejong, TYPE, 0n, 0n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationForbidden");
    }
    await expect(as.freeze(NOBODY, TYPE)).to.be.revertedWithCustomError(accreditations, "FreezeNotSeat");
  });

  it("a deactivated DID can no longer act, as an agency, an accreditor or the authority", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, dids, sejong, ministry, moi, busan } = all;
    await accreditations.connect(busan).applyFor(busan, TYPE, ministry, true, 0, "");
    for (const who of [sejong, ministry, moi]) await dids.connect(who).deactivate(who);
    for (const call of [
      () => accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, ""),
      () => accreditations.connect(sejong).end(sejong, TYPE),
      () => accreditations.connect(ministry).accredit(busan, TYPE, true, 0, NO_END, 0),
      () => accreditations.connect(ministry).decline(busan, TYPE, ""),
      () => accreditations.connect(moi).suspend(ministry, TYPE),
      () => accreditations.connect(moi).withdraw(sejong, TYPE),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationForbidden");
    }
  });

  it("nothing becomes valid again: what is reinstated under a deactivated DID stays invalid", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, dids, sejong, ministry } = all;
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await dids.connect(sejong).deactivate(sejong);
    await accreditations.connect(ministry).reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, sejong)).to.equal(false);
  });

  it("the council's executor cannot write an agency's records", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, council, sejong, busan } = all;
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, true, 0, "");
    const as = accreditations.connect(council);
    for (const call of [
      () => as.applyFor(sejong, TYPE, NOBODY, true, 0, ""),
      () => as.cancelApplication(busan, TYPE),
      () => as.decline(busan, TYPE, ""),
      () => as.accredit(busan, TYPE, true, 0, NO_END, 0),
      () => as.suspend(sejong, TYPE),
      () => as.withdraw(sejong, TYPE),
      () => as.end(sejong, TYPE),
      () => as.annul(sejong, TYPE, 0n, 0n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(accreditations, "AccreditationForbidden");
    }
  });

  it("a decision counts once: the same grant again finds no application", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, sejong } = all;
    await accreditations.connect(ministry).end(sejong, TYPE);
    await expect(accreditations.connect(ministry).accredit(sejong, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNoApplication")
      .withArgs(sejong.address, TYPE);
  });

  it("whoever controls a DID acts for it from the block of the change on, and its former controller no longer does", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, dids, ministry, sejong, relayer } = all;
    await dids.connect(ministry).changeOwner(ministry, relayer);
    await expect(accreditations.connect(ministry).suspend(sejong, TYPE)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await accreditations.connect(relayer).suspend(sejong, TYPE);
  });

  it("every write emits an event, and changes exactly what its events say", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, sejong } = all;
    const until = (await now()) + DAY;
    for (const [call, event] of [
      [() => accreditations.connect(ministry).suspend(sejong, TYPE), "AccreditationEnded"],
      [() => accreditations.connect(ministry).reinstate(sejong, TYPE, until), "Accredited"],
      [() => accreditations.connect(ministry).withdraw(sejong, TYPE), "AccreditationEnded"],
      [() => accreditations.connect(sejong).applyFor(sejong, TYPE, ministry, true, 0, ""), "Applied"],
      [() => accreditations.connect(ministry).accredit(sejong, TYPE, true, 0, until, 0), "Accredited"],
    ] as const) {
      const sent = call();
      await timeOf(sent);
      const receipt = await (await sent).wait();
      const names = receipt!.logs.map((log) => accreditations.interface.parseLog(log)?.name);
      expect(names).to.deep.equal([event]);
    }
  });
});
