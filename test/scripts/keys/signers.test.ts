import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

/** A signing service that forwards to the node with the keys, and records the requests. */
async function signingService(node: string, asked: string[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push((JSON.parse(body) as { method: string }).method);
    const answer = await fetch(node, { method: "POST", headers: { "content-type": "application/json" }, body });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe("The acting account, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let account: (number: number) => string;

  before(async () => {
    chain = await startLocalChain();
    account = (number) => chain.accounts[number] ?? "";
    t.localNode(chain);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const open = (list: number, ...by: readonly string[]) =>
    t.didim("list", "open", String(list), "--capacity", "128", "--json", ...by);

  it("must be named", async () => {
    const ran = await open(1);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.no-signer");
  });

  it("may be a remote signer's, which alone sees the transaction before it is signed", async () => {
    const asked: string[] = [];
    const service = await signingService(chain.url, asked);
    const ran = await open(1, "--signer", urlOf(service), "--account", account(10));
    service.closeAllConnections();
    service.close();
    expect(ran.code, ran.stdout).to.equal(0);
    expect(asked).to.deep.equal(["eth_sendTransaction"]);
    expect((await chain.as(account(10)).statuses.listOf(account(10), 1)).capacity).to.equal(128n);
  });

  it("may be a keystore file, with its password from the file in the environment", async () => {
    await t.done("key", "create", "busan");
    expect((await open(1, "--key", "busan")).code).to.equal(0);
    const wrong = t.write("wrong-password", "not this one\n");
    const refused = await t.run("didim", ["list", "open", "2", "--capacity", "128", "--key", "busan", "--json"], {
      DIDIM_PASSWORD_FILE: wrong,
    });
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "registry.password");
    expect(refused.code).to.equal(77);
    expect(refused.stdout + refused.stderr).not.to.contain("not this one");
  });

  it("must exist, whether it is a key or an account", async () => {
    const key = await open(1, "--key", "nobody");
    expect([key.code, key.json().error]).to.have.nested.property("1.code", "cli.no-key");
    const strange = await open(1, "--account", `0x${"9".repeat(40)}`);
    expect([strange.code, strange.json().error]).to.have.nested.property("1.code", "registry.unknown-account");
  });

  it("may act for another DID that it controls, and for no other", async () => {
    await chain.as(account(11)).dids.changeOwner(account(11), account(12));
    const did = `did:ethr:0x7a69:${account(11)}`;
    expect((await open(1, "--account", "12", "--as", did)).code).to.equal(0);
    const former = await open(2, "--account", "11", "--as", did);
    expect([former.code, former.json().error]).to.have.nested.property("1.code", "registry.StatusNotIssuer");
    const foreign = await open(2, "--account", "12", "--as", `did:ethr:0x1:${account(11)}`);
    expect([foreign.code, foreign.json().error]).to.have.nested.property("1.code", "did.other-chain");
  });

  it("reaches another node when the first does not answer", async () => {
    const both = `http://127.0.0.1:9,${chain.url}`;
    const ran = await t.didim("did", "resolve", account(10), "--network", both, "--json");
    expect(ran.code).to.equal(0);
  });
});
