import { expect } from "chai";
import fc from "fast-check";
import { type DidimError, isDidimError } from "../../../src/index.ts";
import { type Answer, type Asked, type Behaviour, type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { type Counters, isOffer, newSigner, sendingBy, sent, startCounters } from "./counters.fixture.ts";

/** Milliseconds between blocks; the last: later than anybody waits. */
const blocks = fc.constantFrom(100, 500, 4_500);
const INTENTS = 5;
const RUNS = Number(process.env.SENDING_RUNS ?? 8);

type Fault = (asked: Asked, url: string) => Answer | Promise<Answer>;

const andThen =
  (answer: Answer): Fault =>
  async (asked, url) => {
    await pass(url, asked);
    return answer;
  };

/** What may become of a request to take a transaction. */
const OFFER_FAULTS: Readonly<Record<string, Fault>> = {
  "taken, and hung up": andThen("hang up"),
  "taken, and not a word": andThen("silence"),
  "taken, and half an answer": andThen({ text: '{"jsonrpc":"2.0","id' }),
  "taken, and an internal error": andThen({ error: { code: -32603, message: "Internal error" } }),
  "taken twice": async (asked, url) => {
    await pass(url, asked);
    return pass(url, asked);
  },
  "hung up": () => "hang up",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>", status: 502 }),
  "not taken, and said to be known": () => ({ error: { code: -32000, message: "Known transaction" } }),
  "not taken, and said to be taken": () => ({ result: `0x${"00".repeat(32)}` }),
  "a full pool": () => ({ error: { code: -32000, message: "Transaction pool is full" } }),
};

/** And of one for a receipt, or anything else. Old states are told, but nothing is made up. */
const READ_FAULTS: Readonly<Record<string, Fault>> = {
  "hung up": () => "hang up",
  "no word": () => "silence",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>", status: 502 }),
  garbage: () => ({ text: "{]" }),
  "an old state": ({ method }) => ({ result: OLD[method] ?? null }),
};
const OLD: Readonly<Record<string, unknown>> = { eth_getTransactionCount: "0x0" };
const MAY_BE_OLD = ["eth_getTransactionCount", "eth_getTransactionReceipt"];

/** For each node, what happens to its first requests; then it is well. */
const schedule = fc.record({
  offers: fc.array(fc.option(fc.constantFrom(...Object.keys(OFFER_FAULTS)), { freq: 4 }), {
    maxLength: 16,
    size: "max",
  }),
  reads: fc.array(fc.option(fc.constantFrom(...Object.keys(READ_FAULTS)), { freq: 1 }), { maxLength: 60, size: "max" }),
});
type Schedule = Readonly<{ offers: readonly (string | null)[]; reads: readonly (string | null)[] }>;

function faulty(url: string, { offers, reads }: Schedule): Behaviour {
  const left = { offers: [...offers], reads: [...reads] };
  return (asked) => {
    const name = (isOffer(asked) ? left.offers : left.reads).shift() ?? null;
    const fault = name === null ? undefined : (isOffer(asked) ? OFFER_FAULTS : READ_FAULTS)[name];
    if (fault === undefined || (name === "an old state" && !MAY_BE_OLD.includes(asked.method))) return pass(url, asked);
    return fault(asked, url);
  };
}

let next = 1_000;
const tally: Record<string, number> = {};
process.on("exit", () => console.log(tally));

describe("Sending through nodes that fail", function () {
  this.timeout(600_000);
  let counters: Counters;
  let nodes: FakeNode[];

  before(async () => {
    counters = await startCounters();
    nodes = await Promise.all([0, 1, 2].map(() => fakeNode((asked) => pass(counters.url, asked))));
  });

  after(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await counters.stop();
  });

  const outcomes = (ids: readonly number[], sending: ReturnType<typeof sendingBy>, signer = newSigner()) =>
    Promise.all(
      ids.map((id) =>
        sent(counters, id, signer, sending).then(
          () => "done",
          (error: unknown) => (isDidimError(error) ? error : Promise.reject(error)),
        ),
      ),
    );

  for (const agree of [undefined, 2]) {
    const how = agree === undefined ? "that stand in for one another" : "of which two of three must agree";
    it(`executes each call once, or says that it did not, or that it does not know: nodes ${how}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.tuple(schedule, schedule, schedule), blocks, async (schedules, blockMs) => {
          await counters.mine(blockMs);
          for (const [i, node] of nodes.entries()) node.behave(faulty(counters.url, schedules[i]!));
          const ids = Array.from({ length: INTENTS }, () => next++);
          const signer = newSigner();
          const way = { timeoutMs: 400, sendTimeoutMs: 4_000, ...(agree === undefined ? {} : { agree }) };
          const sending = sendingBy(nodes, way);
          const first = await outcomes(ids, sending, signer);
          for (const o of first) {
            const k = typeof o === "string" ? o : o.code;
            tally[k] = (tally[k] ?? 0) + 1;
          }
          for (const node of nodes) node.behave((asked) => pass(counters.url, asked));
          await counters.mine(100);
          for (const [i, outcome] of first.entries()) await check(ids[i]!, outcome);
          const unknown = ids.filter((_, i) => (first[i] as Partial<DidimError>).code === "registry.timeout");
          for (const id of unknown) await resume(id, signer, sending);
          expect(await sending.outboxes(sending.chain, signer.address).list()).to.have.length(0);
        }),
        { numRuns: RUNS },
      );
    });
  }

  async function check(id: number, outcome: string | DidimError): Promise<void> {
    const count = await counters.countOf(id);
    if (outcome === "done") expect(count, "done").to.equal(1);
    else if ((outcome as DidimError).code === "registry.timeout") expect(count, "unknown").to.be.lessThanOrEqual(1);
    else expect(count, String(outcome)).to.equal(0);
  }

  /** Who asks for the same again gets it done, or is told that it was: once in any case. */
  async function resume(id: number, signer: ReturnType<typeof newSigner>, sending: ReturnType<typeof sendingBy>) {
    const [outcome] = await outcomes([id], sending, signer);
    if (outcome !== "done") expect((outcome as DidimError).code).to.equal("registry.sent-before");
    expect(await counters.countOf(id)).to.equal(1);
  }
});
