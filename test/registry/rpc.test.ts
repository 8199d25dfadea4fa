import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { DidimError, httpRpc } from "../../src/index.ts";

interface FakeNode {
  readonly port: number;
  readonly requests: { readonly method: string; readonly authorization: string | undefined }[];
  close(): void;
}

const closers: (() => void)[] = [];

async function node(answer: (method: string) => string, status = 200): Promise<FakeNode> {
  const requests: FakeNode["requests"] = [];
  const server = createServer(async (request, response) => {
    const { method } = JSON.parse(await bodyOf(request)) as { method: string };
    requests.push({ method, authorization: request.headers.authorization });
    response.writeHead(status).end(answer(method));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  closers.push(close);
  return { port: (server.address() as AddressInfo).port, requests, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

const ok = (): string => JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x7a69" });

async function failure(work: Promise<unknown>): Promise<DidimError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DidimError) return error;
  throw new Error(`expected a DidimError, not ${String(error)}`);
}

describe("Asking nodes", () => {
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  it("goes to the second node when the first does not answer, and stays there", async () => {
    const [dead, live] = [await node(ok), await node(ok)];
    dead.close();
    const rpc = httpRpc([`http://127.0.0.1:${dead.port}`, `http://127.0.0.1:${live.port}`]);
    expect(await rpc.request("eth_chainId")).to.equal("0x7a69");
    await rpc.request("eth_chainId");
    expect(live.requests).to.have.length(2);
  });

  it("says of each node why it did not answer", async () => {
    const [dead, odd] = [await node(ok), await node(() => "<html>502</html>", 502)];
    dead.close();
    const rpc = httpRpc([`http://127.0.0.1:${dead.port}`, `http://127.0.0.1:${odd.port}`]);
    const { code, facts } = await failure(rpc.request("eth_chainId"));
    expect(code).to.equal("facts.node-unreachable");
    expect(facts.nodes).to.deep.equal({
      [`http://127.0.0.1:${dead.port}`]: "connection refused",
      [`http://127.0.0.1:${odd.port}`]: "no JSON-RPC answer (HTTP 502)",
    });
  });

  it("sends a user's name and password as a header, and shows neither them nor the path", async () => {
    const live = await node(ok);
    const rpc = httpRpc([`http://sejong:geheim%21@127.0.0.1:${live.port}/v3/api-key?token=abc`]);
    await rpc.request("eth_chainId");
    expect(live.requests[0]?.authorization).to.equal(`Basic ${Buffer.from("sejong:geheim!").toString("base64")}`);
    live.close();
    const error = await failure(rpc.request("eth_chainId"));
    const shown = JSON.stringify([error.message, error.facts, rpc.nodes]);
    expect(shown)
      .to.contain(String(live.port))
      .and.not.match(/sejong|geheim|api-key|token/);
  });

  it("never asks a second node to sign and send what the first may have sent", async () => {
    const [odd, live] = [await node(() => "", 500), await node(ok)];
    const rpc = httpRpc([`http://127.0.0.1:${odd.port}`, `http://127.0.0.1:${live.port}`]);
    await failure(rpc.request("eth_sendTransaction", [{}]));
    expect(live.requests).to.have.length(0);
  });

  it("gives up on a node that does not answer in time", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const rpc = httpRpc([`http://127.0.0.1:${port}`], { timeoutMs: 50 });
    const { facts } = await failure(rpc.request("eth_chainId"));
    expect(facts.nodes).to.deep.equal({ [`http://127.0.0.1:${port}`]: "no answer in time" });
  });

  for (const url of ["localhost:8545", "ws://localhost:8545", "file:///etc/passwd", ""]) {
    it(`does not take "${url}" for a node's URL`, () => {
      expect(() => httpRpc([url]))
        .to.throw(DidimError)
        .with.property("code", "registry.node-url");
    });
  }
});
