import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { deployRegistries } from "../../../scripts/lib/network/deployer.ts";
import { type EdrNode, startEdrNode } from "../../../scripts/lib/network/edr-node.ts";
import { localParameters } from "../../../scripts/lib/network/parameters.ts";
import { replaceOn } from "../../../scripts/lib/network/replacement.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { accountsOf, type ChainSigner, createRemoteAccount, createRpc, type Rpc } from "../../../src/public/chain.ts";
import {
  type Addresses,
  CONTRACT_NAMES,
  formatAddresses,
  openRegistry,
  parseAddresses,
  type Registry,
} from "../../../src/public/registry.ts";
import { refusedLater } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

interface Replaced {
  readonly replaced: readonly string[];
  readonly actions: readonly { readonly name: string; readonly address: string }[];
}

describe("npm run deploy -- --replace", function () {
  this.timeout(120_000);
  const t = new Terminal();
  const out = t.path("next.json");
  let node: EdrNode;
  let rpc: Rpc;
  let signer: ChainSigner;
  let first: Addresses;
  let directory: Registry["directory"];
  let state: unknown;

  before(async () => {
    node = await startEdrNode({});
    rpc = createRpc({ url: node.url });
    const accounts = await accountsOf(node.url);
    signer = createRemoteAccount({ url: node.url, address: accounts[0] ?? "" });
    first = await deployRegistries({ rpc, signer, parameters: localParameters(accounts), pollMs: 10 });
    directory = (await openRegistry({ url: node.url, addresses: first })).directory;
  });

  beforeEach(async () => {
    state = await rpc.request("evm_snapshot");
  });

  afterEach(async () => {
    await rpc.request("evm_revert", [state]);
    for (const name of ["next.json", "deployments"]) rmSync(t.path(name), { recursive: true, force: true });
  });

  after(async () => {
    await node.stop();
    t.close();
  });

  async function replace(names: string, current = first, file = out): Promise<Replaced> {
    const options = { urls: [node.url], names, out: file, signer: async () => signer, home: homeAt(t.folder) };
    return (await replaceOn(current, options)).json as unknown as Replaced;
  }

  const read = (): Addresses => parseAddresses(JSON.parse(readFileSync(out, "utf8")));
  const sent = async (): Promise<number> =>
    Number(await rpc.request("eth_getTransactionCount", [signer.address, "latest"]));

  /** Executes actions as the council's timelock does. */
  async function decide(actions: Replaced["actions"]): Promise<void> {
    const from = first.contracts.CouncilTimelock.address;
    await rpc.request("hardhat_impersonateAccount", [from]);
    for (const { name, address } of actions) {
      const data = directory.encode("register", [encodeBytes32String(name), address]);
      await rpc.request("eth_sendTransaction", [{ from, to: directory.address, data, gasPrice: "0x0" }]);
    }
  }

  it("deploys a registry and its dependents again, beside the others; a second run checks them and sends nothing", async () => {
    const count = await sent();
    const said = await replace("StatusLists");
    const next = read();
    const changed = CONTRACT_NAMES.filter((name) => next.contracts[name].address !== first.contracts[name].address);
    expect(changed).to.have.members(["StatusLists", "TrustLens"]).and.to.deep.equal(said.replaced);
    expect(changed.every((name) => next.contracts[name].codeHash !== first.contracts[name].codeHash)).to.equal(true);
    expect(said.actions).to.deep.include({
      do: "directory.register",
      name: "StatusLists",
      address: next.contracts.StatusLists.address,
    });
    expect(await replace("StatusLists")).to.deep.equal(said);
    expect(await sent()).to.equal(count + 2);
  });

  it("continues where it was killed, and creates no contract twice", async () => {
    const [count, file] = [await sent(), t.write("first.json", formatAddresses(first))];
    const more = ["--replace", "CredentialTypes", "--addresses", file, "--out", out];
    const child = await t.start("deploy", ["--network", node.url, ...more]);
    const ended = new Promise((resolve) => child.on("close", resolve));
    while ((await sent()) === count) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(out)).to.equal(false);
    const { replaced } = await replace("CredentialTypes");
    expect(replaced).to.deep.equal(["CredentialTypes", "Accreditations", "TrustLens"]);
    expect(await sent()).to.equal(count + 3);
  });

  it("detects an altered addresses file, or one of another replacement, before anybody votes on it", async () => {
    await replace("EvidenceLog");
    await refusedLater(replace("EvidenceLog,RelyingParties"), "deploy.other-replacement");
    const next = read();
    const altered = { ...next.contracts, EvidenceLog: next.contracts.RelyingParties };
    writeFileSync(out, formatAddresses({ ...next, contracts: altered }));
    await refusedLater(replace("EvidenceLog"), "deploy.other-replacement");
  });

  it("says what the council must still decide, and refuses outdated addresses", async () => {
    await decide(CONTRACT_NAMES.map((name) => ({ name, address: first.contracts[name].address })));
    const { actions } = await replace("StatusLists");
    await decide(actions.slice(0, 1));
    expect((await replace("StatusLists")).actions).to.deep.equal(actions.slice(1));
    await decide(actions.slice(1));
    expect((await replace("StatusLists")).actions).to.deep.equal([]);
    await refusedLater(replace("EvidenceLog", first, t.path("third.json")), "facts.registry-replaced");
    expect((await replace("EvidenceLog", read(), t.path("third.json"))).replaced).to.deep.equal(["EvidenceLog"]);
  });

  it("stops all writes to the replaced registry, from open connections too; the new file leads to the new registry", async () => {
    const [issuer, nobody] = [signer.address, `0x${"00".repeat(20)}`];
    const connected = (addresses: Addresses): Promise<Registry> => openRegistry({ url: node.url, addresses, signer });
    const service = await connected(first);
    await service.statuses.openList(issuer, 0, 256, nobody);
    await decide(CONTRACT_NAMES.map((name) => ({ name, address: first.contracts[name].address })));
    const { actions } = await replace("StatusLists");
    // Agencies copy their records to the replacement in advance.
    await (await connected(read())).statuses.openList(issuer, 0, 256, nobody);
    await service.statuses.setStatus(issuer, 0, 7, 2);
    await decide(actions);
    await sleep(1_000);

    const count = await sent();
    const { details } = await refusedLater(service.statuses.setStatus(issuer, 0, 7, 1), "facts.registry-replaced");
    const [address, current] = [first, read()].map(({ contracts }) => contracts.StatusLists.address);
    expect(details).to.include({ name: "StatusLists", address, current });
    await refusedLater(service.statuses.setStatus(issuer, 0, 7, 1), "facts.registry-replaced");
    expect(await sent()).to.equal(count);
    // Everything else is unchanged.
    await service.evidence.anchor([encodeBytes32String("a root")]);

    const anew = await connected(read());
    await anew.statuses.setStatus(issuer, 0, 7, 1);
    expect(await anew.statuses.statusOf(issuer, 0, 7)).to.equal(1n);
    const former = await openRegistry({ url: node.url, addresses: first, signer, evenReplaced: true });
    expect(await former.statuses.statusOf(issuer, 0, 7)).to.equal(2n);
    await refusedLater(former.statuses.setStatus(issuer, 0, 7, 1), "facts.registry-replaced");
  });

  it("does not replace the contracts on which everything depends", async () => {
    await refusedLater(replace("DIDRegistry"), "deploy.not-replaceable");
  });
});
