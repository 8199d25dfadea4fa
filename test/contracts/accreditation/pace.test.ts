import { expect } from "chai";
import { accredit, accredited, NO_END, networkHelpers, now, TYPE, timeOf } from "../support/registries.ts";
import { epoch, sejongAccredited } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;
const [FREE, PACE] = [64n, 6n * 3_600n];

type Stage = Awaited<ReturnType<typeof sejongAccredited>>;

/** Suspends Sejong and reinstates it until it has used all free epochs. It is suspended then. */
async function freeOnesUsed(): Promise<Stage & { readonly first: bigint }> {
  const all = await sejongAccredited();
  for (let epochs = 1n; epochs < FREE; epochs++) {
    await all.byMoi.suspend(all.sejong, TYPE);
    await all.byMoi.reinstate(all.sejong, TYPE, NO_END);
  }
  await all.byMoi.suspend(all.sejong, TYPE);
  return { ...all, first: (await epoch(all, 0n)).from };
}

const countOf = async ({ accreditations, sejong }: Stage): Promise<bigint> =>
  (await accreditations.accreditationOf(sejong, TYPE)).epochs;

describe("Accreditations: the pace of an agency's epochs", () => {
  it("64 begin freely; the constants say so", async () => {
    const all = await loadFixture(freeOnesUsed);
    expect(await countOf(all)).to.equal(FREE);
    expect([await all.accreditations.FREE_EPOCHS(), await all.accreditations.EPOCH_PACE()]).to.deep.equal([FREE, PACE]);
  });

  it("the next begins six hours after the very first one began, and no second earlier", async () => {
    const all = await loadFixture(freeOnesUsed);
    const { accreditations, byMoi, sejong, first } = all;
    await networkHelpers.time.setNextBlockTimestamp(first + PACE - 1n);
    await expect(byMoi.reinstate(sejong, TYPE, NO_END))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTooSoon")
      .withArgs(sejong.address, TYPE, first + PACE);
    await networkHelpers.time.setNextBlockTimestamp(first + PACE);
    await byMoi.reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("after that, one more each six hours, for accreditations and reinstatements alike", async () => {
    const all = await loadFixture(freeOnesUsed);
    const { accreditations, byMoi, sejong, moi, first } = all;
    await networkHelpers.time.increaseTo(first + PACE);
    await byMoi.reinstate(sejong, TYPE, NO_END);
    await byMoi.end(sejong, TYPE);
    await expect(accredit(all, sejong, moi))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTooSoon")
      .withArgs(sejong.address, TYPE, first + 2n * PACE);
    await networkHelpers.time.setNextBlockTimestamp(first + 2n * PACE);
    await byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0);
    expect(await countOf(all)).to.equal(FREE + 2n);
  });

  it("a thief of the accreditor's key does not use up the record: the honest accreditor waits six hours at most", async () => {
    const all = await loadFixture(freeOnesUsed);
    const { byMoi, sejong, first } = all;
    await networkHelpers.time.increaseTo(first + 10n * PACE + 1n);
    let last = 0n;
    for (let times = 0; times < 10; times++) {
      last = await timeOf(byMoi.reinstate(sejong, TYPE, NO_END));
      await byMoi.suspend(sejong, TYPE);
    }
    await expect(byMoi.reinstate(sejong, TYPE, NO_END)).to.be.revertedWithCustomError(
      all.accreditations,
      "AccreditationTooSoon",
    );
    await networkHelpers.time.increaseTo(last + PACE);
    await byMoi.reinstate(sejong, TYPE, NO_END);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("an agency that a thief ended and then suspended waits for two steps, twelve hours at most", async () => {
    const all = await loadFixture(freeOnesUsed);
    const { accreditations, byMoi, sejong, moi, first } = all;
    await networkHelpers.time.increaseTo(first + PACE);
    await byMoi.reinstate(sejong, TYPE, NO_END);
    await byMoi.end(sejong, TYPE);
    await byMoi.suspend(sejong, TYPE);
    await networkHelpers.time.setNextBlockTimestamp(first + 2n * PACE);
    await byMoi.reinstate(sejong, TYPE, 0n);
    expect(await accredited(all, sejong)).to.equal(false);
    await expect(accredit(all, sejong, moi))
      .to.be.revertedWithCustomError(accreditations, "AccreditationTooSoon")
      .withArgs(sejong.address, TYPE, first + 3n * PACE);
    await networkHelpers.time.setNextBlockTimestamp(first + 3n * PACE);
    await byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("it holds whatever the generation: a withdrawal gives no new free epochs", async () => {
    const all = await loadFixture(freeOnesUsed);
    await all.byMoi.withdraw(all.sejong, TYPE);
    await expect(accredit(all, all.sejong, all.moi)).to.be.revertedWithCustomError(
      all.accreditations,
      "AccreditationTooSoon",
    );
  });

  it("it stops nothing but beginnings: suspending, withdrawing and another agency's epochs go on", async () => {
    const all = await loadFixture(freeOnesUsed);
    const { byMoi, sejong, busan, moi } = all;
    await byMoi.withdraw(sejong, TYPE);
    await accredit(all, busan, moi);
    expect(await accredited(all, busan, await now())).to.equal(true);
  });
});
