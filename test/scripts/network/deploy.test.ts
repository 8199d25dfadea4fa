import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type EdrNode, startEdrNode } from "../../../scripts/lib/network/edr-node.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { parseAddresses } from "../../../src/public/registry.ts";
import { fakeNode, pass } from "../../support/nodes.ts";
import { type Ran, Terminal } from "../cli.fixture.ts";

describe("npm run deploy", function () {
  this.timeout(180_000);
  let t: Terminal;
  let node: EdrNode;

  beforeEach(async () => {
    t = new Terminal();
    node = await startEdrNode({});
  });

  afterEach(async () => {
    await node.stop();
    t.close();
  });

  const deploy = (...more: readonly string[]): Promise<Ran> =>
    t.run("deploy", ["--network", node.url, "--json", ...more]);

  /** The number of the deployer's transactions; each created a contract. */
  async function sent(): Promise<number> {
    const rpc = createRpc({ url: node.url });
    const [deployer] = (await rpc.request("eth_accounts")) as string[];
    return Number(await rpc.request("eth_getTransactionCount", [deployer, "latest"]));
  }

  it("writes the addresses file that everything else reads", async () => {
    const first = await deploy();
    expect(first.code).to.equal(0);
    const addresses = parseAddresses(JSON.parse(readFileSync(t.path("addresses/31337.json"), "utf8")));
    expect(first.json().contracts).to.deep.equal(addresses.contracts);
    const { code } = await t.didim("did", "resolve", `0x${"1".repeat(40)}`, "--network", node.url);
    expect(code).to.equal(0);
  });

  it("sends nothing when it is run again", async () => {
    const first = await deploy();
    const before = await sent();
    const again = await deploy();
    expect(again.code).to.equal(0);
    expect(again.json().contracts).to.deep.equal(first.json().contracts);
    expect(await sent()).to.equal(before);
  });

  it("goes on where it was killed, and makes no contract twice", async () => {
    const child = await t.start("deploy", ["--network", node.url]);
    const ended = new Promise((resolve) => child.on("close", resolve));
    while ((await sent()) < 3) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    expect(await sent()).to.be.lessThan(8);
    const second = await deploy();
    expect(second.code, second.stdout).to.equal(0);
    // The number of contracts created by the deployer; the council created its timelock itself.
    expect(await sent()).to.equal(10);
  });

  for (const [when, passOn] of Object.entries({ "after a node has": true, "before any node has": false })) {
    it(`continues where it was killed with a transaction under way, ${when} it`, async () => {
      let offers = 0;
      const proxy = await fakeNode(async (asked) => {
        if (asked.method !== "eth_sendTransaction" || ++offers < 3) return pass(node.url, asked);
        if (passOn) await pass(node.url, asked);
        child.kill("SIGKILL");
        return "silence";
      });
      const child = await t.start("deploy", ["--network", proxy.url]);
      await new Promise((resolve) => child.on("close", resolve));
      await proxy.close();
      expect(await sent()).to.equal(passOn ? 3 : 2);
      const second = await deploy();
      expect(second.code, second.stdout).to.equal(0);
      expect(await sent()).to.equal(10);
    });
  }

  it("recovers a lost addresses file from the journal", async () => {
    const first = await deploy();
    rmSync(t.path("addresses"), { recursive: true });
    const again = await deploy();
    expect(again.json().contracts).to.deep.equal(first.json().contracts);
    expect(again.json().block).to.equal(first.json().block);
    expect(await sent()).to.equal(10);
  });

  it("does not mix two deployments: another salt needs another file", async () => {
    await deploy();
    const members = ((await createRpc({ url: node.url }).request("eth_accounts")) as string[]).slice(1, 4);
    const periods = { votingDelay: 1, votingPeriod: 5, timelockDelay: 1 };
    const salt = `0x${"5".repeat(64)}`;
    const file = t.write("other.json", { salt, members, guardian: members[0], validators: members, ...periods });
    const refused = await deploy("--parameters", file);
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "deploy.other-salt");
    const other = join(t.folder, "other-addresses.json");
    expect((await deploy("--parameters", file, "--out", other)).code).to.equal(0);
    expect(existsSync(other)).to.equal(true);
    const elsewhere = { ...JSON.parse(readFileSync(other, "utf8")), genesis: `0x${"7".repeat(64)}` };
    const taken = await deploy("--parameters", file, "--out", t.write("elsewhere.json", elsewhere));
    expect([taken.code, taken.json().error]).to.have.nested.property("1.code", "cli.file");
    const used = await t.didim("did", "resolve", members[0] ?? "", "--network", node.url, "--addresses", other);
    expect(used.code).to.equal(0);
  });

  it("takes no parameter that is not known, or is there twice: none can be changed later", async () => {
    const address = `0x${"5".repeat(40)}`;
    const whole = {
      ...{ salt: `0x${"5".repeat(64)}`, members: [address], guardian: address, validators: [address] },
      ...{ votingDelay: 1, votingPeriod: 5, timelockDelay: 1 },
    };
    const misspelt = await deploy("--parameters", t.write("misspelt.json", { ...whole, timelockdelay: 9 }));
    expect([misspelt.code, misspelt.json().error]).to.have.nested.property("1.code", "deploy.parameters");
    expect(misspelt.stdout).to.include("timelockdelay (did you mean timelockDelay?)");
    const twice = JSON.stringify(whole).replace("{", '{"votingPeriod":50,');
    const refused = await deploy("--parameters", t.write("twice.json", twice));
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "cli.file");
    expect(refused.stdout).to.include("votingPeriod is there twice");
    for (const [i, none] of ["[null]", "null", "7"].entries()) {
      const { json } = await deploy("--parameters", t.write(`none-${i}.json`, none));
      expect(json().error).to.have.property("code", "deploy.parameters");
    }
    expect(await sent()).to.equal(0);
  });

  it("names every parameter that is missing or wrong", async () => {
    const file = t.write("broken.json", { salt: "0x12", members: [], votingDelay: 0 });
    const refused = await deploy("--parameters", file);
    const { message } = refused.json().error as { message: string };
    for (const name of ["salt", "members", "guardian", "validators", "votingDelay", "votingPeriod", "timelockDelay"]) {
      expect(message).to.contain(name);
    }
    expect(await sent()).to.equal(0);
  });
});
