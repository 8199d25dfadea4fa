import { readFileSync } from "node:fs";
import { expect } from "chai";
import { freePorts, needsBesu } from "../support/besu.ts";
import { Terminal } from "./cli.fixture.ts";

interface Health {
  readonly sealing: boolean;
  readonly agree: boolean;
  readonly quorum: number;
  readonly validators: readonly string[];
  readonly nodes: readonly { readonly name: string; readonly answers: boolean; readonly block?: { number: number } }[];
}

/** The real engine: Hyperledger Besu from PATH or $BESU. */
describe("A consortium on Besu", function () {
  this.timeout(900_000);
  const t = new Terminal();

  async function consortium(...args: readonly string[]): Promise<Health> {
    const ran = await t.run("consortium", [...args, "--json"]);
    if (ran.code !== 0)
      throw new Error(`consortium ${args.join(" ")} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
    return ran.json() as unknown as Health;
  }

  before(async function () {
    needsBesu(this);
    await consortium("init", ...(await freePorts(4)));
  });
  after(async () => {
    await t.run("consortium", ["down"]);
    t.close();
  });

  it("seals blocks of the genesis that init made, with the registries in it, and all nodes agree", async () => {
    const up = await consortium("up", "--timeout", "600");
    expect(up).to.deep.include({ sealing: true, agree: true, quorum: 3 });
    const { validators } = JSON.parse(readFileSync(t.path("consortium/parameters.json"), "utf8"));
    expect(up.validators).to.have.members(validators);
  });

  it("is up already when it is started again", async () => {
    const [before, after] = [await consortium("status"), await consortium("up")];
    expect(after.nodes.map(({ answers }) => answers)).to.deep.equal([true, true, true, true]);
    expect(after.nodes[0]?.block?.number ?? 0).to.be.at.least(before.nodes[0]?.block?.number ?? 1);
  });

  it("is what --network besu means to every command", async () => {
    expect(await t.done("council", "list", "--network", "besu")).to.deep.equal([]);
    const deploy = await t.run("deploy", ["--network", "besu", "--json"]);
    expect(deploy.code, deploy.stdout).to.equal(0);
    expect(deploy.json().contracts).to.deep.equal(
      JSON.parse(readFileSync(t.path("consortium/addresses.json"), "utf8")).contracts,
    );
  });

  it("goes on without one of four", async () => {
    await t.run("consortium", ["down", "node-4"]);
    const height = highest(await consortium("status"));
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const later = await consortium("status");
    expect(later.nodes.map(({ answers }) => answers)).to.deep.equal([true, true, true, false]);
    expect(highest(later)).to.be.above(height);
  });

  it("goes on where it stopped after all have ended", async () => {
    const height = highest(await consortium("status"));
    const down = await t.run("consortium", ["down", "--json"]);
    expect(down.json().stopped).to.deep.equal(["node-3", "node-2", "node-1"]);
    const status = await t.run("consortium", ["status", "--json"]);
    expect([status.code, status.json().sealing]).to.deep.equal([69, false]);
    const up = await consortium("up", "--timeout", "600");
    expect(up).to.deep.include({ sealing: true, agree: true });
    expect(highest(up)).to.be.at.least(height);
  });
});

function highest({ nodes }: Health): number {
  return Math.max(...nodes.map(({ block }) => block?.number ?? 0));
}
