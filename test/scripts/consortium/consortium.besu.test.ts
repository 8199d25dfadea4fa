import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { expect } from "chai";
import { freePorts, needsBesu } from "../../support/besu.ts";
import { Terminal } from "../cli.fixture.ts";

interface Health {
  readonly sealing: boolean;
  readonly agree: boolean;
  readonly quorum: number;
  readonly validators: readonly string[];
  readonly nodes: readonly {
    readonly name: string;
    readonly answers: boolean;
    readonly validator?: boolean;
    readonly block?: number;
  }[];
}

const ANCHOR = "consortium/trust-anchor.json";

/** Uses the real engine: Hyperledger Besu from PATH or $BESU. */
describe("A consortium on Besu", function () {
  this.timeout(900_000);
  const t = new Terminal();

  async function consortium(...args: readonly string[]): Promise<Health> {
    const ran = await t.run("consortium", [...args, "--json"]);
    if (ran.code !== 0)
      throw new Error(`consortium ${args.join(" ")} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
    return ran.json() as unknown as Health;
  }

  async function decide(actions: unknown): Promise<void> {
    const file = t.write("actions.json", JSON.stringify(actions));
    const as = (member: number) => ["--network", "besu", "--key", `member-${member}`];
    const { proposal } = await t.done("council", "propose", file, ...as(1));
    const ballots = [1, 2, 3, 4].map((member) =>
      t.done("council", "vote", String(proposal), "for", "--yes", ...as(member)),
    );
    await Promise.all(ballots);
    await t.done("council", "execute", String(proposal), ...as(2));
  }

  /** A file of the consortium. */
  const fileOf = (name: string) => JSON.parse(readFileSync(t.path(`consortium/${name}`), "utf8"));

  before(async function () {
    needsBesu(this);
    // Ports for one node more than there are members at first.
    await consortium("init", "--voting-period", "115", ...(await freePorts(5)));
  });
  after(async () => {
    await t.run("consortium", ["down"]);
    t.close();
  });

  it("seals blocks on the genesis of init, with the registries in it, and all nodes agree", async () => {
    const up = await consortium("up", "--timeout", "600");
    expect(up).to.deep.include({ sealing: true, agree: true, quorum: 3 });
    expect(up.validators).to.have.members(fileOf("parameters.json").validators);
  });

  it("is already running when it is started again", async () => {
    const [before, after] = [await consortium("status"), await consortium("up")];
    expect(after.nodes.map(({ answers }) => answers)).to.deep.equal([true, true, true, true]);
    expect(after.nodes[0]?.block ?? 0).to.be.at.least(before.nodes[0]?.block ?? 1);
  });

  it("is used by every command with --network besu", async () => {
    expect(await t.done("council", "list", "--network", "besu")).to.deep.equal({ proposals: [] });
    const deploy = await t.run("deploy", ["--network", "besu", "--json"]);
    expect(deploy.code, deploy.stdout).to.equal(0);
    expect(deploy.json().contracts).to.deep.equal(fileOf("addresses.json").contracts);
  });

  it("accepts transactions only from listed accounts", async () => {
    await t.done("key", "create", "agency");
    const open = () =>
      t.didim("list", "open", "0", "--capacity", "8192", "--key", "agency", "--network", "besu", "--json");
    const refused = await open();
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "registry.not-permitted");
    await consortium("account", "add", "agency");
    const taken = await open();
    expect(taken.code, taken.stdout).to.equal(0);
  });

  it("has a watchdog that restarts no node whose block moves", async () => {
    const watch = await t.start("consortium", ["watch", "--every", "1", "--still", "5", "--json"]);
    const ended = new Promise<string>((resolve) => {
      let seen = "";
      watch.stdout?.on("data", (chunk: Buffer) => {
        seen += chunk;
      });
      watch.on("close", () => resolve(seen));
    });
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    watch.kill("SIGINT");
    expect(JSON.parse(await ended)).to.deep.equal({ restarts: [] });
  });

  it("runs the tour on the real engine: accredit, issue, present, verify, revoke", async () => {
    const told = await t.run("tour", ["--network", "besu", "--lang", "en"]);
    expect(told.code, told.stdout + told.stderr).to.equal(0);
    expect(told.stdout).to.contain("Jeong Saerom").and.to.contain("Everything went as expected");
    expect(told.stdout.match(/Refused\./g)?.length).to.be.at.least(6);
  });

  it("adds a fifth member and its validator by the council's vote, while blocks are sealed", async () => {
    const added = (await t.run("consortium", ["member", "add", "--account", "member-5", "--json"])).json();
    expect(added.reloaded).to.deep.equal(["node-1", "node-2", "node-3", "node-4"]);
    const { name, address } = added.node as { name: string; address: string };
    const follows = await consortium("up", name);
    expect(follows.nodes.at(-1)).to.deep.include({ name: "node-5", answers: true, validator: false });

    await decide(added.actions);
    const health = await consortium("status");
    expect(health).to.deep.include({ sealing: true, agree: true, quorum: 4 });
    expect(health.validators).to.have.lengthOf(5).and.to.include(address);
    // Four of five must agree now. With another one stopped, no block is sealed unless the fifth seals too.
    await t.run("consortium", ["down", "node-1"]);
    const height = highest(await consortium("status"));
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(highest(await consortium("status"))).to.be.above(height);
    await consortium("up", "--timeout", "600");
  });

  it("lets the anchor that init wrote follow by proof to the five current validators", async () => {
    const before = fileOf("trust-anchor.json");
    const { anchor, fingerprint } = await t.done("anchor", "advance", t.path(ANCHOR), "--network", "besu");
    expect(anchor).to.deep.equal(fileOf("trust-anchor.json"));
    const { sealers, registries, advancedAt } = anchor as typeof before;
    expect(sealers.validators).to.have.members((await consortium("status")).validators);
    expect(before.sealers.validators).to.have.lengthOf(4);
    expect(registries).to.deep.equal(before.registries);
    expect(advancedAt).to.be.above(before.advancedAt);
    expect(fingerprint).to.match(/^[0-9a-f]{64}$/);
  });

  it("replaces a registry by the council's vote, and anchors follow by proof", async () => {
    const out = t.path("next.json");
    const replace = async () => {
      const args = ["--network", "besu", "--replace", "EvidenceLog", "--out", out, "--key", "member-1", "--json"];
      const ran = await t.run("deploy", args);
      if (ran.code !== 0) throw new Error(ran.stdout + ran.stderr);
      return ran.json();
    };
    const { actions } = await replace();
    const [{ address = "" } = {}] = actions as { address?: string }[];
    await decide(actions);
    expect((await replace()).actions).to.deep.equal([]);
    const { anchor } = await t.done("anchor", "advance", t.path(ANCHOR), "--network", "besu");
    expect(anchor).to.have.nested.property("registries.EvidenceLog.address", address);
    copyFileSync(out, t.path("consortium/addresses.json"));
    expect(await consortium("up")).to.deep.include({ sealing: true, agree: true });
  });

  it("does not remove a node that seals", async () => {
    const ran = await t.run("consortium", ["member", "remove", "node-5", "--json"]);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "consortium.still-seals");
  });

  it("adds and removes a node that never sealed", async () => {
    const before = readFileSync(t.path("consortium/consortium.json"), "utf8");
    await t.run("consortium", ["member", "add", "--account", "member-6"]);
    expect(readFileSync(t.path("consortium/nodes/node-1/permissions.toml"), "utf8").match(/enode:/g)).to.have.lengthOf(
      6,
    );
    const ran = await t.run("consortium", ["member", "remove", "node-6", "--account", "member-6", "--json"]);
    expect(ran.code, ran.stdout).to.equal(0);
    expect(readFileSync(t.path("consortium/consortium.json"), "utf8")).to.equal(before);
  });

  it("restores a lost database from the other nodes", async () => {
    await t.run("consortium", ["down", "node-2"]);
    rmSync(t.path("consortium/nodes/node-2/data"), { recursive: true });
    await consortium("up", "node-2", "--timeout", "600");
    // All four others must seal blocks meanwhile; whether the blocks come in time does not matter here.
    const behind = async (): Promise<number> => {
      const health = (await t.run("consortium", ["status", "--json"])).json() as unknown as Health;
      return highest(health) - (health.nodes[1]?.block ?? 0);
    };
    while ((await behind()) > 3) await new Promise((resolve) => setTimeout(resolve, 2000));
  });

  it("continues without one of five nodes", async () => {
    await t.run("consortium", ["down", "node-4"]);
    const height = highest(await consortium("status"));
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const later = await consortium("status");
    expect(later.nodes.map(({ answers }) => answers)).to.deep.equal([true, true, true, false, true]);
    expect(highest(later)).to.be.above(height);
  });

  it("continues where it stopped after all nodes were stopped", async () => {
    const height = highest(await consortium("status"));
    const down = await t.run("consortium", ["down", "--json"]);
    expect(down.json().stopped).to.deep.equal(["node-5", "node-3", "node-2", "node-1"]);
    const status = await t.run("consortium", ["status", "--json"]);
    expect([status.code, status.json().sealing]).to.deep.equal([69, false]);
    const up = await consortium("up", "--timeout", "600");
    expect(up).to.deep.include({ sealing: true, agree: true });
    expect(highest(up)).to.be.at.least(height);
  });
});

function highest({ nodes }: Health): number {
  return Math.max(...nodes.map(({ block = 0 }) => block));
}
