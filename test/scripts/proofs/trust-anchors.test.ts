import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { decodeStaple } from "../../../src/public/facts/proof.ts";
import { anchorFingerprint, parseAnchor, parseCheckpoint } from "../../../src/public/trust-anchor.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

describe("Trust anchors and checkpoints, by the command line", function () {
  this.timeout(180_000);
  const t = new Terminal();
  let chain: LocalChain;
  const [file, checkpoint, archive] = ["trust-anchor.json", "checkpoint.json", "archive"].map((name) =>
    t.path(name),
  ) as [string, string, string];
  const anchorNow = async () => parseAnchor(await readFile(file, "utf8"));
  const codeOf = (stdout: string): unknown => (JSON.parse(stdout) as { error?: { code?: string } }).error?.code;

  before(async () => {
    chain = await startLocalChain();
    t.localNode(chain);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  it("an anchor is made of a deployment; replacing an existing one must be confirmed", async () => {
    t.write("trust-anchor.json", "what was there before");
    const again = await t.didim("anchor", "create", file, "--json");
    expect([again.code, codeOf(again.stdout)]).to.deep.equal([64, "cli.file"]);
    const two = chain.accounts.slice(1, 3);
    const made = await t.done("anchor", "create", file, "--replace", "--member", ...two, "--threshold", "2");
    expect(made).to.have.property("fingerprint", anchorFingerprint(await anchorNow()));
    expect((await anchorNow()).sealers).to.deep.equal({ kind: "checkpoint", members: two, threshold: 2 });
  });

  it("an anchor is shown with its fingerprint and its end", async () => {
    const { stdout, code } = await t.didim("anchor", "show", file);
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain(anchorFingerprint(await anchorNow()))
      .and.to.contain("(2 of 2)")
      .and.to.match(/good until 20\d\d-/);
    const none = await t.didim("anchor", "show", t.path("nowhere.json"), "--json");
    expect([none.code, codeOf(none.stdout)]).to.deep.equal([66, "cli.no-file"]);
  });

  it("members sign a checkpoint one after the other, each only for the block of its own node", async () => {
    await t.done("checkpoint", "sign", checkpoint, "--account", "1");
    const { signers } = await t.done("checkpoint", "sign", checkpoint, "--account", "2");
    expect(signers).to.deep.equal(chain.accounts.slice(1, 3));

    const text = await readFile(checkpoint, "utf8");
    const { stateRoot } = parseCheckpoint(text).block;
    const other = t.write("other.json", text.replace(stateRoot, `0x${"0".repeat(64)}`));
    const refused = await t.didim("checkpoint", "sign", other, "--account", "1", "--json");
    expect(codeOf(refused.stdout)).to.equal("facts.checkpoint-differs");
  });

  it("the anchor follows the Directory by a checkpoint, and each step is archived", async () => {
    await chain.decide([{ do: "directory.end", name: "EvidenceLog" }], "No successor");
    const later = t.path("later.json");
    await t.done("checkpoint", "sign", later, "--account", "1");
    const few = await t.didim("anchor", "advance", file, "--checkpoint", later, "--json");
    expect([few.code, codeOf(few.stdout)]).to.deep.equal([69, "facts.proof-too-few-signatures"]);
    await t.done("checkpoint", "sign", later, "--account", "2");

    const before = await anchorNow();
    await t.done("anchor", "advance", file, "--checkpoint", later, "--archive", archive);
    const after = await anchorNow();
    expect(before.registries.EvidenceLog).not.to.have.property("until");
    expect(after.registries.EvidenceLog).to.have.property("until", await chain.now());

    const kept = readdirSync(archive);
    const anchors = await Promise.all(
      kept.filter((name) => name.startsWith("anchor-")).map((name) => readFile(t.path(`archive/${name}`), "utf8")),
    );
    expect(anchors.map(parseAnchor)).to.deep.include.members([before, after]);
    const [staple = ""] = kept.filter((name) => name.endsWith(".staple"));
    expect(decodeStaple(await readFile(t.path(`archive/${staple}`))).signatures).to.have.length(2);
  });

  it("an anchor is read without a byte order mark, and the user is told", async () => {
    const marked = t.write("marked.json", `\ufeff${await readFile(file, "utf8")}`);
    const shown = await t.didim("anchor", "show", marked);
    const advanced = await t.didim("anchor", "advance", marked, "--checkpoint", t.path("later.json"));
    for (const { stdout, stderr } of [shown, advanced]) {
      expect(stderr).to.match(/^… .*marked\.json begins with a byte order mark; it was left out\n/);
      expect(stdout).to.contain(anchorFingerprint(await anchorNow()));
    }
  });
});
