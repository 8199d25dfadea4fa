import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { pidOf, startNode, stopNode } from "../../network/besu.ts";
import { consortiumFolder } from "../../network/folder.ts";
import type { ConsortiumNode } from "../../network/record.ts";
import { Watchdog } from "../../network/watchdog.ts";
import { freePort } from "../support/besu.ts";

/**
 * A program in Besu's place. It answers as a node with peers. Its block moves each time somebody asks, except in the
 * first process of a node in whose folder there is a file "deadlock": that one stands still, and ignores SIGTERM.
 */
const STAND_IN = `#!${process.execPath}
const { existsSync, readFileSync, rmSync } = require("node:fs");
const { createServer } = require("node:http");
const config = process.argv.find((argument) => argument.startsWith("--config-file=")).slice(14);
const deadlock = config.replace("config.toml", "deadlock");
const still = existsSync(deadlock);
rmSync(deadlock, { force: true });
if (still) process.on("SIGTERM", () => {});
let block = 100;
const answers = {
  eth_getBlockByNumber: () => ({ number: "0x" + (still ? 50 : ++block).toString(16), hash: "0x11", timestamp: "0x1" }),
  net_peerCount: () => "0x3",
  eth_syncing: () => (still ? { currentBlock: "0x32", highestBlock: "0x64" } : false),
};
const answer = ({ id, method }) => ({ jsonrpc: "2.0", id, result: answers[method]() });
createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(Array.isArray(body) ? body.map(answer) : answer(body)));
}).listen(Number(/rpc-http-port=(\\d+)/.exec(readFileSync(config, "utf8"))[1]), "127.0.0.1");
`;

const STILL_MS = 300;

describe("The watchdog", function () {
  this.timeout(60_000);
  const folder = consortiumFolder(mkdtempSync(join(tmpdir(), "didim-watchdog-")));
  const besu = join(folder.path, "besu");
  const nodes: ConsortiumNode[] = [];
  const pid = (name: string) => pidOf(folder.node(name));

  before(async () => {
    writeFileSync(besu, STAND_IN, { mode: 0o755 });
    for (const name of ["node-1", "node-2", "node-3"]) {
      const rpc = await freePort();
      nodes.push({ name, publicKey: "", address: "", host: "127.0.0.1", ports: { p2p: 0, rpc, metrics: 0 } });
      mkdirSync(folder.node(name).path, { recursive: true });
      writeFileSync(folder.node(name).config, `rpc-http-port=${rpc}\n`);
    }
    writeFileSync(join(folder.node("node-2").path, "deadlock"), "");
    for (const name of ["node-1", "node-2"]) startNode(besu, folder, name);
  });
  after(async () => {
    for (const { name } of nodes) await stopNode(folder, name, 30_000);
    rmSync(folder.path, { recursive: true });
  });

  it("restarts the node that stands still, by force if need be, and no other", async () => {
    const watchdog = new Watchdog({ folder, nodes, by: { besu }, stillMs: STILL_MS, stopMs: 1000 });
    const [first, second] = [pid("node-1"), pid("node-2")];
    const restarted = await untilRestarted(watchdog);
    expect(restarted.map(({ name, block }) => [name, block])).to.deep.equal([["node-2", 50]]);
    expect(pid("node-1")).to.equal(first);
    expect(pid("node-2")).to.be.a("number").and.not.to.equal(second);
  });

  it("leaves the restarted node alone when its block moves again", async () => {
    const watchdog = new Watchdog({ folder, nodes, by: { besu }, stillMs: STILL_MS });
    for (let round = 0; round < 8; round++) {
      expect(await watchdog.round()).to.deep.equal([]);
      await sleep(STILL_MS / 2);
    }
    const [
      {
        ports: { rpc },
      } = nodes[0] as ConsortiumNode,
    ] = nodes.slice(1);
    const answer = await fetch(`http://127.0.0.1:${rpc}`, {
      method: "POST",
      body: JSON.stringify({ id: 1, method: "eth_syncing" }),
    });
    expect(await answer.json()).to.have.property("result", false);
  });

  it("restarts a node by a command that names it, for nodes that a service manager runs", async () => {
    const told = join(folder.path, "told");
    const command = [process.execPath, "-e", `require("node:fs").writeFileSync("${told}", "{node}")`];
    await stopNode(folder, "node-2", 30_000);
    writeFileSync(join(folder.node("node-2").path, "deadlock"), "");
    startNode(besu, folder, "node-2");
    const watchdog = new Watchdog({ folder, nodes, by: { command }, stillMs: STILL_MS });
    const [{ name } = { name: "" }] = await untilRestarted(watchdog);
    expect([name, readFileSync(told, "utf8")]).to.deep.equal(["node-2", "node-2"]);
    process.kill(pid("node-2") ?? 0, "SIGKILL");
  });

  it("does not start a node that nobody started", () => {
    expect(pid("node-3")).to.equal(undefined);
    expect(() => readFileSync(folder.node("node-3").log)).to.throw("ENOENT");
  });
});

async function untilRestarted(watchdog: Watchdog) {
  for (;;) {
    const restarted = await watchdog.round();
    if (restarted.length > 0) return restarted;
    await sleep(STILL_MS / 3);
  }
}
