import { expect } from "chai";
import { keccak256 } from "ethers";
import type { RpcOptions } from "../../../src/public/chain.ts";
import { createRpc } from "../../../src/public/chain.ts";
import type { DidimError } from "../../../src/public/index.ts";
import { type Answer, type Asked, type FakeNode, fakeNode } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";

const NOW = 1_800_000_000;
const GENESIS = `0x${"aa".repeat(32)}`;
/** The block number at a time, with one block a second since long ago. */
const numberAt = (time: number): number => time - 1_000_000_000;
const hashOf = (number: number): string => `0x${number.toString(16).padStart(64, "0")}`;
const hex = (value: number): string => `0x${value.toString(16)}`;
const nodes: FakeNode[] = [];

/** A node whose newest block has this age, on some chain. It answers any other request with its name. */
async function node(name: string, age: number | undefined, chain: number = 1, genesis = GENESIS): Promise<FakeNode> {
  const answer = ({ method, params }: Asked): Answer => {
    if (method === "eth_chainId") return { result: hex(chain) };
    if (method !== "eth_getBlockByNumber") return { result: name };
    if (params[0] === "0x0") return { result: { number: "0x0", hash: genesis, timestamp: "0x1" } };
    return age === undefined ? "silence" : { result: blockAt(NOW - age) };
  };
  const made = await fakeNode(answer);
  nodes.push(made);
  return made;
}

function blockAt(time: number) {
  const number = numberAt(time);
  return { number: hex(number), hash: hashOf(number), timestamp: hex(time) };
}

const over = (of: readonly FakeNode[], options: Partial<RpcOptions> = {}) =>
  createRpc({ url: of.map(({ url }) => url), now: () => NOW, ...options });

/** From now on the node has blocks of this chain up to this time, and answers as `odd` says. */
async function turn(
  one: FakeNode,
  name: string,
  chain: number,
  genesis = GENESIS,
  time = NOW,
  kind = "00",
  odd: (asked: Asked) => Answer | undefined = () => undefined,
): Promise<void> {
  const block = (number: number) => ({
    number: hex(number),
    hash: number === 0 ? genesis : `0x${kind}${hashOf(number).slice(4)}`,
    timestamp: hex(number + 1_000_000_000),
  });
  one.behave((question) => {
    const { method, params } = question;
    const strange = odd(question);
    if (strange !== undefined) return strange;
    if (method === "eth_chainId") return { result: hex(chain) };
    if (method !== "eth_getBlockByNumber") return { result: name };
    const newest = numberAt(time);
    const number = params[0] === "latest" ? newest : Number(params[0]);
    return { result: number > newest ? null : block(number) };
  });
}

const asked = ({ asked: all }: FakeNode): number => all.filter(({ method }) => method === "eth_gasPrice").length;

describe("Several nodes", () => {
  afterEach(() => Promise.all(nodes.splice(0).map((one) => one.close())));

  it("are asked in the order given while they are up to date", async () => {
    const rpc = over([await node("first", 12), await node("second", 0)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("first");
  });

  it("ask a lagging node last, but do ask it if no other answers", async () => {
    const [behind, live] = [await node("behind", 16), await node("live", 0)];
    const rpc = over([behind, live]);
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
    await live.close();
    expect(await rpc.request("eth_gasPrice")).to.equal("behind");
  });

  it("ignore a node that claims to be far ahead of the clock", async () => {
    const rpc = over([await node("ahead", -3_600), await node("honest", 20), await node("behind", 100)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("honest");
  });

  it("do not wait for a node that does not report its newest block", async () => {
    const silent = await node("silent", undefined);
    const rpc = over([silent, await node("live", 0)]);
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
    expect(asked(silent)).to.equal(0);
  });

  it("notice when a node falls behind later", async () => {
    let now = NOW;
    const [stopped, live] = [await node("stopped", 0), await node("live", 0)];
    const rpc = over([stopped, live], { now: () => now, maxHeadAge: 10 });
    expect(await rpc.request("eth_gasPrice")).to.equal("stopped");
    now += 20;
    await turn(live, "live", 1, GENESIS, now);
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
  });

  it("are refused if their newest block is older than maxHeadAge", async () => {
    const [one, other] = [await node("one", 61), await node("other", 3_600)];
    const error = await refusedLater(
      over([one, other], { maxHeadAge: 60 }).request("eth_gasPrice"),
      "facts.node-stale",
    );
    expect(error.message).to.contain("61 s old");
    expect([asked(one), asked(other)]).to.deep.equal([0, 0]);
    expect(await over([one], { maxHeadAge: 61 }).request("eth_gasPrice")).to.equal("one");
  });

  it("cannot evade maxHeadAge by hiding the block's age", async () => {
    const silent = await node("silent", undefined);
    await refusedLater(
      over([silent], { maxHeadAge: 60, timeoutMs: 100 }).request("eth_gasPrice"),
      "facts.node-unreachable",
    );
    expect(asked(silent)).to.equal(0);
  });

  it("are never asked if they are on another chain, or on one with the same id and another first block", async () => {
    const [other, twin] = [await node("other", 0, 2), await node("twin", 0, 1, `0x${"bb".repeat(32)}`)];
    const right = await node("right", 0);
    const expected = { chainId: 1n, genesis: GENESIS };
    expect(await over([other, twin, right], expected).request("eth_gasPrice")).to.equal("right");
    const error = await refusedLater(over([other, twin], expected).request("eth_gasPrice"), "facts.wrong-chain");
    expect(error.details.nodes).to.have.all.keys(other.url, twin.url);
    expect([asked(other), asked(twin)]).to.deep.equal([0, 0]);
  });

  it("are asked again once they have moved from a wrong chain to the right one", async () => {
    const one = await node("one", 0, 2);
    const rpc = over([one], { chainId: 1n });
    await refusedLater(rpc.request("eth_gasPrice"), "facts.wrong-chain");
    await turn(one, "one", 1);
    expect(await rpc.request("eth_gasPrice")).to.equal("one");
  });

  it("prove their chain with each answer, so that a node that changes chain does not count any more", async () => {
    const told: DidimError[] = [];
    const [one, other] = [await node("one", 0), await node("other", 0)];
    const expected = { chainId: 1n, genesis: GENESIS, onDissent: (error: DidimError) => void told.push(error) };
    const rpc = over([one, other], expected);
    expect(await rpc.request("eth_gasPrice")).to.equal("one");
    await turn(one, "one", 1, `0x${"bb".repeat(32)}`);
    expect(await rpc.request("eth_gasPrice")).to.equal("other");
    expect(told.map(({ code, details }) => [code, details.node])).to.deep.equal([["facts.chain-changed", one.url]]);
    await turn(other, "other", 2);
    const { details } = await refusedLater(rpc.request("eth_gasPrice"), "facts.chain-changed");
    expect(details.nodes).to.have.all.keys(one.url, other.url);
    await turn(one, "one", 1);
    expect(await rpc.request("eth_gasPrice")).to.equal("one");
  });

  it("are sent no transaction once they were seen on another chain, even if they return", async () => {
    const [one, other] = [await node("one", 0), await node("other", 0)];
    const rpc = over([one, other], { chainId: 1n, genesis: GENESIS });
    const sent = ({ asked: all }: FakeNode): number =>
      all.filter(({ method }) => method === "eth_sendRawTransaction").length;
    await rpc.request("eth_sendRawTransaction", ["0x01"]);
    await turn(one, "one", 1, `0x${"bb".repeat(32)}`);
    await rpc.request("eth_sendRawTransaction", ["0x02"]);
    await turn(one, "one", 1);
    await rpc.request("eth_sendRawTransaction", ["0x03"]);
    expect([sent(one), sent(other)]).to.deep.equal([1, 2]);
    await other.close();
    await refusedLater(
      rpc.nodes[0]?.request("eth_sendRawTransaction", ["0x04"]) as Promise<unknown>,
      "facts.chain-changed",
    );
    expect(await rpc.request("eth_gasPrice")).to.equal("one");
  });

  it("must still have blocks seen before: a chain restarted from the same first block counts as another", async () => {
    let now = NOW;
    const one = await node("one", 0);
    const rpc = over([one], { chainId: 1n, genesis: GENESIS, now: () => now });
    for (let i = 0; i < 3; i++) {
      expect(await rpc.request("eth_gasPrice")).to.equal("one");
      now += 20;
      await turn(one, "one", 1, GENESIS, now);
    }
    // The node has lost blocks, like a machine that restarts with an empty disk.
    await turn(one, "one", 1, GENESIS, NOW - 86_400);
    await refusedLater(rpc.request("eth_gasPrice"), "facts.node-behind");
    // The node is as far as before, but with other blocks.
    await turn(one, "one", 1, GENESIS, now, "cc");
    await refusedLater(rpc.request("eth_gasPrice"), "facts.chain-changed");
    await turn(one, "one", 1, GENESIS, now);
    expect(await rpc.request("eth_gasPrice")).to.equal("one");
    await turn(one, "one", 1, GENESIS, NOW - 86_400);
    const local = over([one], { chainId: 1n, genesis: GENESIS, final: false });
    expect(await local.request("eth_gasPrice"), "a chain that can be taken back").to.equal("one");
  });

  it("never go back: an answer that is too old after another node's answer is refused", async () => {
    const [live, behind, near] = [await node("live", 0), await node("behind", 16), await node("near", 14)];
    const rpc = over([live, behind, near], { chainId: 1n, genesis: GENESIS });
    expect(await rpc.request("eth_gasPrice")).to.equal("live");
    await live.close();
    expect(await rpc.request("eth_gasPrice")).to.equal("near");
    await near.close();
    const error = await refusedLater(rpc.request("eth_gasPrice"), "facts.node-unreachable");
    expect(JSON.stringify(error.details)).to.contain("16 s older");
  });

  it("have their contracts' code checked before first use, after each lost connection, and at intervals", async () => {
    const code = "0x6001";
    const pinned = [{ contract: "StatusLists", address: `0x${"22".repeat(20)}`, codeHash: keccak256(code) }];
    const one = await node("one", 0);
    let present = code;
    let isUp = true;
    await turn(one, "one", 1, GENESIS, NOW, "00", ({ method }) => {
      if (!isUp) return "hang up";
      return method === "eth_getCode" ? { result: present } : undefined;
    });
    const looks = (): number => one.asked.filter(({ method }) => method === "eth_getCode").length;
    const expected = { chainId: 1n, genesis: GENESIS, code: pinned };
    const rpc = over([one], expected);
    for (let i = 0; i < 3; i++) expect(await rpc.request("eth_gasPrice")).to.equal("one");
    expect(looks()).to.equal(1);
    isUp = false;
    await refusedLater(rpc.request("eth_gasPrice"), "facts.node-unreachable");
    [isUp, present] = [true, "0x6002"];
    await refusedLater(rpc.request("eth_gasPrice"), "facts.foreign-contract");
    present = code;
    const often = over([one], { ...expected, checkEveryMs: 0 });
    expect(await often.request("eth_gasPrice")).to.equal("one");
    present = "0x";
    await refusedLater(often.request("eth_gasPrice"), "facts.no-contract");
  });

  it("are asked again if they report no newest block, or only the first one, as Besu does for a moment", async () => {
    const one = await node("one", 0);
    const silent = (times: number, result: unknown) => {
      let left = times;
      return turn(one, "one", 1, GENESIS, NOW, "00", ({ method, params }) =>
        method === "eth_getBlockByNumber" && params[0] === "latest" && left-- > 0 ? { result } : undefined,
      );
    };
    let now = NOW - 40;
    const held = over([one], { chainId: 1n, genesis: GENESIS, now: () => now });
    for (; now <= NOW; now += 20) {
      await turn(one, "one", 1, GENESIS, now);
      await held.request("eth_gasPrice");
    }
    const plain = over([one]);
    for (const nothing of [null, { number: "0x0", hash: GENESIS, timestamp: "0x1" }]) {
      await silent(3, nothing);
      expect(await held.request("eth_gasPrice")).to.equal("one");
    }
    await silent(3, null);
    expect(await plain.request("eth_getBlockByNumber", ["latest", false])).to.deep.include({ timestamp: hex(NOW) });
    const other = await node("other", 0);
    await silent(99, null);
    expect(await over([one, other]).request("eth_getBlockByNumber", ["latest", false])).to.have.property("number");
  });
});
