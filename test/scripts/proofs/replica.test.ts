import { existsSync } from "node:fs";
import { expect } from "chai";
import { Wallet } from "ethers";
import { walletSigner } from "../../../src/chain/tx/accounts/signer.ts";
import { createRpc } from "../../../src/public/chain.ts";
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

  const abi = StatusLists__factory.createInterface();
  const issuer = (): string => chain.accounts[9] ?? "";

  /** Opens a list and sets some statuses. */
  async function writeSomething(): Promise<void> {
    await send(abi.encodeFunctionData("openList", [issuer(), 0, 1024, issuer()]));
    await setStatuses(3, 300, 999);
    await createRpc({ url: chain.url }).request("hardhat_mine", ["0x2"]);
  }

  async function setStatuses(...indices: readonly number[]): Promise<void> {
    for (const index of indices) await send(abi.encodeFunctionData("setStatus", [issuer(), 0, index, 1]));
  }

  async function send(data: string): Promise<void> {
    const { address: to } = chain.addresses.contracts.StatusLists;
    await createRpc({ url: chain.url }).request("eth_sendTransaction", [{ from: issuer(), to, data }]);
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

  it("and detects a node whose logs contradict each other: exit code 1 as well", async () => {
    const opening = StatusLists__factory.createInterface().getEvent("ListOpened").topicHash;
    // Says that statuses were set in a list that was never opened.
    const contradicting = await fakeNode(async (asked) => {
      const answer = await pass(chain.url, asked);
      const logs = typeof answer === "object" && "result" in answer ? answer.result : undefined;
      if (asked.method !== "eth_getLogs" || !Array.isArray(logs)) return answer;
      return { result: logs.filter((log: { topics: string[] }) => log.topics[0] !== opening) as unknown };
    });
    const ran = await prove(contradicting.url, ...anchored(), "--json");
    await contradicting.close();
    expect(ran.json(), ran.stderr).to.have.nested.property("problem.code", "facts.gap");
    expect(ran.json()).to.include({ proved: false });
    expect(ran.code).to.equal(1);
  });

  it("and detects a node that gives the newest block other logs than its header has: exit code 1 as well", async () => {
    await setStatuses(5);
    const incomplete = await fakeNode(async (asked) => {
      if (asked.method !== "eth_getBlockReceipts") return pass(chain.url, asked);
      return { result: [] };
    });
    const ran = await prove(incomplete.url, "--json");
    await incomplete.close();
    expect(ran.json(), ran.stderr).to.have.nested.property("problem.code", "facts.incomplete-answer");
    expect(ran.code).to.equal(1);
  });

  it("against a checkpoint only with the anchor that says whose signatures count", async () => {
    const ran = await prove(chain.url, "--checkpoint", t.path("checkpoint.json"), "--json");
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.checkpoint-anchor");
    expect(ran.code).to.equal(64);
  });
});
