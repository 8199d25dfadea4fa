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
  registries,
  SALT,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";
import { epoch, ISSUES, NOTE, ROOT, sejongAccredited, sejongApplied, UNKNOWN } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: the agency applies", () => {
  it("asks for a known type; its application is public, and replaced when it applies again", async () => {
    const { accreditations, sejong, ministry } = await loadFixture(registries);
    const as = accreditations.connect(sejong);
    const apply = as.applyFor(sejong, TYPE, NOBODY, true, 2, NOTE);
    await expect(apply).to.emit(accreditations, "Applied").withArgs(sejong.address, TYPE, NOBODY, true, 2n, NOTE);
    const time = await timeOf(apply);
    expect([...(await accreditations.accreditationOf(sejong, TYPE))]).to.deep.equal([
      NOBODY,
      time,
      ISSUES | 2n,
      0n,
      0n,
      0n,
      0n,
    ]);
    await as.applyFor(sejong, TYPE, ministry, false, 1, "");
    const again = await accreditations.accreditationOf(sejong, TYPE);
    expect([again.appliedTo, again.appliedRights]).to.deep.equal([ministry.address, 1n]);
  });

  it("nobody applies for another", async () => {
    const { accreditations, sejong, moi } = await loadFixture(registries);
    await expect(accreditations.connect(moi).applyFor(sejong, TYPE, NOBODY, true, 0, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, moi.address);
  });

  it("an application for an unknown or retired type, for nothing, for more than seven levels, or with a long note is refused", async () => {
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
    const retired = (await now()) + 50n;
    await types.connect(moi).retire(TYPE, retired);
    await as.applyFor(sejong, TYPE, NOBODY, true, 0, "");
    await networkHelpers.time.setNextBlockTimestamp(retired);
    await expect(as.applyFor(sejong, TYPE, NOBODY, true, 0, ""))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeRetired")
      .withArgs(TYPE, retired);
  });

  it("withdraws its application, if there is one", async () => {
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

describe("Accreditations: the accreditor decides", () => {
  it("it declines, if the application is to it", async () => {
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

  it("it accredits: an epoch begins, and the application is closed", async () => {
    const all = await loadFixture(sejongApplied);
    const { accreditations, byMoi, sejong, moi } = all;
    const until = (await now()) + 365n * DAY;
    const granted = byMoi.accredit(sejong, TYPE, true, 1, until, 0);
    const began = ISSUES | ROOT | 1n;
    await expect(granted)
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 0n, until, 0n, began, 0n, false);
    const from = await timeOf(granted);
    expect(await epoch(all, 0n)).to.deep.equal({
      accreditor: moi.address,
      from,
      until,
      parentGeneration: 0n,
      rights: began,
    });
    expect([...(await accreditations.accreditationOf(sejong, TYPE))]).to.deep.equal([NOBODY, 0n, 0n, 0n, 1n, 0n, 0n]);
    expect(await accredited(all, sejong, from)).to.equal(true);
    expect(await accredited(all, sejong, from - 1n)).to.equal(false);
  });

  it("a link by the authority has generation 0, whatever became of an accreditation of the authority's own", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, sejong } = all;
    await accredit(all, moi, moi);
    await accreditations.connect(moi).withdraw(moi, TYPE);
    expect((await accreditations.accreditationOf(moi, TYPE)).generation).to.equal(1n);
    await accredit(all, sejong, moi);
    expect((await epoch(all, 0n)).parentGeneration).to.equal(0n);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("it accredits only after an application, and at most what was requested", async () => {
    const all = await loadFixture(sejongApplied);
    const { accreditations, byMoi, sejong, busan } = all;
    await expect(byMoi.accredit(busan, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNoApplication")
      .withArgs(busan.address, TYPE);
    await expect(byMoi.accredit(sejong, TYPE, true, 3, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondApplication")
      .withArgs(true, 3n);
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, false, 2, "");
    await expect(byMoi.accredit(busan, TYPE, true, 2, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationBeyondApplication")
      .withArgs(true, 2n);
    await expect(byMoi.accredit(busan, TYPE, false, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNothingAsked")
      .withArgs(false, 0n);
  });

  it("only the accreditor applied to can accredit, and not the missing authority of an unknown type", async () => {
    const { accreditations, sejong, ministry } = await loadFixture(sejongApplied);
    await expect(accreditations.connect(ministry).accredit(sejong, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, ministry.address);
  });

  it("it cannot accredit to an end in the past, a deactivated agency, or for a retired type", async () => {
    const { accreditations, types, dids, byMoi, moi, sejong, busan } = await loadFixture(sejongApplied);
    const time = (await now()) + 10n;
    await networkHelpers.time.setNextBlockTimestamp(time);
    await expect(byMoi.accredit(sejong, TYPE, true, 0, time, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationEndInPast")
      .withArgs(time, time);
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, true, 0, "");
    await dids.connect(busan).deactivate(busan);
    await expect(byMoi.accredit(busan, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationHolderDeactivated")
      .withArgs(busan.address);
    const retired = (await now()) + 1n;
    await types.connect(moi).retire(TYPE, retired);
    await expect(byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTypeRetired")
      .withArgs(TYPE, retired);
  });

  it("it cannot accredit over an accreditation that is in force or suspended", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongAccredited);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 1, "");
    const again = () => byMoi.accredit(sejong, TYPE, true, 1, NO_END, 0);
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

describe("Accreditations: limits and deployment", () => {
  it("an agency that was withdrawn 255 times cannot be accredited again, and every withdrawal succeeded", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    for (let times = 0; times < 255; times++) {
      // An agency's epochs begin at a pace: see pace.test.ts.
      await wait(await accreditations.EPOCH_PACE());
      await accredit(all, sejong, moi);
      await accreditations.connect(moi).withdraw(sejong, TYPE);
    }
    expect((await accreditations.accreditationOf(sejong, TYPE)).generation).to.equal(255n);
    await wait(await accreditations.EPOCH_PACE());
    await expect(accredit(all, sejong, moi))
      .to.be.revertedWithCustomError(accreditations, "AccreditationExhausted")
      .withArgs(sejong.address, TYPE);
  });

  it("after 65,535 epochs no more can begin, but the last can still be suspended and withdrawn", async () => {
    const all = await loadFixture(sejongAccredited);
    const { accreditations, byMoi, sejong } = all;
    // Creating so many epochs would take too long, so the record's count is set, and the last epoch is a copy of the
    // first.
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

  it("it is identified by its chain and its immutable salt and registries", async () => {
    const { accreditations, dids, types, seating } = await loadFixture(registries);
    expect([await accreditations.CHAIN_ID(), await accreditations.SALT()]).to.deep.equal([31337n, SALT]);
    expect([await accreditations.DIDS(), await accreditations.TYPES(), await accreditations.SEATS()]).to.deep.equal([
      await dids.getAddress(),
      await types.getAddress(),
      await seating.getAddress(),
    ]);
  });
});
