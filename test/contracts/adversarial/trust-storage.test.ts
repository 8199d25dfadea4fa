import { expect } from "chai";
import fc from "fast-check";
import { histories, play, stage } from "../support/history.ts";
import {
  accredit,
  ethers,
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
import { shown, storageOf } from "../support/storage.ts";
import { accreditationsStorage, statusStorage, typesStorage } from "./trust-storage.ts";

const { loadFixture } = networkHelpers;

/** So a replica that lacks a log finds out: what it rebuilt has another storage root than the chain's. */
async function rebuilt(all: Registries): Promise<void> {
  const { types, accreditations, statuses } = all;
  expect(shown(await typesStorage(all))).to.deep.equal(shown(await storageOf(types, ethers.provider)));
  expect(shown(await accreditationsStorage(all))).to.deep.equal(
    shown(await storageOf(accreditations, ethers.provider)),
  );
  expect(shown(await statusStorage(all))).to.deep.equal(shown(await storageOf(statuses, ethers.provider)));
}

describe("The registries of trust: their events tell all that they hold, to the last slot", () => {
  it("types, from the registration to the third authority", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor, busan } = all;
    await types.connect(council).register("urn:mdl", moi, SCHEMA_HASH, SCHEMA_URI, "org.iso.18013.5.1.mDL", true);
    await types.connect(moi).setSchema(TYPE, ethers.id("another"), SCHEMA_URI);
    await types.connect(moi).offer(TYPE, busan);
    await types.connect(moi).offer(TYPE, successor);
    await rebuilt(all);
    await types.connect(successor).accept(TYPE);
    await types.connect(successor).retire(TYPE, (await now()) + 900n);
    await types.connect(successor).retire(TYPE, (await now()) + 90n);
    await types.connect(council).replaceAuthority(TYPE, busan, await now());
    await rebuilt(all);
  });

  it("applications made, replaced, declined and taken back", async () => {
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

  it("freezes: supported, gone stale, supported again, frozen", async () => {
    const all = await loadFixture(registries);
    const [first, second, third, fourth] = all.seats as [
      typeof all.moi,
      typeof all.moi,
      typeof all.moi,
      typeof all.moi,
    ];
    const freeze = (seat: typeof first) => all.accreditations.connect(seat).freeze(seat, TYPE);
    await freeze(first);
    await wait(50_000n);
    await freeze(second);
    await wait(50_000n);
    await freeze(third);
    await rebuilt(all);
    await freeze(fourth);
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
      { numRuns: 5 },
    );
  }).timeout(120_000);
});
