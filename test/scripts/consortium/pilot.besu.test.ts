import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { isReady } from "../../../network/kit/compose.ts";
import { METRICS } from "../../../network/kit/monitoring.ts";
import type { ConsortiumNode } from "../../../network/record.ts";
import { freePorts, needsBesu } from "../../support/besu.ts";
import { type Ran, Terminal } from "../cli.fixture.ts";

/** The commands of a section's first block, without their comments. */
function commandsOf(page: string, heading: string): readonly string[] {
  const [, section = ""] = readFileSync(page, "utf8").split(`## ${heading}\n`);
  const [, block = ""] = /```sh\n([^`]*)```/.exec(section) ?? [];
  return block.split("\n").flatMap((line) => line.split("#")[0]?.trim() || []);
}

/** A pilot by docs/operations.md, command by command, in an empty Didim folder. */
describe("The pilot's recipe", function () {
  this.timeout(600_000);
  const t = new Terminal();
  const ran: [string, Ran][] = [];
  const commands = commandsOf("docs/operations.md", "A pilot, on one machine");

  before(function () {
    needsBesu(this);
  });
  after(async () => {
    await t.run("consortium", ["down"]);
    t.close();
  });

  it("has five commands, of which each succeeds", async () => {
    const ports = await freePorts(4);
    expect(commands).to.have.length(5);
    for (const command of commands) {
      const [, program = "", words = ""] = /^npm run (?:-s )?(\w+) -- (.*)$/.exec(command) ?? [];
      // Only what other programs on this machine may use is replaced. `init` makes the password, as for a reader.
      const args = [...words.split(" "), ...(words === "init" ? ports : [])];
      const done = await t.run(program, args, { DIDIM_PASSWORD_FILE: "" });
      expect(done.code, `${command}\n${done.stdout}${done.stderr}`).to.equal(0);
      ran.push([words, done]);
      if (words === "status") await lookAtNodes();
    }
  });

  const metrics: string[] = [];
  const health: (number | null)[] = [];

  /** While the nodes run: what monitoring reads of each, and what the containers' health check says. */
  async function lookAtNodes(): Promise<void> {
    const { nodes } = JSON.parse(readFileSync(t.path("consortium/consortium.json"), "utf8"));
    for (const { ports } of nodes as readonly ConsortiumNode[]) {
      metrics.push(await (await fetch(`http://127.0.0.1:${ports.metrics}/metrics`)).text());
      // Compose replaces $$ by $.
      health.push(spawnSync("bash", ["-c", isReady(ports.rpc).replaceAll("$$", "$")]).status);
    }
  }

  it("runs nodes that expose all metrics of the alerts and the dashboard, and are healthy as containers would be", () => {
    expect(metrics).to.have.length(4);
    for (const text of metrics) {
      const exposed = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
      expect(METRICS.filter((name) => !exposed.has(name))).to.deep.equal([]);
    }
    expect(health).to.deep.equal([0, 0, 0, 0]);
  });

  const saidBy = (words: string): string => ran.find(([each]) => each === words)?.[1].stdout ?? "";

  it("says what the page says: that this is a pilot, that blocks are sealed, that the council has decided nothing", () => {
    expect(saidBy("init")).to.contain("THIS IS A PILOT").and.to.contain("password");
    for (const words of ["up", "status"]) {
      expect(saidBy(words)).to.contain("Blocks are being sealed").and.to.contain("4 validators, 3 must agree");
    }
    expect(saidBy("down")).to.contain("node-4, node-3, node-2, node-1");
  });
});
