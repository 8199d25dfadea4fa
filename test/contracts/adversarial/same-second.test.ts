import { expect } from "chai";
import { chainOf } from "../support/chain.ts";
import {
  accredit,
  accredited,
  chainOfTwo,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  Reason,
  registries,
  TYPE,
  wait,
} from "../support/registries.ts";
import { GAS, inOneBlock } from "./one-block.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: several changes in one second", () => {
  it("an agency that is accredited, suspended and reinstated at once may issue in that very second", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, sejong } = all;
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
    const byMoi = accreditations.connect(moi);
    await inOneBlock(
      () => byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0, GAS),
      () => byMoi.suspend(sejong, TYPE, GAS),
      () => byMoi.reinstate(sejong, TYPE, NO_END, GAS),
    );
    const time = await now();
    expect(await accredited(all, sejong, time)).to.equal(true);
    expect((await chainOf(accreditations, sejong, time)).map(({ atIssue }) => atIssue?.index)).to.deep.equal([1]);
    await wait(5n);
    expect([await accredited(all, sejong, time - 1n), await accredited(all, sejong, time)]).to.deep.equal([
      false,
      true,
    ]);
  });

  it("of several epochs that began in one second, the last one counts, however they ended", async () => {
    const all = await loadFixture(chainOfTwo);
    const byMoi = all.accreditations.connect(all.moi);
    const before = await now();
    await wait(10n);
    await inOneBlock(
      () => byMoi.suspend(all.sejong, TYPE, GAS),
      () => byMoi.reinstate(all.sejong, TYPE, NO_END, GAS),
      () => byMoi.suspend(all.sejong, TYPE, GAS),
      () => byMoi.reinstate(all.sejong, TYPE, NO_END, GAS),
      () => byMoi.end(all.sejong, TYPE, GAS),
    );
    const time = await now();
    await wait(10n);
    expect(await accredited(all, all.sejong, before)).to.equal(true);
    expect([await accredited(all, all.sejong, time - 1n), await accredited(all, all.sejong, time)]).to.deep.equal([
      true,
      false,
    ]);
  });

  it("an epoch includes its first second and not its last, at each link of the chain", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, ministry, sejong } = all;
    const { from } = await accreditations.epochOf(sejong, TYPE, 0n);
    await wait(10n);
    await accreditations.connect(moi).end(ministry, TYPE);
    const { until } = await accreditations.epochOf(ministry, TYPE, 0n);
    await wait(10n);
    const at = [from - 1n, from, until - 1n, until];
    expect(await Promise.all(at.map((moment) => accredited(all, sejong, moment)))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });

  it("a withdrawal and a new accreditation at once restore neither what was issued nor who was accredited before", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, ministry, sejong } = all;
    const before = await now();
    await wait(10n);
    await accreditations.connect(ministry).applyFor(ministry, TYPE, NOBODY, true, 1, "");
    const byMoi = accreditations.connect(moi);
    await inOneBlock(
      () => byMoi.withdraw(ministry, TYPE, GAS),
      () => byMoi.accredit(ministry, TYPE, true, 1, NO_END, 0, GAS),
    );
    for (const moment of [before, await now()]) expect(await accredited(all, sejong, moment)).to.equal(false);
    expect([await accredited(all, ministry), await accredited(all, ministry, before)]).to.deep.equal([true, false]);
  });

  it("what a thief does in the second in which its successor is appointed can be annulled like the rest", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, moi, successor, thief, sejong } = all;
    await accredit(all, sejong, moi);
    const since = await now();
    await accreditations.connect(thief).applyFor(thief, TYPE, NOBODY, true, 7, "");
    await inOneBlock(
      () => accreditations.connect(moi).accredit(thief, TYPE, true, 7, NO_END, 0, GAS),
      () => types.connect(council).replaceAuthority(TYPE, successor, since, GAS),
    );
    expect(await accredited(all, thief)).to.equal(true);
    await accreditations.connect(successor).annul(thief, TYPE, 0n, 0n);
    expect((await accreditations.epochOf(thief, TYPE, 0n)).rights >> 5n).to.equal(Reason.annulled);
    expect([await accredited(all, thief), await accredited(all, sejong)]).to.deep.equal([false, true]);
  });

  it("a thief that retires the type in the second in which its successor is appointed: the successor takes it back", async () => {
    const { types, council, moi, successor } = await loadFixture(registries);
    const since = await now();
    const retired = since + 100n;
    await inOneBlock(
      () => types.connect(moi).retire(TYPE, retired, GAS),
      () => types.connect(council).replaceAuthority(TYPE, successor, since, GAS),
    );
    expect((await types.typeOf(TYPE)).retired).to.equal(retired);
    await types.connect(successor).reopen(TYPE, 0n, 0);
    expect((await types.typeOf(TYPE)).retired).to.equal(0n);
  });
});
