import { expect } from "chai";
import fc from "fast-check";
import { isDidimError } from "../../../src/index.ts";
import { type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { often } from "../../support/often.ts";
import { type Counters, newSigner, sendingBy, sent, startCounters, type Way } from "./counters.fixture.ts";
import { faulty, type Schedule, schedule } from "./faults.fixture.ts";

/** Milliseconds between blocks; the last: later than anybody waits. */
const blocks = fc.constantFrom(50, 250, 2_000);
const PATIENCE: Way = { timeoutMs: 300, sendTimeoutMs: 1_500 };
const CALLS = 5;

/** Three nodes, and how they are read. */
interface Side {
  readonly nodes: readonly FakeNode[];
  readonly way: Way;
}

let next = 1_000;

describe("Sending through nodes that fail", function () {
  this.timeout(600_000);
  let counters: Counters;
  let sides: readonly Side[];

  const healthy = () => fakeNode((asked) => pass(counters.url, asked));
  const three = () => Promise.all([healthy(), healthy(), healthy()]);

  before(async () => {
    counters = await startCounters();
    sides = [
      { nodes: await three(), way: {} },
      { nodes: await three(), way: { agree: 2 } },
    ];
  });

  after(async () => {
    await Promise.all(sides.flatMap(({ nodes }) => nodes.map((node) => node.close())));
    await counters.stop();
  });

  const threeSchedules = fc.tuple(schedule, schedule, schedule);

  it("executes each call once, or says that it did not, or that it does not know: whether nodes stand in for one another or must agree", async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(threeSchedules, threeSchedules), blocks, async (schedules, blockMs) => {
        await counters.mine(blockMs);
        const tried = await Promise.all(sides.map((side, i) => attempt(side, schedules[i] ?? [])));
        await counters.mine(50);
        await Promise.all(tried.map(check));
      }),
      often(3, "schedules of faults"),
    );
  });

  /** What became of some calls of one account at once, by what it was told. */
  async function attempt({ nodes, way }: Side, schedules: readonly Schedule[]) {
    for (const [i, node] of nodes.entries())
      node.behave(faulty(counters.url, schedules[i] ?? { offers: [], reads: [] }));
    const [signer, sending] = [newSigner(), sendingBy(nodes, { ...way, ...PATIENCE })];
    const ids = Array.from({ length: CALLS }, () => next++);
    const told = await Promise.all(ids.map((id) => outcomeOf(sent(counters, id, signer, sending))));
    for (const node of nodes) node.behave((asked) => pass(counters.url, asked));
    return { ids, told, signer, sending: sendingBy(nodes, way) };
  }

  /** Who asks for the same again gets it done, or is told that it was: once in any case. Nothing is left in the outbox then. */
  async function check({ ids, told, signer, sending }: Awaited<ReturnType<typeof attempt>>): Promise<void> {
    for (const [i, id] of ids.entries()) {
      const count = await counters.countOf(id);
      if (told[i] === "done") expect(count, "done").to.equal(1);
      else if (told[i] === "registry.timeout") expect(count, "unknown").to.be.lessThanOrEqual(1);
      else expect(count, told[i]).to.equal(0);
    }
    for (const id of ids.filter((_, i) => told[i] === "registry.timeout")) {
      expect(await outcomeOf(sent(counters, id, signer, sending))).to.be.oneOf(["done", "registry.sent-before"]);
      expect(await counters.countOf(id)).to.equal(1);
    }
    expect(await sending.outboxes(sending.chain, signer.address).list()).to.have.length(0);
  }
});

async function outcomeOf(sending: Promise<unknown>): Promise<string> {
  try {
    await sending;
    return "done";
  } catch (error) {
    if (isDidimError(error)) return error.code;
    throw error;
  }
}
