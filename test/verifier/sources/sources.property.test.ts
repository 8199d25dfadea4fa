import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { createFileSnapshotStore } from "../../../src/stores/files/snapshot-store.ts";
import { count } from "../../../tools/testing/effort.ts";
import { often } from "../../support/often.ts";
import {
  type Block,
  begin,
  blocksFrom,
  mineBlock,
  ORPHANED,
  parts,
  QUIET,
  REPLACED,
  TAKEN_BACK,
} from "./blocks.fixture.ts";
import { chooser } from "./choice.fixture.ts";
import { issueSome } from "./credentials.fixture.ts";
import { allQuestions } from "./questions.fixture.ts";
import { replicaOf, sameRecords } from "./records.fixture.ts";
import { newTally, sameVerdicts } from "./verdicts.fixture.ts";

describe("After any history of several transactions per block, a node, a replica and a proof", function () {
  // Three sources over whole histories take minutes on a busy machine.
  this.timeout(900_000);
  const total = { sent: 0, done: 0, crowded: 0, sameSecond: 0 };
  const tally = newTally();
  let folder = "";
  let runs = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-sources-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
    const { valid, invalid, indeterminate: open } = tally.past;
    count({ what: "transactions in differential histories", tried: total.sent });
    count({ what: "of these, transactions that changed something", tried: total.done });
    count({ what: "verdicts about the past, held against the block of then", tried: valid + invalid + open });
    count({ what: "of these, could not find out", tried: open });
  });

  it("give the same records and verdicts, and verdicts about the past agree with the block of that moment", async () => {
    await fc.assert(
      fc.asyncProperty(parts, fc.integer(), async (history, seed) => {
        const [{ chain, empty, begun }, choose] = [await begin(), chooser(seed)];
        const resuming = {
          snapshots: createFileSnapshotStore({ path: join(folder, `${runs++}.snapshot`) }),
          depth: 3,
          everyBlockWithin: 5,
        };
        const lively = await replicaOf(chain);
        await (await replicaOf(chain, resuming)).close();
        for (const part of history) {
          for (const block of part) await mineBlock(chain, block);
          const resumed = await replicaOf(chain, resuming);
          const anew = await replicaOf(chain, { depth: 1, everyBlockWithin: 1 });
          const times = (await blocksFrom(empty)).flatMap(({ time }) => [time - 1, time]);
          const queries = await allQuestions(chain, [0, ...new Set(times)], choose);
          await sameRecords(chain, [lively, resumed, anew], queries);
          await resumed.close();
        }
        expect(lively.status().rebuilds).to.equal(0);
        const blocks = await blocksFrom(empty);
        const moments = blocks.map(({ time }) => time);
        const issued = await issueSome(chain, moments, 40, choose);
        await sameVerdicts({ chain, blocks, replica: lively }, issued, choose, tally);
        for (const [i, { number, sent, done, time }] of blocks.entries()) {
          if (number <= begun) continue;
          total.sent += sent;
          total.done += done;
          if (sent > 1) total.crowded++;
          if (time === blocks[i - 1]?.time) total.sameSecond++;
        }
      }),
      // A failing history is printed unshrunk, because shrinking takes minutes.
      {
        ...often<[Block[][], number]>(6, "differential histories"),
        endOnFailure: true,
        examples: [
          [QUIET, 1],
          [ORPHANED, 1],
          [REPLACED, 1],
          [TAKEN_BACK, 1],
        ],
      },
    );
    for (const number of Object.values(total)) expect(number).to.be.greaterThan(3);
    const { valid, invalid, indeterminate: open } = tally.past;
    expect(Math.min(valid, invalid)).to.be.greaterThan(0);
    expect(open).to.be.lessThan((valid + invalid + open) / 2);
    // Some verdicts that were valid then are not valid today: of credentials that were suspended or revoked, or about
    // which more became known.
    expect(tally.validThenKnown).to.be.greaterThan(tally.validThen / 4);
  });
});
