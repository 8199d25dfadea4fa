import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { httpNode } from "../../../src/chain/rpc/http/http-node.ts";
import { RpcError } from "../../../src/chain/rpc/node.ts";
import type { RpcOptions } from "../../../src/public/chain.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import { translate } from "../../../src/registry/errors.ts";
import { type Answer, type Behaviour, type FakeNode, fakeNode } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";

const nodes: FakeNode[] = [];

async function node(behaviour: Behaviour): Promise<FakeNode> {
  const made = await fakeNode(behaviour);
  nodes.push(made);
  return made;
}

const ok = (): Answer => ({ result: "0x7a69" });
const over = (...of: readonly FakeNode[]) => createRpc({ url: of.map(({ url }) => url) });
const reasons = (facts: Readonly<Record<string, unknown>>, ...of: readonly FakeNode[]): unknown[] =>
  of.map(({ url }) => (facts.nodes as Record<string, unknown>)[url]);
/** The number of requests of a method, without those for the head. */
const count = ({ asked }: FakeNode, method: string): number => asked.filter((one) => one.method === method).length;

describe("Asking nodes", () => {
  afterEach(() => Promise.all(nodes.splice(0).map((one) => one.close())));

  it("uses the second node when the first does not answer, and stays with it", async () => {
    const [dead, live] = [await node(ok), await node(ok)];
    await dead.close();
    const rpc = over(dead, live);
    expect(await rpc.request("eth_chainId")).to.equal("0x7a69");
    await rpc.request("eth_chainId");
    expect(count(live, "eth_chainId")).to.equal(2);
  });

  it("reports why each node did not answer", async () => {
    const [dead, odd, gone] = [
      await node(ok),
      await node(() => ({ text: "<html>", status: 502 })),
      await node(() => "hang up"),
    ];
    await dead.close();
    const { details } = await refusedLater(over(dead, odd, gone).request("eth_chainId"), "facts.node-unreachable");
    expect(reasons(details, dead, odd, gone)).to.deep.equal([
      "connection refused",
      "no JSON-RPC answer (HTTP 502)",
      "it closed the connection: UND_ERR_SOCKET",
    ]);
  });

  it("asks a node again that closed the connection before it answered, unless it may have signed and sent", async () => {
    const flaky = await node(() => "hang up");
    flaky.behave(() => {
      flaky.behave(ok);
      return "hang up";
    });
    expect(await over(flaky).request("eth_chainId")).to.equal("0x7a69");
    flaky.behave(() => "hang up");
    await refusedLater(over(flaky).request("eth_sendTransaction", [{}]), "facts.node-unreachable");
    expect(count(flaky, "eth_sendTransaction")).to.equal(1);
  });

  it("sends user name and password in a header, and reveals neither them nor the path", async () => {
    const live = await node(ok);
    const { host } = new URL(live.url);
    const rpc = createRpc({ url: `http://sejong:geheim%21@${host}/v3/api-key?token=abc` });
    await rpc.request("eth_chainId");
    expect(live.asked[0]?.authorization).to.equal(`Basic ${Buffer.from("sejong:geheim!").toString("base64")}`);
    await live.close();
    const error = await refusedLater(rpc.request("eth_chainId"), "facts.node-unreachable");
    const shown = JSON.stringify([error.message, error.details, rpc.nodes]);
    expect(shown)
      .to.contain(host)
      .and.not.match(/sejong|geheim|api-key|token/);
  });

  it("never asks a second node to sign and send what the first one may have sent", async () => {
    const [odd, live] = [await node(() => ({ text: "", status: 500 })), await node(ok)];
    await refusedLater(over(odd, live).request("eth_sendTransaction", [{}]), "facts.node-unreachable");
    expect(count(live, "eth_sendTransaction")).to.equal(0);
  });

  it("asks another node if one refuses for lack of state or by an internal error", async () => {
    const refusal = (code: number, message: string) => node(() => ({ error: { code, message } }));
    const [young, ill, live] = [
      await refusal(-32000, "Block not found"),
      await refusal(-32603, "Internal error"),
      await node(ok),
    ];
    expect(await over(young, ill, live).request("eth_call")).to.equal("0x7a69");
    const error: unknown = await over(young, ill)
      .request("eth_call")
      .catch((reason: unknown) => reason);
    expect([error instanceof RpcError, (error as Error).message]).to.deep.equal([true, "Block not found"]);
  });

  it("treats null as missing state where state was requested, and asks another node", async () => {
    const behind = await node(() => ({ result: null }));
    expect(await over(behind, await node(ok)).request("eth_getCode")).to.equal("0x7a69");
    const error: unknown = await over(behind)
      .request("eth_call")
      .catch((reason: unknown) => reason);
    expect(translate(error, "asking")).to.have.property("code", "facts.no-state");
    expect(await over(behind).request("eth_getTransactionReceipt"), "there may be none").to.equal(null);
  });

  it("asks no other node after a revert", async () => {
    const [first, second] = [
      await node(() => ({ error: { code: -32603, message: "VM Exception", data: "0x08c379a0" } })),
      await node(ok),
    ];
    await over(first, second)
      .request("eth_call")
      .catch(() => undefined);
    expect(count(second, "eth_call")).to.equal(0);
  });

  for (const url of ["localhost:8545", "ws://localhost:8545", "file:///etc/passwd", ""]) {
    it(`does not take "${url}" for a node's URL`, () => {
      expect(() => createRpc({ url }))
        .to.throw(DidimError)
        .with.property("code", "registry.node-url");
    });
  }

  describe("Malformed answers are refused:", () => {
    const KIBIBYTE = 1024;
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield " ".repeat(KIBIBYTE);
    }
    const raw = (id: unknown, more: object): Answer => ({ text: JSON.stringify({ jsonrpc: "2.0", id, ...more }) });
    const packed = gzipSync(" ".repeat(100 * KIBIBYTE));

    const cases: Readonly<Record<string, readonly [Behaviour, string, Partial<RpcOptions>?]>> = {
      "none in time": [() => "silence", "no answer in time", { timeoutMs: 50 }],
      "one that is cut short": [() => ({ text: '{"jsonrpc":"2.0","id":1,"resu' }), "no JSON-RPC answer (HTTP 200)"],
      "one to another request": [({ id }) => raw(Number(id) + 1, { result: "0x1" }), "the answer to another request"],
      "one to nobody's request": [() => raw(null, { result: "0x1" }), "the answer to another request"],
      "one with neither result nor error": [({ id }) => raw(id, {}), "no JSON-RPC answer (HTTP 200)"],
      "an error without a code": [({ id }) => raw(id, { error: { message: "oh" } }), "an error without a code"],
      "several at once": [
        ({ id }) => ({ text: JSON.stringify([{ id, result: "0x1" }]) }),
        "no JSON-RPC answer (HTTP 200)",
      ],
      "one that sends us elsewhere": [
        () => ({ text: "", status: 307, headers: { location: "http://127.0.0.1:9/" } }),
        "it redirects to another URL: give the URL of the node itself",
      ],
    };
    for (const [what, [behaviour, why, options]] of Object.entries(cases)) {
      it(what, async () => {
        const odd = await node(behaviour);
        const { details } = await refusedLater(
          createRpc({ url: odd.url, ...options }).request("eth_chainId"),
          "facts.node-unreachable",
        );
        expect(reasons(details, odd)).to.deep.equal([why]);
      });
    }

    const giants: Readonly<Record<string, Behaviour>> = {
      "one without an end": () => ({ text: endless() }),
      "one that unpacks to more than is read": () => ({
        text: packed,
        headers: { "content-encoding": "gzip" },
      }),
    };
    for (const [what, behaviour] of Object.entries(giants)) {
      it(what, async () => {
        const odd = await node(behaviour);
        const rpc = createRpc({ url: odd.url, maxAnswerBytes: 64 * KIBIBYTE });
        const { details } = await refusedLater(rpc.request("eth_getLogs"), "facts.answer-too-large");
        expect(reasons(details, odd)).to.deep.equal(["an answer of over 65536 bytes"]);
      });
    }

    describe("an answer may be as large as its method needs:", () => {
      const MEBIBYTE = 1024 * KIBIBYTE;
      const slots = Array.from({ length: 200 }, (_, i) => `0x${i.toString(16).padStart(64, "0")}`);
      const query = `0x${"11".repeat(150 * KIBIBYTE)}`;
      const small: readonly (readonly [method: string, params: readonly unknown[]])[] = [
        ["eth_call", [{ data: "0x01" }, "latest"]],
        ["eth_getBlockByNumber", ["0x1", false]],
        ["eth_getProof", ["0x01", [], "latest"]],
        ["eth_getCode", ["0x01", "latest"]],
        ["eth_chainId", []],
      ];
      const large: typeof small = [
        ["eth_getLogs", [{}]],
        ["eth_getBlockReceipts", ["0x1"]],
        ["eth_getTransactionReceipt", ["0x1"]],
        ["eth_getBlockByNumber", ["0x1", true]],
        ["eth_getBlockByHash", ["0x1", true]],
        ["eth_getProof", ["0x01", slots, "latest"]],
        ["eth_call", [{ data: query }, "latest"]],
      ];
      const answering = async (chainId?: bigint) => {
        const head = { number: "0x1", hash: "0x01", timestamp: "0x1" };
        const odd = await node(({ method, params: [block] }) => {
          if (method === "eth_chainId" && chainId !== undefined) return { result: "0x1" };
          return { result: block === "latest" ? head : "x".repeat(2 * MEBIBYTE) };
        });
        return createRpc({ url: odd.url, ...(chainId && { chainId }) });
      };
      for (const [method, params] of small) {
        it(`one of 2 MiB to ${method} is not read`, async () => {
          await refusedLater((await answering()).request(method, params), "facts.answer-too-large");
        });
      }
      for (const [method, params] of large) {
        it(`one of 2 MiB to ${method} is read, if much was asked`, async () => {
          expect(await (await answering()).request(method, params)).to.have.length(2 * MEBIBYTE);
        });
      }

      it("also in one request with those that identify the chain", async () => {
        const rpc = await answering(1n);
        await refusedLater(rpc.request("eth_call", [{ data: "0x01" }, "0x1"]), "facts.answer-too-large");
        expect(await rpc.request("eth_getLogs", [{}])).to.have.length(2 * MEBIBYTE);
      });
    });

    it("an answer in a hundred thousand pieces, which split characters, is read completely", async () => {
      const bytes = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "디딤".repeat(25_000) }));
      const inPieces = async (): Promise<Response> =>
        new Response(
          new ReadableStream({
            start(stream) {
              for (const byte of bytes) stream.enqueue(Uint8Array.of(byte));
              stream.close();
            },
          }),
        );
      expect(await httpNode("http://node.example", { fetch: inPieces })?.request("web3_clientVersion", [])).to.equal(
        "디딤".repeat(25_000),
      );
    });

    it("an answer that comes slowly, byte by byte, times out", async () => {
      const odd = await node(() => ({
        text: (async function* () {
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 10));
            yield " ";
          }
        })(),
      }));
      const { details } = await refusedLater(
        createRpc({ url: odd.url, timeoutMs: 100 }).request("eth_chainId"),
        "facts.node-unreachable",
      );
      expect(reasons(details, odd)).to.deep.equal(["no answer in time"]);
    });
  });
});
