import { mkdirSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { consortiumFolder } from "../../../network/folder.ts";
import { type ConsortiumNode, formatConsortium } from "../../../network/record.ts";
import { type Addresses, CONTRACT_NAMES, formatAddresses } from "../../../src/public/registry.ts";
import { freePorts } from "../../support/besu.ts";
import { Terminal } from "../cli.fixture.ts";

const GENESIS = `0x${"11".repeat(32)}`;
const VALIDATORS = [1, 2, 3, 4].map((n) => `0x${String(n).repeat(40)}`);

const ADDRESSES: Addresses = {
  ...{ chainId: 7n, genesis: GENESIS, salt: GENESIS, block: 0n },
  contracts: Object.fromEntries(
    CONTRACT_NAMES.map((name) => [name, { address: `0x${"55".repeat(20)}`, codeHash: GENESIS }]),
  ) as Addresses["contracts"],
};

/** A program in Besu's place, of a chain that has just sealed a block: each node knows all four validators. */
const STAND_IN = `#!${process.execPath}
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const config = process.argv.find((argument) => argument.startsWith("--config-file=")).slice(14);
const now = "0x" + Math.floor(Date.now() / 1000).toString(16);
const hashOf = (number) => (number === "0x0" ? "${GENESIS}" : "0x" + "22".repeat(32));
const answers = {
  eth_getBlockByNumber: ([tag]) => {
    const number = tag === "latest" ? "0x7" : tag;
    return { number, hash: hashOf(number), timestamp: now };
  },
  net_peerCount: () => "0x1",
  eth_syncing: () => ({ currentBlock: "0x7", highestBlock: "0x7" }),
  qbft_getValidatorsByBlockNumber: () => ${JSON.stringify(VALIDATORS)},
};
const answer = ({ id, method, params }) => ({ jsonrpc: "2.0", id, result: answers[method](params) });
createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(Array.isArray(body) ? body.map(answer) : answer(body)));
}).listen(Number(/rpc-http-port=(\\d+)/.exec(readFileSync(config, "utf8"))[1]), "127.0.0.1");
`;

describe("A consortium with too few validators", function () {
  this.timeout(60_000);
  const t = new Terminal();
  const besu = t.path("besu");

  before(async () => {
    const folder = consortiumFolder(t.path("consortium"));
    const [, , , rpc = ""] = await freePorts(4);
    const nodes: ConsortiumNode[] = VALIDATORS.map((address, i) => ({
      ...{ name: `node-${i + 1}`, publicKey: `0x${"11".repeat(64)}`, address, host: "127.0.0.1" },
      ports: { p2p: 1, rpc: Number(rpc) + i, metrics: 1 },
    }));
    for (const { name, ports } of nodes) {
      mkdirSync(folder.node(name).path, { recursive: true });
      writeFileSync(folder.node(name).key, "");
      writeFileSync(folder.node(name).config, `rpc-http-port=${ports.rpc}\n`);
    }
    writeFileSync(
      folder.record,
      formatConsortium({ chainId: 7n, genesis: GENESIS, gasLimit: 1n, nodes, accounts: [] }),
    );
    // No registry is asked for while a node says that it is syncing.
    writeFileSync(folder.addresses, formatAddresses(ADDRESSES));
    writeFileSync(besu, STAND_IN, { mode: 0o755 });
  });
  after(async () => {
    await t.run("consortium", ["down"]);
    t.close();
  });

  const run = (...args: readonly string[]) => t.run("consortium", args, { BESU: besu });

  it("does not seem to work because its last block is recent: `up` of two of four says what is missing", async () => {
    const ran = await run("up", "node-1", "node-2");
    expect(ran.stdout).to.contain("No blocks are being sealed");
    expect(ran.stdout).to.contain("2 of 4 validators are here, 3 are needed: start node-3 or node-4.");
    expect(ran.code).to.equal(69);
  });

  it("is reported by `status` at once, for people and machines", async () => {
    const ran = await run("status", "--json");
    expect(ran.json()).to.deep.include({ sealing: false, present: 2, quorum: 3, absent: ["node-3", "node-4"] });
    expect(ran.code).to.equal(69);
    const korean = await run("status", "--lang", "ko");
    expect(korean.stdout).to.contain("4곳 가운데 2곳만 있고 3곳이 필요합니다").and.to.contain("node-3, node-4");
  });

  it("works again with the third", async () => {
    const ran = await run("up", "node-4", "--json");
    expect(ran.json()).to.deep.include({ sealing: true, present: 3, absent: ["node-3"] });
    expect(ran.code, ran.stderr).to.equal(0);
  });
});
