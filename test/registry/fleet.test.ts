import { expect } from "chai";
import { httpRpc, type RpcOptions } from "../../src/index.ts";
import { type Answer, type Asked, type FakeNode, fakeNode } from "../support/nodes.ts";
import { refusedLater } from "../support/refused.ts";

const NOW = 1_800_000_000;
const GENESIS = `0x${"aa".repeat(32)}`;
const hex = (value: number): string => `0x${value.toString(16)}`;
const nodes: FakeNode[] = [];

/** A node whose newest block is so old, on some chain; what else it is asked it answers with its name. */
async function node(name: string, age: number | undefined, chain: number = 1, genesis = GENESIS): Promise<FakeNode> {
  const answer = ({ method, params }: Asked): Answer => {
    if (method === "eth_chainId") return { result: hex(chain) };
    if (method !== "eth_getBlockByNumber") return { result: name };
    if (params[0] === "0x0") return { result: { number: "0x0", hash: genesis, timestamp: "0x1" } };
    return age === undefined ? "silence" : { result: { number: "0x9", timestamp: hex(NOW - age) } };
  };
  const made = await fakeNode(answer);
  nodes.push(made);
  return made;
}

const over = (of: readonly FakeNode[], options: RpcOptions = {}) =>
  httpRpc(
    of.map(({ url }) => url),
    { now: () => NOW, ...options },
  );
const asked = ({ asked: all }: FakeNode): number => all.filter(({ method }) => method === "eth_gasPrice").length;

describe("Several nodes", () => {
  afterEach(() => Promise.all(nodes.splice(0).map((one) => one.close())));

  it("are asked in the order given while they keep up with one another", async () => {
    const rpc = over([await node("first", 12), await node("second", 0)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("first");
  });

  it("have the one that lags asked last, and asked all the same where no other answers", async () => {
    const [behind, live] = [await node("behind", 16), await node("live", 0)];
    const rpc = over([behind, live]);
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
    await live.close();
    expect(await rpc.request("eth_gasPrice")).to.equal("behind");
  });

  it("do not believe one that it is ahead of all the others", async () => {
    const rpc = over([await node("ahead", -3_600), await node("honest", 20), await node("behind", 100)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("honest");
  });

  it("do not wait for one that does not say what its newest block is", async () => {
    const silent = await node("silent", undefined);
    const rpc = over([silent, await node("live", 0)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
    expect(asked(silent)).to.equal(0);
  });

  it("notice that one stays behind later", async () => {
    let now = NOW;
    const [stopped, live] = [await node("stopped", 0), await node("live", 0)];
    const rpc = over([stopped, live], { now: () => now, maxHeadAge: 10 });
    expect(await rpc.request("eth_gasPrice")).to.equal("stopped");
    now += 20;
    live.behave(({ method }) => ({ result: method === "eth_gasPrice" ? "live" : { timestamp: hex(now) } }));
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
  });

  it("are refused whose newest block is too old, where a bound is set", async () => {
    const [one, other] = [await node("one", 61), await node("other", 3_600)];
    const error = await refusedLater(
      over([one, other], { maxHeadAge: 60 }).request("eth_gasPrice"),
      "facts.node-stale",
    );
    expect(error.message).to.contain("61 s old");
    expect([asked(one), asked(other)]).to.deep.equal([0, 0]);
    expect(await over([one], { maxHeadAge: 61 }).request("eth_gasPrice")).to.equal("one");
  });

  it("cannot get past that bound by hiding the age", async () => {
    const silent = await node("silent", undefined);
    await refusedLater(
      over([silent], { maxHeadAge: 60, timeoutMs: 100 }).request("eth_gasPrice"),
      "facts.node-unreachable",
    );
    expect(asked(silent)).to.equal(0);
  });

  it("on another chain, or one with the same id and another first block, are never asked", async () => {
    const [other, twin] = [await node("other", 0, 2), await node("twin", 0, 1, `0x${"bb".repeat(32)}`)];
    const right = await node("right", 0);
    const expected = { chainId: 1n, genesis: GENESIS };
    expect(await over([other, twin, right], expected).request("eth_gasPrice")).to.equal("right");
    const error = await refusedLater(over([other, twin], expected).request("eth_gasPrice"), "facts.wrong-chain");
    expect(error.facts.nodes).to.have.all.keys(other.url, twin.url);
    expect([asked(other), asked(twin)]).to.deep.equal([0, 0]);
  });

  it("are asked for their chain once, and again after it was the wrong one", async () => {
    const one = await node("one", 0, 2);
    const rpc = over([one], { chainId: 1n });
    await refusedLater(rpc.request("eth_gasPrice"), "facts.wrong-chain");
    one.behave(({ method }) => ({ result: method === "eth_chainId" ? "0x1" : "mended" }));
    expect(await rpc.request("eth_gasPrice")).to.equal("mended");
    await rpc.request("eth_gasPrice");
    expect(one.asked.filter(({ method }) => method === "eth_chainId")).to.have.length(2);
  });
});
