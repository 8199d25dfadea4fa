import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { openReplica, type Replica } from "../../../../src/facts/replica/replica.ts";
import type { LogSource } from "../../../../src/registry/logs/source.ts";
import { createFileSnapshotStore } from "../../../../src/stores/files/snapshot-store.ts";
import type { SnapshotStore } from "../../../../src/stores/snapshot-store.ts";
import { refused } from "../../../support/refused.ts";
import { type Chain, following, networkHelpers, sourceOf } from "../chain.fixture.ts";
import { live, questions } from "../histories.ts";
import { everything } from "../lies.fixture.ts";

const { loadFixture, mine, time } = networkHelpers;

describe("The replica's snapshot", () => {
  let snapshotFile = "";
  let snapshots: SnapshotStore;
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-replica-"));
    snapshotFile = join(folder, "replica.snapshot");
    snapshots = createFileSnapshotStore({ path: snapshotFile });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (chain: Chain, source: LogSource = sourceOf(chain)) =>
    openReplica(following(chain, { source, snapshots, depth: 1, everyBlockWithin: 1 }));

  /** A chain, and a snapshot at its head. */
  async function kept() {
    const chain = await loadFixture(everything);
    const replica = await open(chain);
    await replica.sync();
    await replica.close();
    return chain;
  }

  /** Counts the ranges of history that a replica requests to catch up. */
  async function comeUp(chain: Chain): Promise<{ replica: Replica; ranges: number }> {
    const honest = sourceOf(chain);
    let ranges = 0;
    const logs = (from: number, to: number) => {
      ranges++;
      return honest.logs(from, to);
    };
    const replica = await open(chain, { ...honest, logs });
    await replica.sync();
    return { replica, ranges };
  }

  async function sameAsFresh(chain: Chain, replica: Replica): Promise<void> {
    const fresh = await openReplica(following(chain));
    await fresh.sync();
    const queries = await questions(chain);
    expect(replica.look(queries)).to.deep.equal(fresh.look(queries));
  }

  it("saves the next start from reading the history, and changes no answer", async () => {
    const chain = await kept();
    const { replica, ranges } = await comeUp(chain);
    expect(ranges).to.equal(0);
    await sameAsFresh(chain, replica);
    expect(replica.status()).to.include({ ready: true, rebuilds: 0 });
  });

  it("is used only after the chain was seen to have its block", async () => {
    const chain = await kept();
    const replica = await open(chain);
    refused(() => replica.look([]), "facts.syncing");
    await replica.sync();
    expect(replica.status().ready).to.equal(true);
  });

  it("is readable by its owner only, and never half written", async () => {
    await kept();
    expect(statSync(snapshotFile).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder)).to.deep.equal(["replica.snapshot"]);
  });

  it("is refused, and everything read again, whichever byte is damaged or wherever it is cut", async () => {
    const chain = await kept();
    const whole = readFileSync(snapshotFile);
    const damage = fc.record({ at: fc.nat({ max: whole.length - 1 }), cut: fc.boolean(), bit: fc.nat({ max: 7 }) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, cut, bit }) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(snapshotFile, bytes);
        const { replica, ranges } = await comeUp(chain);
        expect(ranges).to.be.greaterThan(0);
        await sameAsFresh(chain, replica);
      }),
      { numRuns: 30, examples: [[{ at: 0, cut: true, bit: 0 }], [{ at: 0, cut: false, bit: 0 }]] },
    );
  });

  it("is written again after a refusal, and the reason is reported", async () => {
    const chain = await kept();
    writeFileSync(snapshotFile, "not a snapshot");
    const replica = await open(chain);
    expect(replica.status().snapshotProblem?.code).to.equal("facts.snapshot-damaged");
    await replica.sync();
    expect(replica.status()).not.to.have.property("snapshotProblem");
    expect(readFileSync(snapshotFile, "latin1")).to.match(/^didim-replica 5\n/);
  });

  it("is refused if it belongs to another chain or other registries", async () => {
    const chain = await kept();
    const other = `0x${"99".repeat(20)}`;
    const elsewhere = await openReplica(following(chain, { snapshots, chainId: 1n }));
    expect(elsewhere.status().snapshotProblem?.details).to.include({ chainId: "1", found: "31337" });
    const astray = { ...chain, addresses: { ...chain.addresses, statuses: other } };
    const replaced = await openReplica(following(astray, { snapshots }));
    expect(replaced.status().snapshotProblem?.code).to.equal("facts.snapshot-foreign");
    expect(replaced.status().snapshotProblem?.details).to.include({ registry: "statuses", wanted: other });
  });

  it("is refused if the chain has the same id and another first block", async () => {
    const chain = await kept();
    const honest = sourceOf(chain);
    const identify = async () => ({ ...(await honest.identify()), genesis: `0x${"77".repeat(32)}` });
    const replica = await open(chain, { ...honest, identify });
    await replica.sync();
    expect(replica.status()).to.include({ ready: true, rebuilds: 1 });
  });

  it("is refused if the expected chain is known to have another first block", async () => {
    const chain = await kept();
    const replica = await openReplica(following(chain, { snapshots, genesis: `0x${"77".repeat(32)}` }));
    expect(replica.status().snapshotProblem?.code).to.equal("facts.snapshot-foreign");
  });

  it("is dropped if the chain was reorganised below it meanwhile", async () => {
    const chain = await loadFixture(everything);
    const before = await networkHelpers.takeSnapshot();
    await live(chain, [{ what: "setStatus", who: 2, whom: 1, which: 0, how: 1 }]);
    const replica = await open(chain);
    await replica.sync();
    await replica.close();
    await before.restore();
    await time.increase(100);
    await mine(3);
    const resumed = await open(chain);
    await resumed.sync();
    await sameAsFresh(chain, resumed);
    expect(resumed.status().reorganisations).to.equal(1);
  });

  it("is optional: a failed write is reported in the status and stops nothing", async () => {
    const chain = await loadFixture(everything);
    const nowhere = join(folder, "missing", "replica.snapshot");
    const replica = await openReplica(following(chain, { snapshots: createFileSnapshotStore({ path: nowhere }) }));
    await replica.sync();
    expect(replica.status().snapshotProblem?.code).to.equal("facts.snapshot-unwritable");
    expect(replica.status().snapshotProblem?.details).to.deep.equal({ location: nowhere });
    expect(replica.status().ready).to.equal(true);
    expect(existsSync(nowhere)).to.equal(false);
  });
});
