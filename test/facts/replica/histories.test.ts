import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { checkAnswer } from "../../../src/facts/checked.ts";
import type { ReplicaOptions } from "../../../src/facts/replica/options.ts";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import { createFileSnapshotStore } from "../../../src/stores/files/snapshot-store.ts";
import { type Chain, following, lensSays, networkHelpers, registries } from "./chain.fixture.ts";
import { attempt, BEGINNING, live, questions } from "./histories.ts";

const { loadFixture, takeSnapshot } = networkHelpers;
const histories = fc.array(fc.array(attempt, { minLength: 4, maxLength: 16, size: "max" }), {
  minLength: 2,
  maxLength: 4,
});

/** Checks that the replica at the chain's head agrees with TrustLens. */
async function saysWhatTheLensSays(chain: Chain, replica: Replica): Promise<void> {
  await replica.sync();
  const queries = await questions(chain);
  const { asOf, records } = checkAnswer(await replica.lookup(queries), queries);
  expect(asOf.block).to.equal(BigInt(await networkHelpers.time.latestBlock()));
  expect(asOf.time).to.equal(await networkHelpers.time.latest());
  expect(records).to.deep.equal(await lensSays(chain, queries, asOf.block));
}

async function freshly(chain: Chain, more: Partial<ReplicaOptions>): Promise<Replica> {
  const replica = await openReplica(following(chain, more));
  await replica.sync();
  return replica;
}

describe("The replica, after any history of the registries,", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-replica-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("returns the records that TrustLens reads at the same block: followed live, read anew, or resumed", async () => {
    let happened = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (parts) => {
        const chain = await loadFixture(registries);
        const snapshots = createFileSnapshotStore({ path: join(folder, `${happened}.snapshot`) });
        happened += await live(chain, BEGINNING);
        const lively = await freshly(chain, {});
        let resumed = await freshly(chain, { snapshots, depth: 3, everyBlockWithin: 5 });
        for (const part of parts) {
          happened += await live(chain, part);
          await saysWhatTheLensSays(chain, lively);
          await resumed.close();
          resumed = await openReplica(following(chain, { snapshots, depth: 3, everyBlockWithin: 5 }));
          await saysWhatTheLensSays(chain, resumed);
        }
        await saysWhatTheLensSays(chain, await openReplica(following(chain, { depth: 1, everyBlockWithin: 1 })));
        expect(lively.status().rebuilds + resumed.status().rebuilds).to.equal(0);
      }),
      { numRuns: 4 },
    );
    expect(happened).to.be.greaterThan(60);
  }).timeout(180_000);

  it("follows a reorganisation of any depth, and again agrees with TrustLens", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 30 }), async ([kept, dropped = [], ...others], depth) => {
        const chain = await loadFixture(registries);
        await live(chain, [...BEGINNING, ...(kept ?? [])]);
        const replica = await freshly(chain, { depth, everyBlockWithin: depth });
        const snapshot = await takeSnapshot();
        await live(chain, dropped);
        await saysWhatTheLensSays(chain, replica);
        await snapshot.restore();
        await networkHelpers.time.increase(17);
        await live(chain, others.flat());
        await networkHelpers.mine(20);
        await saysWhatTheLensSays(chain, replica);
      }),
      { numRuns: 4 },
    );
  }).timeout(180_000);
});
