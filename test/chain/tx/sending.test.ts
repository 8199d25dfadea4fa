import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Transaction } from "ethers";
import { createRemoteAccount } from "../../../src/public/chain.ts";
import type { FakeNode } from "../../support/nodes.ts";
import { pass } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";
import {
  type Counters,
  before as inFront,
  isOffer,
  newSigner,
  sendingBy,
  sent,
  startCounters,
} from "./counters.fixture.ts";

const SLOW = 400;
let next = 1;

describe("Sending", function () {
  this.timeout(60_000);
  let counters: Counters;
  let nodes: [FakeNode, FakeNode, FakeNode];

  before(async () => {
    counters = await startCounters();
  });

  beforeEach(async () => {
    nodes = [await inFront(counters), await inFront(counters), await inFront(counters)];
    await counters.mine(SLOW);
  });

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()));
  });

  after(() => counters.stop());

  const offers = (node: FakeNode): unknown[] => [...new Set(node.asked.filter(isOffer).map(({ params }) => params[0]))];

  it("offers the same bytes to every node, and returns the block", async () => {
    const id = next++;
    const { block, blockHash, hash } = await sent(counters, id, newSigner(), sendingBy(nodes));
    const found = (await counters.ask("eth_getTransactionByHash", hash)) as { blockNumber: string; blockHash: string };
    expect([BigInt(found.blockNumber), found.blockHash]).to.deep.equal([block, blockHash]);
    expect(await counters.countOf(id)).to.equal(1);
    const all = nodes.flatMap(offers);
    expect([all.length, new Set(all).size]).to.deep.equal([3, 1]);
  });

  it("ignores the first block's price, and offers what the next block requires", async () => {
    const id = next++;
    const first = { number: "0x0", hash: `0x${"00".repeat(32)}`, timestamp: "0x0", baseFeePerGas: "0x3b9aca00" };
    for (const node of nodes) {
      node.behave(({ method, params, ...rest }) => {
        if (method === "eth_getBlockByNumber" && params[0] === "latest") return { result: first };
        // As Besu answers with `zeroBaseFee`: the first block's price, then the next one's.
        if (method === "eth_feeHistory")
          return { result: { oldestBlock: "0x0", baseFeePerGas: ["0x3b9aca00", "0x0"] } };
        return pass(counters.url, { method, params, ...rest });
      });
    }
    await sent(counters, id, newSigner(), sendingBy(nodes));
    const [raw] = nodes.flatMap(offers);
    const { maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(String(raw));
    expect([maxFeePerGas, maxPriorityFeePerGas]).to.deep.equal([0n, 0n]);
    expect(await counters.countOf(id)).to.equal(1);
  });

  it("survives the death of the node that accepted it, before it could pass it on", async () => {
    const id = next++;
    const [first, second] = nodes;
    first.behave(async (asked) => {
      if (!isOffer(asked)) return pass(counters.url, asked);
      setImmediate(() => void first.close());
      return { result: "0x" };
    });
    // The other nodes are unreachable when it is sent.
    let there = false;
    for (const node of nodes.slice(1)) {
      node.behave((asked) => (there || !isOffer(asked) ? pass(counters.url, asked) : "hang up"));
    }
    setTimeout(() => {
      there = true;
    }, 500);
    await sent(counters, id, newSigner(), sendingBy(nodes));
    expect(await counters.countOf(id)).to.equal(1);
    expect(offers(second)).to.have.length(1);
  });

  it("does not send twice if a node accepted it without saying so", async () => {
    const id = next++;
    for (const node of nodes) {
      node.behave(async (asked) => {
        const answer = await pass(counters.url, asked);
        return isOffer(asked) ? "hang up" : answer;
      });
    }
    await sent(counters, id, newSigner(), sendingBy(nodes));
    expect(await counters.countOf(id)).to.equal(1);
    expect(new Set(nodes.flatMap(offers)).size).to.equal(1);
  });

  it("gives concurrent calls different nonces, and each is executed once", async () => {
    const ids = Array.from({ length: 8 }, () => next++);
    const [signer, sending] = [newSigner(), sendingBy(nodes)];
    await Promise.all(ids.map((id) => sent(counters, id, signer, sending)));
    expect(await Promise.all(ids.map((id) => counters.countOf(id)))).to.deep.equal(ids.map(() => 1));
    expect(Number(await counters.ask("eth_getTransactionCount", signer.address, "latest"))).to.equal(8);
  });

  it("signs again if another transaction of the account took its nonce in a block", async () => {
    const ids = Array.from({ length: 4 }, () => next++);
    const signer = newSigner();
    const processes = ids.map(() => sendingBy(nodes, { apart: true, sendTimeoutMs: 20_000 }));
    await Promise.all(ids.map((id, i) => sent(counters, id, signer, processes[i]!)));
    expect(await Promise.all(ids.map((id) => counters.countOf(id)))).to.deep.equal([1, 1, 1, 1]);
  });

  it("fills the nonce gap of a transaction that no node accepted", async () => {
    const [one, other] = [next++, next++];
    const [signer, sending] = [newSigner(), sendingBy(nodes)];
    for (const node of nodes) {
      node.behave((asked) =>
        isOffer(asked)
          ? { error: { code: -32007, message: "Sender account not authorized to send transactions" } }
          : pass(counters.url, asked),
      );
    }
    await refusedLater(sent(counters, one, signer, sending), "registry.not-permitted");
    for (const node of nodes) node.behave((asked) => pass(counters.url, asked));
    await sent(counters, other, signer, sending);
    expect([await counters.countOf(one), await counters.countOf(other)]).to.deep.equal([0, 1]);
  });

  it("reports that nothing was sent if no node can be reached", async () => {
    const id = next++;
    const refuse: typeof fetch = (url, init) =>
      String(init?.body).includes("eth_sendRawTransaction")
        ? Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }))
        : fetch(url, init);
    const [signer, sending] = [newSigner(), sendingBy(nodes, { fetch: refuse })];
    await refusedLater(sent(counters, id, signer, sending), "facts.node-unreachable");
    expect(await sending.outboxes(sending.chain, signer.address).list()).to.have.length(0);
  });

  it("reports a timeout if no block has it in time, and waits for the same transaction when requested again", async () => {
    const id = next++;
    const [signer, sending] = [newSigner(), sendingBy(nodes, { sendTimeoutMs: 300 })];
    await counters.mine(0);
    const { details } = await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    await counters.mine(SLOW);
    const { hash } = await sent(counters, id, signer, { ...sending, timeoutMs: 5_000 });
    expect(hash).to.equal(details.transaction);
    expect(await counters.countOf(id)).to.equal(1);
  });

  it("offers a transaction less often the longer it waits, to spare nodes that lag", async () => {
    await counters.mine(0);
    const waiting = sent(counters, next++, newSigner(), sendingBy(nodes, { sendTimeoutMs: 30_000 }));
    await sleep(4_500);
    const offered = nodes.map((node) => node.asked.filter(isOffer).length);
    await counters.mine(SLOW);
    await waiting;
    for (const times of offered) expect(times).to.be.within(2, 3); // at once, after 1 s, after 2 s more
  });

  it("reports a call that was executed after all, and does not execute it again", async () => {
    const id = next++;
    const [signer, sending] = [newSigner(), sendingBy(nodes, { sendTimeoutMs: 300 })];
    await counters.mine(0);
    await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    await counters.ask("evm_mine");
    await refusedLater(sent(counters, id, signer, sending), "registry.sent-before");
    expect(await counters.countOf(id)).to.equal(1);
    await counters.mine(SLOW);
    await sent(counters, id, signer, { ...sending, timeoutMs: 5_000 });
    expect(await counters.countOf(id)).to.equal(2);
  });

  it("does not count as refused while an unreachable node may have it, even if all others refuse", async () => {
    const id = next++;
    const [first, second] = nodes;
    let there = true;
    const ways: typeof fetch = (url, init) =>
      there || !String(url).startsWith(first.url)
        ? fetch(url, init)
        : Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }));
    second.behave((asked) =>
      isOffer(asked)
        ? { error: { code: -32007, message: "Sender account not authorized to send transactions" } }
        : pass(counters.url, asked),
    );
    const [signer, sending] = [newSigner(), sendingBy([first, second], { sendTimeoutMs: 300, fetch: ways })];
    await counters.mine(0);
    const { details } = await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    there = false;
    const again = await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    expect(again.details.transaction).to.equal(details.transaction);
    there = true;
    // Mined only while the call waits: a block before that would answer `registry.sent-before`.
    const third = sent(counters, id, signer, { ...sending, timeoutMs: 30_000 });
    await counters.mine(SLOW);
    const { hash } = await third;
    expect([hash, await counters.countOf(id)]).to.deep.equal([details.transaction, 1]);
  });

  it("does not count as lost if a block has it, although that node has no receipt yet and the others do not answer", async () => {
    const id = next++;
    const [first, ...others] = nodes;
    for (const node of others) node.behave((asked) => (isOffer(asked) ? pass(counters.url, asked) : "hang up"));
    // A load balancer with one node that is up to date and one that lags.
    const since = Date.now();
    first.behave((asked) =>
      asked.method === "eth_getTransactionReceipt" && Date.now() - since < 2_500
        ? { result: null }
        : pass(counters.url, asked),
    );
    await sent(counters, id, newSigner(), sendingBy(nodes));
    expect(await counters.countOf(id)).to.equal(1);
  });

  it("cannot be tricked into sending twice by one lying node of three, whether it claims lost or done", async () => {
    const [id, other] = [next++, next++];
    const [liar] = nodes;
    const lies: Record<string, unknown> = { eth_getTransactionCount: "0xff", eth_getTransactionReceipt: null };
    liar.behave((asked) => (asked.method in lies ? { result: lies[asked.method] } : pass(counters.url, asked)));
    await counters.mine(3_000);
    await sent(counters, id, newSigner(), sendingBy(nodes, { agree: 2 }));
    expect(await counters.countOf(id)).to.equal(1);
    liar.behave((asked) =>
      asked.method === "eth_getTransactionReceipt"
        ? {
            result: {
              transactionHash: asked.params[0],
              status: "0x1",
              blockNumber: "0x1",
              blockHash: `0x${"11".repeat(32)}`,
              gasUsed: "0x1",
              logs: [],
            },
          }
        : pass(counters.url, asked),
    );
    const { blockHash } = await sent(counters, other, newSigner(), sendingBy(nodes, { agree: 2 }));
    expect(blockHash).not.to.equal(`0x${"11".repeat(32)}`);
    expect(await counters.countOf(other)).to.equal(1);
  });

  it("asks a remote signer once, and finds by the nonce what it sent without saying so", async () => {
    const id = next++;
    const [service] = nodes;
    service.behave(async (asked) => {
      const answer = await pass(counters.url, asked);
      return asked.method === "eth_sendTransaction" ? "hang up" : answer;
    });
    const account = ((await counters.ask("eth_accounts")) as string[])[5] ?? "";
    const signer = createRemoteAccount({ url: service.url, address: account });
    const { hash } = await sent(counters, id, signer, sendingBy(nodes.slice(1)));
    expect(hash).to.match(/^0x[0-9a-f]{64}$/);
    expect(await counters.countOf(id)).to.equal(1);
    expect(service.asked.filter(({ method }) => method === "eth_sendTransaction")).to.have.length(1);
  });

  it("keeps a remote signer's pending transaction while other calls are made", async () => {
    const [id, other] = [next++, next++];
    const account = ((await counters.ask("eth_accounts")) as string[])[6] ?? "";
    const [signer, sending] = [
      createRemoteAccount({ url: nodes[0].url, address: account }),
      sendingBy(nodes, { sendTimeoutMs: 300 }),
    ];
    await counters.mine(0);
    await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    await refusedLater(sent(counters, other, signer, sending), "registry.timeout");
    await counters.mine(SLOW);
    await sent(counters, id, signer, { ...sending, timeoutMs: 5_000 });
    await counters.ask("evm_mine");
    expect([await counters.countOf(id), await counters.countOf(other)]).to.deep.equal([1, 1]);
  });
});
