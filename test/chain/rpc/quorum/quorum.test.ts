import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { decodeRlp, encodeRlp, type RlpStructuredData } from "ethers";
import { RpcError } from "../../../../src/chain/rpc/node.ts";
import type { Rpc } from "../../../../src/public/chain.ts";
import { createRpc, type RpcOptions } from "../../../../src/public/chain.ts";
import type { DidimError } from "../../../../src/public/index.ts";
import { headerFrom } from "../../../../src/trust-anchor/node-state.ts";
import { type Answer, type Asked, type FakeNode, fakeNode } from "../../../support/nodes.ts";
import { refused, refusedLater } from "../../../support/refused.ts";

const hex = (value: number): string => `0x${value.toString(16)}`;
const hashOf = (number: number): string => `0x${number.toString(16).padStart(64, "0")}`;
const nodes: FakeNode[] = [];
const dissent: DidimError[] = [];

type Handler = (asked: Asked) => Answer | undefined | Promise<Answer | undefined>;

/**
 * An honest node with blocks up to `head`, whose state answers every call with the block's number; `odd` can override
 * answers.
 */
async function node(head: number, odd: Handler = () => undefined): Promise<FakeNode> {
  const header = (number: number): Answer => ({
    result: number > head ? null : { number: hex(number), hash: hashOf(number), timestamp: hex(number) },
  });
  const honest = ({ method, params }: Asked): Answer => {
    if (method === "eth_blockNumber") return { result: hex(head) };
    if (method === "eth_getBlockByNumber") return header(params[0] === "latest" ? head : Number(params[0]));
    if (method === "eth_getBlockByHash") return header(Number(params[0]));
    if (method === "eth_estimateGas") return { result: "0x5208" };
    if (method !== "eth_call") return { result: method };
    const { blockHash } = params[1] as { blockHash: string };
    const known = Number(blockHash) <= head;
    return known ? { result: hex(Number(blockHash)) } : { error: { code: -32000, message: "Block not found" } };
  };
  const made = await fakeNode(async (asked) => (await odd(asked)) ?? honest(asked));
  nodes.push(made);
  return made;
}

const over = (of: readonly FakeNode[], options: Partial<RpcOptions> = {}) =>
  createRpc({ url: of.map(({ url }) => url), agree: 2, onDissent: (error) => dissent.push(error), ...options });
/** A node that lies only about the state. */
const lie =
  (result: string): Handler =>
  ({ method }) =>
    method === "eth_call" ? { result } : undefined;
const call = (of: readonly FakeNode[], block: unknown = "latest", options: Partial<RpcOptions> = {}) =>
  over(of, options).request("eth_call", [{ to: "0x01" }, block]);

describe("Reading by a quorum of k of n nodes", () => {
  afterEach(async () => {
    dissent.length = 0;
    await Promise.all(nodes.splice(0).map((one) => one.close()));
  });

  it("asks all nodes for the state of one block, by its hash", async () => {
    const three = [await node(7), await node(7), await node(7)];
    expect(await call(three)).to.equal("0x7");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const { asked } of three) {
      const [question] = asked.filter(({ method }) => method === "eth_call");
      expect(question?.params[1]).to.deep.equal({ blockHash: hashOf(7), requireCanonical: true });
    }
  });

  it("reads the newest block that k nodes know", async () => {
    expect(await call([await node(9), await node(7), await node(8)])).to.equal("0x8");
    expect(await call([await node(9), await node(7), await node(8)], "latest", { agree: 3 })).to.equal("0x7");
    expect(await over([await node(9), await node(7), await node(8)]).request("eth_blockNumber")).to.equal("0x8");
  });

  it("is not misled by a node with a made-up head, or with another block of the same number", async () => {
    const ahead = await node(2 ** 40);
    expect(await call([ahead, await node(7), await node(7)])).to.equal("0x7");
    const forked = await node(8, ({ method, params: [number] }) =>
      method === "eth_getBlockByNumber" ? { result: { number, hash: hashOf(99) } } : undefined,
    );
    expect(await call([forked, await node(8), await node(7)])).to.equal("0x7");
  });

  describe("A quorum's newest block never goes back:", () => {
    const SLOW_MS = 600;
    const DAY = 86_400;
    /** Block n was made on day n. */
    const NOW = 100 * DAY;
    const timed = (head: number, odd: Handler = () => undefined): Promise<FakeNode> => {
      const header = (number: number): Answer => ({
        result: number > head ? null : { number: hex(number), hash: hashOf(number), timestamp: hex(number * DAY) },
      });
      return node(head, async (asked) => {
        const { method, params } = asked;
        const strange = await odd(asked);
        if (strange !== undefined || !method.startsWith("eth_getBlockBy")) return strange;
        return header(params[0] === "latest" ? head : Number(params[0]));
      });
    };
    const isHead = ({ method, params }: Asked): boolean => method === "eth_blockNumber" || params[0] === "latest";
    /** Claims that block 5 is its newest, and is honest otherwise. */
    const saysFive: Handler = (asked) => {
      if (!isHead(asked)) return undefined;
      const block = { number: "0x5", hash: hashOf(5), timestamp: hex(5 * DAY) };
      return { result: asked.method === "eth_blockNumber" ? "0x5" : block };
    };
    const slowHead: Handler = async (asked) => {
      if (isHead(asked)) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      return undefined;
    };
    const options = { now: () => NOW };
    const ask = (rpc: Rpc) => rpc.request("eth_call", [{ to: "0x01" }, "latest"]);
    const kinds = () => dissent.map(({ code, details }) => [code, details.node]);

    it("a node that claims to be far behind cannot stand in for an honest one that is slow to answer", async () => {
      const liar = await timed(100, saysFive);
      const rpc = over([await timed(100), await timed(100, slowHead), liar], options);
      expect(await ask(rpc)).to.equal("0x64");
      expect(kinds()).to.deep.equal([["facts.node-behind", liar.url]]);
    });

    it("a block once reached stays reached, even if an honest node is dead and a liar says otherwise", async () => {
      let lying = false;
      const liar = await timed(100, (asked) => (lying ? saysFive(asked) : undefined));
      const dying = await timed(100);
      const rpc = over([await timed(100), dying, liar], options);
      expect(await ask(rpc)).to.equal("0x64");
      await dying.close();
      lying = true;
      expect(await ask(rpc)).to.equal("0x64");
      expect(await rpc.request("eth_blockNumber")).to.equal("0x64");
      expect(kinds(), "said once").to.deep.equal([["facts.node-behind", liar.url]]);
    });

    it("a block known to all that is too old is refused, however recent each node's own head claims to be", async () => {
      const dead = await timed(100);
      await dead.close();
      const youngFive: Handler = (asked) => {
        if (!isHead(asked)) return undefined;
        const block = { number: "0x5", hash: hashOf(5), timestamp: hex(NOW) };
        return { result: asked.method === "eth_blockNumber" ? "0x5" : block };
      };
      const rpc = over([await timed(100), dead, await timed(100, youngFive)], { ...options, maxHeadAge: 60 });
      const { details } = await refusedLater(ask(rpc), "facts.node-stale");
      expect(details).to.deep.include({ age: 95 * DAY, maxHeadAge: 60, block: 5 });
    });
  });

  it("a block given by its number is read by the hash on which the nodes agree", async () => {
    const three = [await node(9), await node(9), await node(7)];
    expect(await call(three, "0x5")).to.equal("0x5");
    await refusedLater(call([await node(9), await node(7), await node(7)], "0x9"), "facts.no-state");
  });

  it("follows the majority if one node lies, and reports who said what", async () => {
    const liar = await node(7, lie("0xbad"));
    const [one, other] = [await node(7), await node(7)];
    expect(await call([liar, one, other])).to.equal("0x7");
    expect(dissent.map(({ code }) => code)).to.deep.equal(["facts.nodes-disagree"]);
    expect(dissent[0]?.details.answers).to.deep.equal({
      [liar.url]: '"0xbad"',
      [one.url]: '"0x7"',
      [other.url]: '"0x7"',
    });
  });

  it("notices the lie of a node that answers late", async () => {
    const liar = await node(7, async (asked) => {
      if (asked.method !== "eth_call") return undefined;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { result: "0xbad" };
    });
    expect(await call([await node(7), liar, await node(7)])).to.equal("0x7");
    expect(dissent).to.have.length(0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(dissent).to.have.length(1);
  });

  it("fails if no two nodes give the same answer", async () => {
    const three = [await node(7, lie("0xbad")), await node(7, lie("0xworse")), await node(7)];
    const error = await refusedLater(call(three), "facts.nodes-disagree");
    expect(error.details).to.deep.include({ method: "eth_call", agree: 2 });
    expect(error.details.answers).to.have.all.keys(three.map(({ url }) => url));
  });

  it("shows long answers by their length and hash", async () => {
    const long = (byte: string): Handler => lie(`0x${byte.repeat(500)}`);
    const error = await refusedLater(
      call([await node(7, long("aa")), await node(7, long("bb"))]),
      "facts.nodes-disagree",
    );
    for (const text of Object.values(error.details.answers as object)) {
      expect(text).to.match(/^1004 characters, sha256 [0-9a-f]{16}$/);
    }
  });

  it("ignores nodes that are slow, dead, ill or on another chain, as long as enough agree", async () => {
    const dead = await node(7);
    await dead.close();
    const useless = [
      await node(7, () => "silence"),
      dead,
      await node(7, () => ({ error: { code: -32603, message: "Internal error" } })),
      await node(7, ({ method }) => (method === "eth_chainId" ? { result: "0x2" } : undefined)),
    ];
    const honest = (): Promise<FakeNode> =>
      node(7, ({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined));
    for (const one of useless) {
      const start = performance.now();
      expect(await call([one, await honest(), await honest()], "latest", { chainId: 1n })).to.equal("0x7");
      expect(performance.now() - start).to.be.lessThan(2_000);
    }
    expect(dissent).to.have.length(0);
  });

  it("fails if too few nodes answer", async () => {
    const [dead, live] = [await node(7), await node(7)];
    await dead.close();
    const error = await refusedLater(call([dead, live]), "facts.node-unreachable");
    expect(error.details.nodes).to.deep.equal({ [dead.url]: "connection refused" });
  });

  it("treats a block as unknown if too few nodes know it", async () => {
    const receipt = ({ method }: Asked): Answer | undefined =>
      method === "eth_getTransactionReceipt" ? { result: { status: "0x1" } } : undefined;
    const none = ({ method }: Asked): Answer | undefined =>
      method === "eth_getTransactionReceipt" ? { result: null } : undefined;
    const ask = (...of: readonly FakeNode[]) => over(of).request("eth_getTransactionReceipt", ["0x01"]);
    expect(await ask(await node(7, none), await node(7, receipt), await node(7, none))).to.equal(null);
    expect(await ask(await node(7, receipt), await node(7, none), await node(7, receipt))).to.deep.equal({
      status: "0x1",
    });
    expect(dissent).to.have.length(0);
  });

  it("compares refusals too", async () => {
    const reverts = (data: string): Handler => {
      const answer: Answer = { error: { code: 3, message: `execution reverted by ${data.length}`, data } };
      return ({ method }) => (method === "eth_call" ? answer : undefined);
    };
    const three = [await node(7), await node(7, reverts("0x08c379a0")), await node(7, reverts("0x08c379a0"))];
    const error: unknown = await call(three).catch((reason: unknown) => reason);
    expect([error instanceof RpcError, (error as RpcError).data]).to.deep.equal([true, "0x08c379a0"]);
    expect(await call([await node(7), await node(7, reverts("0x")), await node(7)])).to.equal("0x7");
  });

  it("compares meanings: member order, upper case and fields added by clients do not matter", async () => {
    const log = (result: unknown) => node(7, ({ method }) => (method === "eth_getLogs" ? { result } : undefined));
    const one = await log([{ address: "0xAB", data: "0x01", blockTimestamp: "0x5" }]);
    const other = await log([{ data: "0x01", address: "0xab" }]);
    expect(await over([one, other]).request("eth_getLogs", [{}])).to.deep.equal([{ address: "0xab", data: "0x01" }]);
    expect(one.asked.find(({ method }) => method === "eth_getLogs")?.params).to.deep.equal([{ toBlock: "0x7" }]);
  });

  it("compares a QBFT block without its seals and round, which differ by node, and returns real ones", async () => {
    const recorded = JSON.parse(readFileSync("test/vectors/besu-qbft/blocks/block-2.json", "utf8")).block;
    const [vanity, validators, vote, round, seals] = decodeRlp(recorded.extraData) as RlpStructuredData[];
    const sealed = (...parts: readonly (RlpStructuredData | undefined)[]) => {
      const extraData = encodeRlp(parts as RlpStructuredData[]);
      return node(7, () => ({ result: { ...recorded, extraData } }));
    };
    const all = (seals as string[]).toReversed();
    const one = await sealed(vanity, validators, vote, round, all.slice(1));
    const other = await sealed(vanity, validators, vote, "0x01", all);
    const ask = (...of: FakeNode[]) => over(of).request("eth_getBlockByHash", [hashOf(2), false]);
    const { extraData } = (await ask(one, other)) as { extraData: string };
    expect([all.slice(1), all]).to.deep.include((decodeRlp(extraData) as string[][])[4]);
    const voted = await sealed(vanity, validators, [`0x${"01".repeat(20)}`, "0xff"], round, seals);
    await refusedLater(ask(one, voted), "facts.nodes-disagree");
    const malformed = await node(7, () => ({ result: { ...recorded, extraData: "0xc3" } }));
    await refusedLater(ask(one, malformed), "facts.node-unreachable");
  });

  describe("A QBFT block whose extraData no header may have is no answer:", () => {
    const recorded = JSON.parse(readFileSync("test/vectors/besu-qbft/blocks/block-2.json", "utf8")).block;
    const [vanity, validators, vote, round, seals] = decodeRlp(recorded.extraData) as [
      string,
      string[],
      [],
      string,
      [],
    ];
    const signed = [vanity, validators, vote] as const;
    const lies: Readonly<Record<string, RlpStructuredData>> = {
      "a round that is a list": [...signed, ["0x01"], seals],
      "a round of nine bytes": [...signed, `0x01${"00".repeat(8)}`, seals],
      "a sixth member": [...signed, round, seals, "0x01"],
      "no seals": [...signed, round],
      "seals that are no list": [...signed, round, "0x0102"],
      "a seal that is a list": [...signed, round, [["0x01"]]],
      "20 KB of seals": [...signed, round, Array.from({ length: 300 }, () => `0x${"ab".repeat(65)}`)],
      "as many seals as fill the largest header": [...signed, round, [`0x${"ab".repeat(16_000)}`]],
    };
    for (const [what, lie] of Object.entries(lies)) {
      const liar = () => node(7, () => ({ result: { ...recorded, extraData: encodeRlp(lie) } }));
      const honest = () =>
        node(7, async () => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          return { result: recorded };
        });

      it(`${what}: the other nodes decide, and that one is named`, async () => {
        const [first, ...others] = [await liar(), await honest(), await honest()];
        const read = await headerFrom(over([first, ...others]), { hash: recorded.hash });
        expect(read.number).to.equal(2n);
        expect(dissent.map(({ code, details }) => [code, details.node])).to.deep.equal([
          ["facts.bad-answer", first.url],
        ]);
      });

      it(`${what}: where nodes stand in for one another, the next is asked`, async () => {
        const read = await headerFrom(over([await liar(), await honest()], { agree: undefined }), {
          hash: recorded.hash,
        });
        expect(read.number).to.equal(2n);
        await refusedLater(
          over([await liar()], { agree: undefined }).request("eth_getBlockByHash", [recorded.hash, false]),
          "facts.bad-answer",
        );
      });
    }
  });

  it("is not held up by a node whose answer unpacks to 60 MiB", async function () {
    this.timeout(60_000);
    const packed = gzipSync(`{"id":1,"result":[${"[],".repeat(20 * 1024 * 1024)}[]]}`, { level: 1 });
    const bomb = await node(7, ({ method }) =>
      method === "eth_call" ? { text: packed, headers: { "content-encoding": "gzip" } } : undefined,
    );
    const slow: Handler = async ({ method }) => {
      if (method === "eth_call") await new Promise((resolve) => setTimeout(resolve, 600));
      return undefined;
    };
    const rpc = over([bomb, await node(7, slow), await node(7, slow)]);
    const cpu = process.cpuUsage();
    expect(await rpc.request("eth_call", [{ to: "0x01" }, "latest"])).to.equal("0x7");
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1_000, "ms of CPU").to.be.below(1_000);
  });

  it("survives an endlessly nested answer", async () => {
    const deep = await node(7, ({ method, id }) =>
      method === "eth_call"
        ? { text: `{"id":${String(id)},"result":${"[".repeat(10_000)}${"]".repeat(10_000)}}` }
        : undefined,
    );
    expect(await call([deep, await node(7), await node(7)])).to.equal("0x7");
  });

  it("takes estimates from one node, and sends through one", async () => {
    const three = [await node(7), await node(7), await node(7)];
    const rpc = over(three);
    expect(await rpc.request("eth_estimateGas", [{}])).to.equal("0x5208");
    await rpc.request("eth_sendTransaction", [{}]);
    const count = (method: string): number =>
      three.flatMap(({ asked }) => asked).filter((one) => one.method === method).length;
    expect([count("eth_estimateGas"), count("eth_sendTransaction")]).to.deep.equal([1, 1]);
  });

  it("asks another node for an estimate if one gives none or no number, and asks that one last from then on", async () => {
    const saying = (result: unknown) =>
      node(7, ({ method }) => (method === "eth_estimateGas" ? { result } : undefined));
    const [nothing, nonsense] = [await saying(null), await saying("0xgas")];
    const rpc = over([nothing, nonsense, await node(7)]);
    for (let i = 0; i < 2; i++) expect(await rpc.request("eth_estimateGas", [{}])).to.equal("0x5208");
    for (const { asked } of [nothing, nonsense]) {
      expect(asked.filter(({ method }) => method === "eth_estimateGas")).to.have.length(1);
    }
    await refusedLater(over([nothing, nonsense]).request("eth_estimateGas", [{}]), "facts.bad-answer");
  });

  it("requires more than half of the nodes to agree, and counts each node once", () => {
    const url = (n: number): string => `http://127.0.0.1:${n}`;
    const made = (agree: number, ...urls: readonly string[]) => createRpc({ url: urls, agree });
    for (const agree of [0, 1, 2, 5, 2.5, Number.NaN]) {
      refused(() => made(agree, url(1), url(2), url(3), url(4)), "registry.quorum");
    }
    refused(() => made(2, url(1), url(1)), "registry.quorum");
    refused(() => made(2, url(1), `${url(1)}/`), "registry.quorum");
    refused(() => made(2, "http://node.example", "HTTP://NODE.example:80/"), "registry.quorum");
    refused(() => made(2, url(1), `${url(1)}/#other`), "registry.quorum");
    refused(() => made(2, "https://a:b@node.example/x", "https://c:d@node.example/x"), "registry.quorum");
    refused(() => made(2, "https://node.example/x", "https://c@node.example/x#"), "registry.quorum");
    made(3, url(1), url(2), url(3), url(4));
  });
});
