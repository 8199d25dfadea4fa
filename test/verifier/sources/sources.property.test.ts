import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { count } from "../../../scripts/testing/effort.ts";
import { often } from "../../support/often.ts";
import { begin, blocksFrom, mineBlock, parts } from "./blocks.fixture.ts";
import { chooser } from "./choice.fixture.ts";
import { issueSome } from "./credentials.fixture.ts";
import { allQuestions } from "./questions.fixture.ts";
import { replicaOf, sameRecords } from "./records.fixture.ts";
import { newTally, sameVerdicts } from "./verdicts.fixture.ts";

describe("A node, a replica of its own, and a proof, after any history of several transactions a block", () => {
  const total = { sent: 0, done: 0, crowded: 0, sameSecond: 0 };
  const tally = newTally();
  let folder = "";
  let runs = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-sources-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
    count({ what: "transactions in differential histories", tried: total.sent });
    count({ what: "of these, transactions that changed something", tried: total.done });
  });

  it("hold the same records", async () => {
    await fc.assert(
      fc.asyncProperty(parts, fc.integer(), async (history, seed) => {
        const [chain, choose] = [await begin(), chooser(seed)];
        const first = await chain.networkHelpers.time.latestBlock();
        const snapshotFile = join(folder, `${runs++}.snapshot`);
        const resuming = { snapshotFile, depth: 3, everyBlockWithin: 5 };
        const lively = await replicaOf(chain);
        await (await replicaOf(chain, resuming)).close();
        for (const part of history) {
          for (const block of part) await mineBlock(chain, block);
          const resumed = await replicaOf(chain, resuming);
          const anew = await replicaOf(chain, { depth: 1, everyBlockWithin: 1 });
          const blocks = await blocksFrom(first);
          const moments = [0, ...new Set(blocks.flatMap(({ time }) => [time - 1, time]))];
          await sameRecords(chain, [lively, resumed, anew], await allQuestions(chain, moments, choose));
          await resumed.close();
        }
        expect(lively.status().rebuilds).to.equal(0);
        const blocks = await blocksFrom(first);
        const moments = blocks.map(({ time }) => time);
        const issued = await issueSome(chain, moments, 20, choose);
        await sameVerdicts({ chain, blocks, replica: lively }, issued, choose, tally);
        for (const [i, { sent, done, time }] of blocks.entries()) {
          total.sent += sent;
          total.done += done;
          if (sent > 1) total.crowded++;
          if (time === blocks[i - 1]?.time) total.sameSecond++;
        }
      }),
      // A history that fails is printed as it was: to shorten it takes minutes.
      { ...often(4, "differential histories"), endOnFailure: true },
    );
    console.log(total, tally);
  });
});
