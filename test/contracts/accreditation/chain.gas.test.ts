import { expect } from "chai";
import { accredit, NO_END, NOBODY, networkHelpers, now, registries, TYPE } from "../support/registries.ts";

const { loadFixture } = networkHelpers;

describe("The chain of trust: its gas", () => {
  it("a read costs no more after a long history, nor after strangers' writes", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi, stranger } = all;
    const cost = async () => accreditations.isAccredited.estimateGas(sejong, TYPE, await now());
    await accredit(all, sejong, moi);
    const before = await cost();
    for (let times = 0; times < 40; times++) {
      await accreditations.connect(moi).suspend(sejong, TYPE);
      await accreditations.connect(moi).reinstate(sejong, TYPE, NO_END);
      await accreditations.connect(stranger).applyFor(stranger, TYPE, NOBODY, true, 7, "x".repeat(256));
    }
    // An earlier moment is found by binary search: six steps in forty-one epochs.
    expect((await cost()) - before < 500n).to.equal(true);
    const early = (await accreditations.epochOf(sejong, TYPE, 0n)).from;
    const then = await accreditations.isAccredited.estimateGas(sejong, TYPE, early);
    expect(then - before < 20_000n).to.equal(true);
  });
});
