import { expect } from "chai";
import fc from "fast-check";
import { often } from "../../support/often.ts";
import { histories, play, stage } from "../support/history.ts";
import {
  accredit,
  chainOfTwo,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  type Registries,
  registries,
  SCHEMA_HASH,
  SCHEMA_URI,
  TYPE,
  wait,
} from "../support/registries.ts";
import { shown } from "../support/storage.ts";
import { toldAndHeld } from "../support/told.ts";

const { loadFixture } = networkHelpers;

/**
 * Checks that the events give the exact storage. So a replica without one of the logs has another storage root than the
 * chain, and notices.
 */
async function rebuilt({ dids, types, accreditations, statuses }: Registries): Promise<void> {
  const all = await toldAndHeld({ dids, types, accreditations, statuses }, ethers.provider);
  for (const [told, held] of all) expect(shown(told)).to.deep.equal(shown(held));
}

describe("The registries of trust: their events determine every slot", () => {
  it("types, from the registration to the third authority", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor, busan } = all;
    await types.connect(council).register("urn:mdl", moi, SCHEMA_HASH, SCHEMA_URI, "org.iso.18013.5.1.mDL", 1);
    await types.connect(moi).setSchema(TYPE, ethers.id("another"), SCHEMA_URI);
    await types.connect(moi).offer(TYPE, busan);
    await types.connect(moi).offer(TYPE, successor);
    await rebuilt(all);
    await types.connect(successor).accept(TYPE);
    await types.connect(successor).retire(TYPE, (await now()) + 900n);
    await types.connect(successor).retire(TYPE, (await now()) + 90n);
    await types.connect(council).replaceAuthority(TYPE, busan, await now());
    await rebuilt(all);
    const { registered } = await types.typeOf(TYPE);
    await types.connect(council).declareStolen(TYPE, 0n, registered + 1n);
    await types.connect(council).declareStolen(TYPE, 1n, registered);
    await types.connect(council).declareStolen(TYPE, 0n, registered);
    await rebuilt(all);
    await types.connect(busan).reopen(TYPE, 1n, 0);
    await rebuilt(all);
    await types.connect(busan).retire(TYPE, (await now()) + 90n);
    await rebuilt(all);
  });

  it("annulled epochs above a suspended one, a suspension that passes down, and a generation of annulled epochs only", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, moi, successor, sejong, busan, ministry } = all;
    const [byMoi, bySuccessor] = [accreditations.connect(moi), accreditations.connect(successor)];
    for (const agency of [sejong, busan]) await accredit(all, agency, moi);
    await byMoi.suspend(sejong, TYPE);
    await byMoi.end(busan, TYPE);
    await wait(100n);
    const since = await now();
    await byMoi.reinstate(sejong, TYPE, NO_END);
    await accredit(all, busan, moi);
    await accredit(all, ministry, moi, { levels: 1 });
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await bySuccessor.suspend(busan, TYPE);
    for (const [agency, index] of [
      [sejong, 1n],
      [busan, 1n],
      [ministry, 0n],
    ] as const) {
      await bySuccessor.annul(agency, TYPE, index, 0n);
    }
    await rebuilt(all);
    await bySuccessor.withdraw(ministry, TYPE);
    await bySuccessor.reinstate(sejong, TYPE, NO_END);
    await bySuccessor.withdraw(busan, TYPE);
    await rebuilt(all);
  });

  it("what had ended before it was suspended, and exceptions of two generations", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, sejong } = all;
    const byMoi = accreditations.connect(moi);
    await accredit(all, sejong, moi, { exceptions: 1 });
    await accreditations.connect(sejong).end(sejong, TYPE);
    await byMoi.suspend(sejong, TYPE);
    await rebuilt(all);
    await byMoi.reinstate(sejong, TYPE, 0n);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 2, "");
    await rebuilt(all);
    await byMoi.withdraw(sejong, TYPE);
    await rebuilt(all);
    await byMoi.accredit(sejong, TYPE, true, 0, NO_END, 0);
    await rebuilt(all);
  });

  it("what was suspended when its accreditor was withdrawn, and reinstated", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, moi, ministry, sejong } = all;
    await accreditations.connect(ministry).suspend(sejong, TYPE);
    await accreditations.connect(moi).withdraw(ministry, TYPE);
    await accreditations.connect(moi).reinstate(sejong, TYPE, 0n);
    await rebuilt(all);
  });

  it("names, short and long, changed and of two generations, and assigned certificates", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, sejong, busan } = all;
    const byMoi = accreditations.connect(moi);
    for (const agency of [sejong, busan]) await accredit(all, agency, moi);
    const long = "가".repeat(32);
    for (const [ko, en] of [
      ["세종", long],
      [long, "Sejong"],
      ["", "Sejong"],
    ] as const) {
      await byMoi.nameAgency(sejong, TYPE, ko, en);
      await rebuilt(all);
    }
    await byMoi.withdraw(sejong, TYPE);
    await accredit(all, sejong, moi);
    await byMoi.nameAgency(sejong, TYPE, "다시", "");
    await byMoi.assignAnchor(sejong, TYPE, ethers.id("one"));
    await byMoi.assignAnchor(busan, TYPE, ethers.id("two"));
    await rebuilt(all);
    await byMoi.releaseAnchor(TYPE, ethers.id("one"));
    await rebuilt(all);
  });

  it("applications made, replaced, declined and withdrawn", async () => {
    const all = await loadFixture(registries);
    const { accreditations, moi, ministry, sejong, busan } = all;
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 3, "papers");
    await accreditations.connect(sejong).applyFor(sejong, TYPE, ministry, false, 2, "");
    await accreditations.connect(busan).applyFor(busan, TYPE, NOBODY, true, 0, "");
    await rebuilt(all);
    await accreditations.connect(sejong).cancelApplication(sejong, TYPE);
    await accreditations.connect(moi).decline(busan, TYPE, "incomplete");
    await rebuilt(all);
  });

  it("freezes: supported, expired, supported again, frozen", async () => {
    const all = await loadFixture(registries);
    const [first, second, third, fourth] = all.seats as [
      typeof all.moi,
      typeof all.moi,
      typeof all.moi,
      typeof all.moi,
    ];
    const freeze = (seat: typeof first) => all.accreditations.connect(seat).freeze(seat, TYPE);
    await freeze(first);
    await rebuilt(all);
    await wait(50_000n);
    await freeze(second);
    await wait(50_000n);
    await freeze(third);
    await rebuilt(all);
    await freeze(fourth);
    await rebuilt(all);
  });

  it("freezes whose support is lost with its seat or its DID", async () => {
    for (const leaves of [0, 1]) {
      const all = await loadFixture(registries);
      const { seating, dids, seats } = all;
      const freeze = (seat: number) => all.accreditations.connect(seats[seat]!).freeze(seats[seat]!, TYPE);
      await freeze(0);
      await freeze(1);
      await (leaves === 0 ? seating.unseat(seats[0]!) : dids.connect(seats[1]!).deactivate(seats[1]!));
      await freeze(2);
      await rebuilt(all);
    }
  });

  it("freezes whose support is lost altogether", async () => {
    const all = await loadFixture(registries);
    const { accreditations, seating, seats } = all;
    const freeze = (seat: number) => accreditations.connect(seats[seat]!).freeze(seats[seat]!, TYPE);
    await freeze(0);
    await freeze(1);
    for (const seat of seats.slice(0, 2)) await seating.unseat(seat);
    await freeze(2);
    await rebuilt(all);
  });

  it("freezes whose support is lost because its seat passed to another caller", async () => {
    const all = await loadFixture(registries);
    const { accreditations, dids, seats } = all;
    const freeze = (seat: number) => accreditations.connect(seats[seat]!).freeze(seats[seat]!, TYPE);
    await freeze(0);
    await freeze(1);
    await dids.connect(seats[0]!).changeOwner(seats[0]!, seats[1]!);
    await freeze(2);
    await rebuilt(all);
    await freeze(3);
    expect(await accreditations.frozenUntil(TYPE)).not.to.equal(0n);
    await rebuilt(all);
  });

  it("lists opened, extended, handed to another operator, and written", async () => {
    const all = await loadFixture(registries);
    const { statuses, sejong, operator, relayer } = all;
    const by = statuses.connect(sejong);
    await by.openList(sejong, 7, 256, operator);
    await by.extendList(sejong, 7, 1024);
    await by.setOperator(sejong, 7, relayer);
    await by.setStatuses(sejong, 7, [0, 7, 0], [3n, 15n, 12n], [1n, 9n, 8n]);
    await statuses.connect(relayer).setStatus(sejong, 7, 700, 2);
    await statuses.connect(relayer).setStatus(sejong, 7, 700, 0);
    await rebuilt(all);
  });

  it("after any history of all actors", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const all = await loadFixture(stage);
        await play(all, history);
        await accredit(all, all.seats[0]!, all.moi).catch(() => undefined);
        await rebuilt(all);
      }),
      often(5, "histories of agencies, rebuilt from events"),
    );
  });
});
