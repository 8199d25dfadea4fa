import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { interrupt, Terminal } from "../cli.fixture.ts";

describe("npm run node", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let node: Awaited<ReturnType<Terminal["node"]>>;
  const recordOf = ({ pid }: { readonly pid: number }): string => t.path(`state/didim/local-nodes/${pid}.json`);

  before(async () => {
    node = await t.node();
  });

  after(() => t.close());

  it("is found by other commands without options", async () => {
    const { didDocument } = await t.done("did", "resolve", node.accounts[7] ?? "");
    expect(didDocument).to.have.property("id", `did:ethr:0x7a69:${node.accounts[7]}`);
  });

  it("is found with any other home folder of the same user", async () => {
    const { didDocument } = await t.done("did", "resolve", node.accounts[7] ?? "", "--home", t.path("second"));
    expect(didDocument).to.have.property("id", `did:ethr:0x7a69:${node.accounts[7]}`);
  });

  it("keeps making blocks, so that its facts stay fresh", async () => {
    const time = async (): Promise<number> => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: ["latest", false] });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(node.url, { method: "POST", headers, body });
      return Number(((await answer.json()) as { result: { timestamp: string } }).result.timestamp);
    };
    const before = await time();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await time()).to.be.greaterThan(before);
    expect(Math.abs((await time()) - Date.now() / 1000)).to.be.lessThan(10);
  });

  it("reports that its port is taken, and how to continue", async () => {
    const port = new URL(node.url).port;
    const second = await t.run("node", ["--port", port]);
    expect(second.code).to.equal(69);
    expect(second.stderr).to.contain(`Port ${port} of 127.0.0.1 cannot be used: it is taken`).and.contain("--port");
    // The first node keeps running.
    expect(JSON.parse(readFileSync(recordOf(node), "utf8"))).to.have.property("url", node.url);
  });

  it("refuses an invalid port", async () => {
    for (const port of ["65536", "-1", "http"]) {
      expect((await t.run("node", ["--port", port])).code, port).to.equal(64);
    }
  });

  it("refuses a host without a name, which would be all addresses of the machine, and one that is not of this machine", async () => {
    for (const host of ["", " "]) {
      const ran = await t.run("node", ["--port", "0", "--host", host, "--json"]);
      expect([ran.code, ran.json().error], host).to.have.nested.property("1.code", "cli.option");
      expect(ran.code).to.equal(64);
    }
    const elsewhere = await t.run("node", ["--port", "0", "--host", "192.0.2.7"]);
    expect(elsewhere.code).to.equal(69);
    expect(elsewhere.stderr).to.contain("the address is not of this machine").and.contain("--host");
  });

  it("ends on Ctrl-C and removes its file; then other commands say how to start it", async () => {
    expect(await interrupt(node.child)).to.equal(0);
    expect(existsSync(recordOf(node))).to.equal(false);
    const ran = await t.didim("did", "resolve", node.accounts[7] ?? "");
    expect(ran.code).to.equal(69);
    expect(ran.stderr).to.contain("npm run node");
  });
});
