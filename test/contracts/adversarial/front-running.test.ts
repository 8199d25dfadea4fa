import { expect } from "chai";
import {
  accredit,
  accredited,
  chainOfTwo,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  Reason,
  Status,
  TYPE,
  wait,
} from "../support/registries.ts";
import { GAS, inOneBlock } from "./one-block.ts";

const { loadFixture } = networkHelpers;
const succeeded = (receipts: { status: number | null }[]) => receipts.map(({ status }) => status === 1);

/**
 * An attacker sees a transaction and gets its own in before it. The result depends only on the order and on what each
 * transaction says.
 */
describe("Front-running among agencies", () => {
  it("an application that asks for more before the grant: only what the accreditor says is granted", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, busan } = all;
    const byBusan = accreditations.connect(busan);
    await byBusan.applyFor(busan, TYPE, NOBODY, true, 0, "as agreed");
    await inOneBlock(
      () => byBusan.applyFor(busan, TYPE, NOBODY, true, 7, "more than agreed", GAS),
      () => accreditations.connect(moi).accredit(busan, TYPE, true, 0, NO_END, 0, GAS),
    );
    expect((await accreditations.epochOf(busan, TYPE, 0n)).rights & 7n).to.equal(0n);
  });

  it("an application that goes to another accreditor before the grant: the first one can grant nothing", async () => {
    const { accreditations, moi, ministry, busan } = await loadFixture(chainOfTwo);
    const byBusan = accreditations.connect(busan);
    await byBusan.applyFor(busan, TYPE, ministry, true, 0, "");
    const done = await inOneBlock(
      () => byBusan.applyFor(busan, TYPE, NOBODY, true, 0, "", GAS),
      () => accreditations.connect(ministry).accredit(busan, TYPE, true, 0, NO_END, 0, GAS),
      () => accreditations.connect(ministry).decline(busan, TYPE, "", GAS),
      () => accreditations.connect(moi).accredit(busan, TYPE, true, 0, NO_END, 0, GAS),
    );
    expect(succeeded(done)).to.deep.equal([true, false, false, true]);
  });

  it("an agency that ends its accreditation before a suspension arrives escapes neither that nor a withdrawal", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, sejong } = all;
    const before = await now();
    await wait(10n);
    const done = await inOneBlock(
      () => accreditations.connect(sejong).end(sejong, TYPE, GAS),
      () => accreditations.connect(ministry).suspend(sejong, TYPE, GAS),
    );
    expect(succeeded(done)).to.deep.equal([true, true]);
    expect(await accredited(all, sejong, before)).to.equal(false);
    await accreditations.connect(ministry).withdraw(sejong, TYPE);
    expect(await accredited(all, sejong, before)).to.equal(false);
  });

  it("an accreditor suspended in the block in which it accredits: after the suspension it cannot; before it, the grant does not hold meanwhile", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, ministry, busan, personnel } = all;
    for (const agency of [busan, personnel]) {
      await accreditations.connect(agency).applyFor(agency, TYPE, ministry, true, 0, "");
    }
    const grant = (agency: typeof busan) => () =>
      accreditations.connect(ministry).accredit(agency, TYPE, true, 0, NO_END, 0, GAS);
    const done = await inOneBlock(
      grant(busan),
      () => accreditations.connect(moi).suspend(ministry, TYPE, GAS),
      grant(personnel),
    );
    expect(succeeded(done)).to.deep.equal([true, true, false]);
    const moment = await now();
    expect(await accredited(all, busan, moment)).to.equal(false);
    await accreditations.connect(moi).reinstate(ministry, TYPE, NO_END);
    // At that second the ministry was suspended already; it counts again from its reinstatement on.
    expect([await accredited(all, busan, moment), await accredited(all, busan)]).to.deep.equal([false, true]);
  });

  it("a freeze holds from the transaction that completes it, within its block too", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, busan, personnel } = all;
    for (const agency of [busan, personnel]) {
      await accreditations.connect(agency).applyFor(agency, TYPE, NOBODY, true, 0, "");
    }
    const [first, second, third] = all.seats as [typeof moi, typeof moi, typeof moi];
    const grant = (agency: typeof busan) => () =>
      accreditations.connect(moi).accredit(agency, TYPE, true, 0, NO_END, 0, GAS);
    const done = await inOneBlock(
      () => accreditations.connect(first).freeze(first, TYPE, GAS),
      () => accreditations.connect(second).freeze(second, TYPE, GAS),
      grant(busan),
      () => accreditations.connect(third).freeze(third, TYPE, GAS),
      grant(personnel),
    );
    expect(succeeded(done)).to.deep.equal([true, true, true, true, false]);
  });

  it("a replaced controller can no longer act in any registry, within the block too", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, statuses, types, dids, moi, sejong, thief, relayer } = all;
    await statuses.connect(sejong).openList(sejong, 0, 128, NOBODY);
    const done = await inOneBlock(
      () => dids.connect(sejong).changeOwner(sejong, relayer, GAS),
      () => dids.connect(moi).changeOwner(moi, relayer, GAS),
      () => statuses.connect(sejong).setStatus(sejong, 0, 1, Status.invalid, GAS),
      () => accreditations.connect(sejong).end(sejong, TYPE, GAS),
      () => types.connect(moi).offer(TYPE, thief, GAS),
      () => accreditations.connect(moi).withdraw(sejong, TYPE, GAS),
      () => statuses.connect(relayer).setStatus(sejong, 0, 1, Status.suspended, GAS),
    );
    expect(succeeded(done)).to.deep.equal([true, true, false, false, false, false, true]);
  });
});

describe("The worst a thief with an authority's key can do:", () => {
  it("deactivate the authority: nothing of the type verifies until the council appoints another, and then everything does again", async () => {
    const all = await loadFixture(chainOfTwo);
    const { types, dids, council, moi, successor, sejong } = all;
    const before = await now();
    await dids.connect(moi).deactivate(moi);
    expect(await accredited(all, sejong, before)).to.equal(false);
    await types.connect(council).replaceAuthority(TYPE, successor, before);
    expect([await accredited(all, sejong, before), await accredited(all, sejong)]).to.deep.equal([true, true]);
  });

  it("retire the type: what was issued before stays valid, and the successor takes the retirement back", async () => {
    const all = await loadFixture(chainOfTwo);
    const { types, council, moi, successor, sejong } = all;
    const before = await now();
    await wait(10n);
    await types.connect(moi).retire(TYPE, (await now()) + 1n);
    await types.connect(council).replaceAuthority(TYPE, successor, before);
    const meanwhile = await now();
    const valid = async () => [await accredited(all, sejong, before), await accredited(all, sejong, meanwhile)];
    expect(await valid()).to.deep.equal([true, false]);
    await types.connect(successor).reopen(TYPE, 0n, 0);
    expect(await valid()).to.deep.equal([true, true]);
    expect(await accredited(all, sejong)).to.equal(true);
  });

  it("suspend, reinstate and accredit: each can be undone one by one, and honest agencies continue", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, types, council, moi, successor, ministry, sejong, thief } = all;
    const before = await now();
    await wait(10n);
    const since = await now();
    await accreditations.connect(moi).suspend(ministry, TYPE);
    await accredit(all, thief, moi, { levels: 7 });
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    const bySuccessor = accreditations.connect(successor);
    await bySuccessor.annul(thief, TYPE, 0n, 0n);
    await bySuccessor.reinstate(ministry, TYPE, NO_END);
    expect((await accreditations.epochOf(thief, TYPE, 0n)).rights >> 5n).to.equal(Reason.annulled);
    expect([await accredited(all, sejong, before), await accredited(all, sejong)]).to.deep.equal([true, true]);
    expect(await accredited(all, thief)).to.equal(false);
  });
});
