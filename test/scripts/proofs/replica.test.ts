import { existsSync } from "node:fs";
import { expect } from "chai";
import { Wallet } from "ethers";
import { walletSigner } from "../../../src/chain/tx/accounts/signer.ts";
import { formatAddresses, openRegistry } from "../../../src/public/registry.ts";
import { anchorFrom, anchorToJson, checkpointToJson, signCheckpoint } from "../../../src/public/trust-anchor.ts";
import { headerFrom } from "../../../src/trust-anchor/node-state.ts";
import { StatusLists__factory } from "../../../typechain/factories/status/StatusLists__factory.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { type Ran, Terminal } from "../cli.fixture.ts";

describe("A replica proves itself, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let forgetful: FakeNode;

  before(async () => {
    chain = await startLocalChain();
    await writeSomething();
    // Omits the last log of every answer.
    forgetful = await fakeNode(async (asked) => {
      const answer = await pass(chain.url, asked);
      const logs = typeof answer === "object" && "result" in answer ? answer.result : undefined;
      return asked.method === "eth_getLogs" && Array.isArray(logs) ? { result: logs.slice(0, -1) as unknown } : answer;
    });
    t.write("addresses.json", JSON.parse(formatAddresses(chain.addresses)));
    await writeAnchor();
  });

  after(async () => {
    await forgetful.close();
    await chain.stop();
    t.close();
  });

  /** Opens a list and sets some statuses. */
  async function writeSomething(): Promise<void> {
    const [{ rpc }, from] = [
      await openRegistry({ url: chain.url, addresses: chain.addresses }),
      chain.accounts[9] ?? "",
    ];
    const abi = StatusLists__factory.createInterface();
    const { address: to } = chain.addresses.contracts.StatusLists;
    const calls = [abi.encodeFunctionData("openList", [from, 0, 1024, from])];
    for (const index of [3, 300, 999]) calls.push(abi.encodeFunctionData("setStatus", [from, 0, index, 1]));
    for (const data of calls) await rpc.request("eth_sendTransaction", [{ from, to, data }]);
    await rpc.request("hardhat_mine", ["0x2"]);
  }

  /** Writes an anchor and a checkpoint in which one member signs the newest block. */
  async function writeAnchor(): Promise<void> {
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses });
    const member = walletSigner(Wallet.createRandom());
    const anchor = await anchorFrom(registry, { members: [member.address], threshold: 1 });
    t.write("anchor.json", anchorToJson(anchor));
    const { chainId, directory } = registry;
    const deployment = { chainId, directory: directory.address };
    const { number, hash, stateRoot, time } = await headerFrom(registry.rpc, "latest");
    const block = { number, hash, stateRoot, time };
    const signatures = [await signCheckpoint(block, deployment, member)];
    t.write("checkpoint.json", checkpointToJson({ deployment, block, signatures }));
    await registry.rpc.request("hardhat_mine", ["0x2"]);
  }

  const prove = (url: string, ...options: readonly string[]): Promise<Ran> =>
    t.didim(...["replica", "prove", "--network", url, "--addresses", t.path("addresses.json"), ...options]);
  const anchored = () => ["--anchor", t.path("anchor.json"), "--checkpoint", t.path("checkpoint.json")];

  it("against a checkpoint that members signed, and keeps a snapshot for the next time", async () => {
    const ran = await prove(chain.url, ...anchored(), "--snapshot", t.path("snapshot"), "--json");
    expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    expect(ran.json()).to.include({ proved: true, sealed: true });
    expect(ran.json()).to.have.nested.property("registries.StatusLists.slots", 4);
    expect(existsSync(t.path("snapshot"))).to.equal(true);
  });

  it("without an anchor, and then says that nobody vouches for the result", async () => {
    const ran = await prove(chain.url);
    expect(ran.code, ran.stderr).to.equal(0);
    expect(ran.stdout).to.contain("only the node's own statement");
  });

  it("and detects a node that leaves logs out: exit code 1, and the snapshot is removed", async () => {
    const ran = await prove(forgetful.url, ...anchored(), "--snapshot", t.path("other"), "--json");
    expect(ran.code, ran.stdout + ran.stderr).to.equal(1);
    expect(ran.json()).to.include({ proved: false });
    expect(ran.json()).to.have.nested.property("problem.details.registry", "StatusLists");
    expect(existsSync(t.path("other"))).to.equal(false);
  });

  it("against a checkpoint only with the anchor that says whose signatures count", async () => {
    const ran = await prove(chain.url, "--checkpoint", t.path("checkpoint.json"), "--json");
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.checkpoint-anchor");
    expect(ran.code).to.equal(64);
  });
});
