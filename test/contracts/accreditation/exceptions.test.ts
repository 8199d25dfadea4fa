import { expect } from "chai";
import { accredit, NO_END, networkHelpers, registries, TYPE } from "../support/registries.ts";
import { sejongApplied } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: exceptions that the accreditor grants", () => {
  it("are in the agency's record and in the event", async () => {
    const { accreditations, byMoi, sejong, moi } = await loadFixture(sejongApplied);
    await expect(byMoi.accredit(sejong, TYPE, true, 0, NO_END, 1))
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 0n, NO_END, 0n, 24n, 1n, false);
    expect((await accreditations.accreditationOf(sejong, TYPE)).exceptions).to.equal(1n);
  });

  it("are only those with a meaning", async () => {
    const { accreditations, byMoi, sejong } = await loadFixture(sejongApplied);
    for (const exceptions of [2, 3, 128, 255]) {
      await expect(byMoi.accredit(sejong, TYPE, true, 0, NO_END, exceptions))
        .to.be.revertedWithCustomError(accreditations, "AccreditationExceptions")
        .withArgs(sejong.address, TYPE, exceptions, 0n);
    }
  });

  it("never change within a generation, so that today's record judges everything issued in it", async () => {
    for (const [granted, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const all = await loadFixture(registries);
      const { accreditations, sejong, moi } = all;
      await accredit(all, sejong, moi, { exceptions: granted });
      await accreditations.connect(sejong).end(sejong, TYPE);
      await expect(accredit(all, sejong, moi, { exceptions: other }))
        .to.be.revertedWithCustomError(accreditations, "AccreditationExceptions")
        .withArgs(sejong.address, TYPE, other, granted);
      await accredit(all, sejong, moi, { exceptions: granted });
      expect((await accreditations.accreditationOf(sejong, TYPE)).exceptions).to.equal(granted);
    }
  });

  it("survive suspensions, reinstatements and applications; after a withdrawal they can be chosen again", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    const byMoi = accreditations.connect(moi);
    const granted = async () => (await accreditations.accreditationOf(sejong, TYPE)).exceptions;
    await accredit(all, sejong, moi, { exceptions: 1 });
    await byMoi.suspend(sejong, TYPE);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.emit(accreditations, "Accredited")
      .withArgs(sejong.address, TYPE, moi.address, 1n, NO_END, 0n, 24n, 1n, true);
    expect(await granted()).to.equal(1n);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, moi, true, 3, "");
    await accreditations.connect(sejong).cancelApplication(sejong, TYPE);
    expect(await granted()).to.equal(1n);
    await byMoi.withdraw(sejong, TYPE);
    await accredit(all, sejong, moi, { exceptions: 0 });
    expect(await granted()).to.equal(0n);
  });
});

describe("Accreditations: many records in one call", () => {
  it("come in the requested order, all zeros if there is none", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, busan, moi } = all;
    await accredit(all, sejong, moi, { exceptions: 1 });
    const none = [...(await accreditations.accreditationOf(busan, TYPE))];
    const some = [...(await accreditations.accreditationOf(sejong, TYPE))];
    expect(some).not.to.deep.equal(none);
    for (const [issuers, records] of [
      [
        [busan, sejong],
        [none, some],
      ],
      [
        [sejong, busan],
        [some, none],
      ],
    ] as const) {
      const found = await accreditations.accreditationsOf([...issuers], [TYPE, TYPE]);
      expect(found.map((record) => [...record])).to.deep.equal(records);
    }
    expect(await accreditations.accreditationsOf([], [])).to.have.length(0);
  });
});
