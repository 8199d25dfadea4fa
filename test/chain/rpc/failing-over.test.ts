import { expect } from "chai";
import { RpcError } from "../../../src/chain/rpc/node.ts";
import { offer } from "../../../src/chain/tx/offer.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { createRpc } from "../../../src/public/chain.ts";
import type { DidimError } from "../../../src/public/index.ts";
import { translate } from "../../../src/registry/errors.ts";
import { type Answer, type Behaviour, type FakeNode, fakeNode } from "../../support/nodes.ts";

/** What one node says, the code of the error where there is no other, and what names the node's reason. */
interface Trouble {
  readonly says: Behaviour | { readonly url: (url: string) => string };
  readonly code: ErrorCode;
  readonly reason: RegExp;
}

const error =
  (code: number, message: string, data?: unknown): Behaviour =>
  () => ({ error: { code, message, ...(data !== undefined && { data }) } });
const http =
  (status: number, text: string, headers?: Record<string, string>): Behaviour =>
  () => ({ status, text, ...(headers && { headers }) });
const lacks = (says: Behaviour): Trouble => ({
  says,
  code: "facts.no-state",
  reason: /lacks that block, or its state/,
});
const limits = (says: Behaviour): Trouble => ({ says, code: "facts.node-limited", reason: /limit/ });
const off = (says: Behaviour): Trouble => ({ says, code: "facts.node-refused", reason: /does not offer this method/ });
const silent = (says: Trouble["says"], reason: RegExp): Trouble => ({ says, code: "facts.node-unreachable", reason });
const HASH = `0x${"5c".repeat(32)}`;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  // A missing state or block, in the words of each client.
  "geth's missing trie node": lacks(error(-32000, `missing trie node ${HASH} (path ) state ${HASH} is not available`)),
  "geth's historical state": lacks(error(-32000, `historical state ${HASH} is not available`)),
  "geth's tracer": lacks(error(-32000, "required historical state unavailable (reexec=128)")),
  "geth's unknown header": lacks(error(-32000, "header not found")),
  "geth's pruned history": lacks(error(4444, "pruned history unavailable")),
  "geth's unknown block": lacks(error(-32000, "unknown block")),
  "Besu's world state": lacks(error(-32000, "World state unavailable")),
  "Besu's block": lacks(error(-32000, "Block not found")),
  "Besu's null": lacks(() => ({ result: null })),
  "Nethermind's state": lacks(error(-32002, `No state available for block ${HASH}`)),
  "Nethermind's block": lacks(error(-32001, `Block ${HASH} could not be found`)),
  "Erigon's history": lacks(error(-32000, "old data not available due to pruning")),
  "Reth's pruned state": lacks(error(-32603, "State at block #11052984 is pruned")),
  "Reth's block": lacks(error(-32001, "block not found: 0x1000000")),
  "a node that is syncing": {
    says: error(-32000, "node is syncing"),
    code: "facts.no-state",
    reason: /is still syncing/,
  },
  // Limits of rate, time and size.
  "a limit of requests": limits(error(-32005, "daily request count exceeded, request rate limited")),
  "a limit of requests, as a status": limits(error(429, "Your app has exceeded its compute units per second capacity")),
  "a limit of time": limits(error(-32000, "execution aborted (timeout = 5s)")),
  "a limit of the answer's size": limits(error(-32000, "query returned more than 10000 results")),
  "a limit of the range": limits(error(-32000, "block range is too wide")),
  "a limit of gas": { says: error(-32000, "out of gas"), code: "registry.rpc", reason: /code -32000/ },
  // Methods that are off.
  "an unknown method": off(error(-32601, "the method eth_call does not exist/is not available")),
  "a method that is off": off(error(-32604, "Method not enabled")),
  "an unsupported method": off(error(-32004, "Method not supported")),
  "an unauthorized request": {
    says: error(-40100, "Unauthorized"),
    code: "facts.node-refused",
    reason: /does not let this client ask/,
  },
  "an internal error": { says: error(-32603, "Internal error"), code: "registry.rpc", reason: /code -32603/ },
  "an error that nobody knows": { says: error(-31999, "flux"), code: "registry.rpc", reason: /code -31999/ },
  // What is no answer of JSON-RPC.
  HTML: silent(http(200, "<html>login</html>"), /^no JSON-RPC answer \(HTTP 200\)$/),
  "a gateway's error in JSON": silent(http(503, '{"error":{"code":503,"message":"down"}}'), /HTTP 503/),
  "a gateway's text in JSON": silent(http(502, '{"error":"Bad Gateway"}'), /HTTP 502/),
  "401": silent(http(401, "Unauthorized"), /HTTP 401: it wants a user name and password, or a key/),
  "403": silent(http(403, '{"message":"Forbidden"}'), /HTTP 403: it does not let this client ask/),
  "404": silent(http(404, "<html>"), /HTTP 404: there is no node at this path/),
  "429": silent(http(429, "slow down"), /HTTP 429: it limits how much is asked/),
  "a redirect": silent(http(307, "", { location: "http://127.0.0.1:9/" }), /it redirects to another URL/),
  "a silent redirect": silent(http(302, "<html>", { location: "/login" }), /it redirects to another URL/),
  "a port that fetch blocks": silent({ url: () => "http://127.0.0.1:6000/" }, /fetch does not ask this port/),
  "no TLS": silent({ url: (url) => url.replace("http:", "https:") }, /TLS.*ERR_SSL/),
  "a closed connection": silent(() => "hang up", /closed the connection/),
};

const nodes: FakeNode[] = [];
const open = async (behaviour: Behaviour): Promise<FakeNode> => {
  const made = await fakeNode(behaviour);
  nodes.push(made);
  return made;
};
const ok = (): Answer => ({ result: "0x01" });

async function troubled({ says }: Trouble): Promise<string> {
  if (typeof says === "function") return (await open(says)).url;
  return says.url((await open(ok)).url);
}

const asking = (url: readonly string[], method = "eth_call", params: readonly unknown[] = [{}, "latest"]) =>
  createRpc({ url }).request(method, params);

async function errorOf(promise: Promise<unknown>): Promise<DidimError> {
  try {
    await promise;
  } catch (failure) {
    return translate(failure, "Asking");
  }
  throw new Error("it did not fail");
}

describe("A node in trouble:", () => {
  afterEach(() => Promise.all(nodes.splice(0).map((one) => one.close())));

  for (const [what, trouble] of Object.entries(TROUBLES)) {
    it(`${what}: the next node is asked; alone, the error names the node and its reason`, async () => {
      const url = await troubled(trouble);
      expect(await asking([url, (await open(ok)).url])).to.equal("0x01");
      const alone = await errorOf(asking([url]));
      const { origin } = new URL(url);
      expect(alone.code).to.equal(trouble.code);
      expect((alone.details.nodes as Record<string, string>)[origin]).to.match(trouble.reason);
      expect(alone.message).to.contain(origin);
    });
  }

  it("where all are in trouble, the error names each node's reason, and neither their texts nor secrets", async () => {
    const urls = [
      await troubled(lacks(error(-32000, "header not found at https://user:secret@host/key"))),
      await troubled(silent(http(502, "<html>"), /./)),
      await troubled(off(error(-32601, "no eth_call: ask admin@node"))),
    ];
    const failed = await errorOf(asking(urls));
    expect(failed.code).to.equal("facts.no-state");
    expect(Object.values(failed.details.nodes as object)).to.deep.equal([
      "it lacks that block, or its state; code -32000",
      "no JSON-RPC answer (HTTP 502)",
      "it does not offer this method; code -32601",
    ]);
    for (const url of urls) expect(failed.message).to.contain(url);
    expect(JSON.stringify([failed.message, failed.details])).to.not.match(/secret|admin/);
  });

  const final: Readonly<Record<string, Behaviour>> = {
    "a revert of geth": error(3, "execution reverted: no", "0x08c379a0"),
    "a revert of Besu": error(-32000, "Execution reverted", "0x"),
    "a revert of Nethermind": error(-32015, "VM execution error.", "Reverted 0x08c379a0"),
    "a revert of Hardhat": error(-32603, "VM Exception", { data: "0x08c379a0" }),
    "invalid parameters": error(-32602, "invalid argument 0: hex string without 0x prefix"),
  };
  for (const [what, says] of Object.entries(final)) {
    for (const method of ["eth_call", "eth_sendTransaction"]) {
      it(`${what} is final: no other node is asked, by ${method}`, async () => {
        const [first, second] = [await open(says), await open(ok)];
        const failure: unknown = await asking([first.url, second.url], method).catch((reason: unknown) => reason);
        expect(failure).to.be.instanceOf(RpcError);
        expect(second.asked.filter((asked) => asked.method === method)).to.deep.equal([]);
      });
    }
  }

  it("missing state in invalid parameters is not final", async () => {
    const young = await open(error(-32602, "block not found"));
    expect(await asking([young.url, (await open(ok)).url])).to.equal("0x01");
  });

  const refusals: Readonly<Record<string, Behaviour>> = {
    "a full pool": error(-32000, "txpool is full"),
    "an account that it does not let send": error(-32007, "Sender account not authorized to send transactions"),
    "a method that is off": error(-32601, "the method eth_sendTransaction does not exist/is not available"),
    "a key that it has not": error(-32000, "unknown account"),
    "a limit of requests": http(429, "slow down"),
    "a login": http(401, ""),
    "a redirect": http(308, "", { location: "http://127.0.0.1:9/" }),
  };
  for (const [what, says] of Object.entries(refusals)) {
    it(`to sign and send, the next node is asked after ${what}`, async () => {
      const [first, second] = [await open(says), await open(ok)];
      expect(await asking([first.url, second.url], "eth_sendTransaction", [{}])).to.equal("0x01");
    });
  }

  const uncertain: Readonly<Record<string, Behaviour>> = {
    "an internal error": error(-32603, "Internal error"),
    "a time limit": error(-32000, "timeout"),
    "a nonce that is taken": error(-32000, "nonce too low"),
    "a gateway's error": http(502, "<html>"),
    "a refusal, perhaps of the answer only": http(403, "<html>"),
  };
  for (const [what, says] of Object.entries(uncertain)) {
    it(`to sign and send, no other node is asked after ${what}: it may have been sent`, async () => {
      const [first, second] = [await open(says), await open(ok)];
      await errorOf(asking([first.url, second.url], "eth_sendTransaction", [{}]));
      expect(second.asked.filter(({ method }) => method === "eth_sendTransaction")).to.deep.equal([]);
    });
  }

  it("where it redirects, its credentials go to no other host", async () => {
    const other = await open(ok);
    const { host } = new URL((await open(http(307, "", { location: other.url }))).url);
    await errorOf(asking([`http://user:secret@${host}/`]));
    expect(other.asked).to.deep.equal([]);
  });

  it("a signed transaction is offered to all: one that takes it is enough; where all refuse, each has its reason", async () => {
    const full = await open(error(-32000, "txpool is full"));
    const refusing = await open(error(-32007, "Sender account not authorized to send transactions"));
    const dead = await open(ok);
    await dead.close();
    const offered = (of: readonly FakeNode[]) => offer("0x02", createRpc({ url: of.map(({ url }) => url) }).nodes);
    expect(await offered([full, refusing, await open(ok)])).to.deep.equal({ is: "taken" });
    expect(await offered([full, refusing])).to.deep.equal({ is: "uncertain" });
    const reaction = await offered([refusing, dead]);
    expect(reaction.is).to.equal("refused");
    const failed = translate("error" in reaction && reaction.error, "Sending");
    expect([failed.code, failed.details.nodes]).to.deep.equal([
      "registry.not-permitted",
      {
        [refusing.url]: "it says that the chain does not let this account send; code -32007",
        [dead.url]: "connection refused",
      },
    ]);
  });

  it("does not count in a quorum: the others agree without it; and too few say why", async () => {
    const off = await open(error(-32601, "no such method"));
    const [one, other] = [await open(ok), await open(ok)];
    const rpc = createRpc({ url: [off, one, other].map(({ url }) => url), agree: 2 });
    expect(await rpc.request("eth_chainId")).to.equal("0x01");
    other.behave(error(-32005, "limit exceeded"));
    const failed = await errorOf(rpc.request("eth_chainId"));
    expect(failed.message).to.contain("does not offer this method").and.to.contain("limit");
  });
});
