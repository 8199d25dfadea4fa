import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { consortiumFolder } from "../../../network/folder.ts";
import { genesisHash } from "../../../network/genesis-hash.ts";
import { identityOfKey } from "../../../network/node-key.ts";
import { validatorStorage } from "../../../src/public/council.ts";
import { CONTRACT_NAMES, parseAddresses } from "../../../src/public/registry.ts";
import { anchorFingerprint, parseAnchor } from "../../../src/public/trust-anchor.ts";
import { fakeNode } from "../../support/nodes.ts";
import { Terminal } from "../cli.fixture.ts";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("consortium init", function () {
  this.timeout(180_000);
  const t = new Terminal();
  const folder = consortiumFolder(t.path("consortium"));
  after(() => t.close());

  it("creates four members' nodes, seats and keys", async () => {
    const ran = await t.run("consortium", ["init", "--members", "4", "--chain-id", "4321", "--json"]);
    expect(ran.code, ran.stderr).to.equal(0);
    expect(ran.json()).to.deep.include({ made: true, chainId: 4321, folder: folder.path });
    const { members, guardian, validators } = json(folder.parameters);
    const keys = readdirSync(t.path("keys"));
    expect(keys).to.have.members(
      ["guardian", ...[1, 2, 3, 4].map((n) => `member-${n}`)].map((k) => `${k}.account.json`),
    );
    expect([members.length, new Set([...members, guardian, ...validators]).size]).to.deep.equal([4, 9]);
  });

  it("makes every secret readable by its owner only, and writes it nowhere else", () => {
    const nodes = [1, 2, 3, 4].map((n) => folder.node(`node-${n}`));
    const secrets = nodes.map(({ key }) => readFileSync(key, "utf8").trim().slice(2));
    for (const { key } of nodes) expect(statSync(key).mode & 0o777).to.equal(0o600);
    expect(statSync(folder.path).mode & 0o777).to.equal(0o700);
    const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const others = files.filter(({ name }) => name !== "key").map((file) => join(file.parentPath, file.name));
    for (const file of others) {
      for (const secret of secrets) expect(readFileSync(file, "utf8"), file).not.to.contain(secret);
    }
    expect(others).not.to.include(folder.password);
  });

  it("puts the registries into the first block, whose hash it computes in advance", async () => {
    const [genesis, addresses] = [json(folder.genesis), parseAddresses(json(folder.addresses))];
    expect((await genesisHash(genesis)).hash)
      .to.equal(addresses.genesis)
      .and.to.equal(json(folder.record).genesis);
    expect(addresses).to.deep.include({ chainId: 4321n, block: 0n });
    const inGenesis = Object.keys(genesis.alloc).map((address) => `0x${address}`);
    expect(inGenesis).to.have.members(CONTRACT_NAMES.map((name) => addresses.contracts[name].address));
  });

  it("makes the nodes validators: ValidatorSet has exactly their addresses", () => {
    const { config, alloc } = json(folder.genesis);
    const nodes = [1, 2, 3, 4].map((n) => identityOfKey(readFileSync(folder.node(`node-${n}`).key, "utf8")));
    const set = config.qbft.validatorcontractaddress;
    expect(set).to.equal(parseAddresses(json(folder.addresses)).contracts.ValidatorSet.address);
    expect(alloc[set.slice(2)].storage).to.deep.equal(validatorStorage(nodes.map(({ address }) => address)));
  });

  it("lets each node connect to the others, and accept transactions of the members only", () => {
    const { nodes } = json(folder.record);
    const { members, guardian } = json(folder.parameters);
    for (const { name, publicKey } of nodes) {
      const peers = json(folder.node(name).staticNodes);
      expect(peers.length).to.equal(3);
      expect(peers.join()).not.to.contain(publicKey.slice(2));
      const allowed = readFileSync(folder.node(name).permissions, "utf8");
      expect(allowed.match(/enode:\/\/[0-9a-f]{128}@127\.0\.0\.1:\d+/g)?.length).to.equal(4);
      expect(allowed.match(/"0x[0-9a-f]{40}"/g)?.map((each) => each.slice(1, -1))).to.have.members([
        ...members,
        guardian,
      ]);
    }
  });

  it("writes the trust anchor for verifiers", () => {
    const anchor = parseAnchor(readFileSync(folder.anchor, "utf8"));
    const { validators } = json(folder.parameters);
    expect(anchor).to.deep.include({ chainId: 4321n, sealers: { kind: "qbft", validators } });
    expect(anchor.registries.Directory).to.deep.equal(json(folder.addresses).contracts.Directory);
  });

  it("makes a genesis that every member can rebuild, and detects an altered one", async () => {
    const check = (...options: string[]) => t.run("consortium", ["check", ...options]);
    const { config, compose } = { ...folder, ...folder.node("node-1") };
    const made = [config, compose].map((file) => readFileSync(file, "utf8"));
    for (const file of [config, compose]) writeFileSync(file, 'rpc-http-host="0.0.0.0"\n');
    const same = await check();
    expect(same.code, same.stderr).to.equal(0);
    // The files that control a node are written again here, whatever came in the folder.
    expect([config, compose].map((file) => readFileSync(file, "utf8"))).to.deep.equal(made);
    expect(same.stdout).to.contain(anchorFingerprint(parseAnchor(readFileSync(folder.anchor, "utf8"))));
    const { validators } = json(folder.parameters);
    for (const validator of validators) expect(same.stdout).to.match(new RegExp(`${validator} node-[1-4]`));
    // Whoever makes the folder for all members could put other validators into any of these files, or another node in a
    // member's place.
    const altered = [folder.genesis, folder.anchor].map((file) => [file, validators[0].slice(2), "ba".repeat(20)]);
    const [{ publicKey }] = json(folder.record).nodes;
    for (const [file, from, to] of [...altered, [folder.record, publicKey, `0x${"ba".repeat(64)}`]]) {
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace(from, to));
      const { code, json: told } = await check("--json");
      expect([code, told().error], file).to.have.nested.property("1.code", "consortium.genesis-differs");
      expect(told().error).to.have.nested.property("details.file", file);
      writeFileSync(file, text);
    }
  });

  it("adds accounts to the list, and removes them again", async () => {
    const stranger = `0x${"5a".repeat(20)}`;
    const lists = () => [1, 2, 3, 4].map((n) => readFileSync(folder.node(`node-${n}`).permissions, "utf8"));
    const before = lists();
    await t.run("consortium", ["account", "add", stranger]);
    for (const list of lists()) expect(list).to.contain(stranger);
    await t.run("consortium", ["account", "remove", stranger]);
    expect(lists()).to.deep.equal(before);
  });

  it("changes nothing when it is run again", async () => {
    const before = readFileSync(folder.record, "utf8");
    const again = await t.run("consortium", ["init", "--json"]);
    expect([again.code, again.json().made]).to.deep.equal([0, false]);
    expect(readFileSync(folder.record, "utf8")).to.equal(before);
  });

  it("uses members' own accounts, and creates no key for them", async () => {
    const dir = t.path("given");
    const members = ["a1", "b2", "c3", "d4", "e5"].map((each) => `0x${each.repeat(20)}`);
    const args = ["init", "--members", "5", "--guardian", `0x${"99".repeat(20)}`, "--dir", dir, "--json"];
    const ran = await t.run("consortium", [...args, ...members.flatMap((member) => ["--member", member])]);
    expect(ran.code, ran.stdout).to.equal(0);
    expect(json(consortiumFolder(dir).parameters).members).to.deep.equal(members);
    expect(readdirSync(t.path("keys")).length).to.equal(5);
  });

  it("uses nodes whose keys their members created, and learns no secret of them", async () => {
    const [dir, ours] = [t.path("shared"), t.path("seoul")];
    const keys = await t.run("consortium", ["key", "seoul", "--host", "10.0.0.1", "--dir", ours, "--json"]);
    const { node, address, key } = keys.json() as Record<"node" | "address" | "key", string>;
    const members = [1, 2, 3, 4].flatMap((n) => ["--member", `member-${n}`]);
    const ran = await t.run("consortium", ["init", "--node", node, ...members, "--dir", dir, "--json"]);
    expect(ran.code, ran.stdout).to.equal(0);
    const [first, second] = json(consortiumFolder(dir).record).nodes;
    expect(first).to.deep.include({ name: "seoul", address, host: "10.0.0.1" });
    expect(second).to.deep.include({ name: "node-2", host: "127.0.0.1" });
    expect(existsSync(consortiumFolder(dir).node("seoul").key)).to.equal(false);
    expect(key).to.equal(consortiumFolder(ours).node("seoul").key);
    expect(readFileSync(consortiumFolder(dir).compose, "utf8"))
      .to.contain("node-2:")
      .and.not.contain("seoul:\n");
  });

  it("gives no seat to an existing key without its password", async () => {
    const ran = await t.run("consortium", ["init", "--dir", t.path("second"), "--json"], { DIDIM_PASSWORD_FILE: "" });
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "consortium.keys-there");
    expect(ran.json().error).to.have.nested.property("details.keys").that.includes.members(["member-1", "guardian"]);
    expect(existsSync(t.path("second"))).to.equal(false);
  });

  it("refuses two nodes with the same name or key, before it creates anything", async () => {
    const { node } = (
      await t.run("consortium", ["key", "lee", "--host", "10.0.0.2", "--dir", t.path("lee"), "--json"])
    ).json();
    const enode = String(node).slice("lee=".length);
    for (const given of [[`node-2=${enode}`], [`lee=${enode}`, `kim=${enode}`]]) {
      const ran = await t.run("consortium", [
        ...["init", "--dir", t.path("twice"), "--json"],
        ...given.flatMap((each) => ["--node", each]),
      ]);
      expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "consortium.node-there");
      expect(existsSync(t.path("twice"))).to.equal(false);
    }
  });

  it("refuses a number before it creates anything, so that it can be run again with another one", async () => {
    const home = t.path("numbers");
    const init = ["init", "--gas-limit", "1e999", "--home", home, "--json"];
    const ran = await t.run("consortium", init);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.value");
    expect(existsSync(home)).to.equal(false);
  });

  it("refuses fewer than four members, because one of three could not be absent", async () => {
    const ran = await t.run("consortium", ["init", "--members", "3", "--dir", t.path("three"), "--json"]);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.value");
  });
});

describe("consortium up", function () {
  this.timeout(60_000);
  const t = new Terminal();
  after(() => t.close());

  it("says what to do where there is no consortium", async () => {
    for (const args of [["up"], ["status"], ["down"]]) {
      const ran = await t.run("consortium", [...args, "--json"]);
      expect([ran.code, ran.json().error], args[0]).to.have.nested.property("1.code", "consortium.none");
    }
    const ran = await t.didim("council", "list", "--network", "besu", "--json");
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "consortium.none");
  });

  it("says what to install where there is no Besu", async () => {
    consortiumOfOneNode(1);
    const ran = await t.run("consortium", ["up", "--json"], { BESU: "", PATH: "" });
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "node.no-besu");
    expect(ran.code).to.equal(69);
    expect(ran.stdout).to.contain("Install Hyperledger Besu");
  });

  it("starts nothing while another chain has the port of a node", async () => {
    const block = { number: "0x0", hash: `0x${"33".repeat(32)}`, timestamp: "0x1" };
    const stranger = await fakeNode(() => ({ result: block }));
    const port = Number(new URL(stranger.url).port);
    consortiumOfOneNode(port);
    writeFileSync(t.path("besu"), `#!/bin/sh\necho started > "${t.path("started")}"\nsleep 30\n`, { mode: 0o755 });
    const ran = await t.run("consortium", ["up", "--timeout", "5", "--json"], { BESU: t.path("besu") });
    await stranger.close();
    expect(ran.json().error).to.deep.include({ code: "node.other-chain", details: { node: "node-1", port } });
    expect(existsSync(t.path("consortium/nodes/node-1/besu.pid"))).to.equal(false);
    expect(existsSync(t.path("started"))).to.equal(false);
  });

  function consortiumOfOneNode(rpc: number): void {
    const node = {
      name: "node-1",
      publicKey: `0x${"11".repeat(64)}`,
      address: `0x${"11".repeat(20)}`,
      host: "127.0.0.1",
      ports: { p2p: 1, rpc, metrics: 1 },
    };
    const genesis = `0x${"22".repeat(32)}`;
    const record = { format: "didim-consortium/1", chainId: 1, gasLimit: 1, genesis, nodes: [node], accounts: [] };
    mkdirSync(t.path("consortium/nodes/node-1"), { recursive: true });
    writeFileSync(t.path("consortium/nodes/node-1/key"), "");
    writeFileSync(t.path("consortium/consortium.json"), JSON.stringify(record));
  }
});
