import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { openFileVault } from "../../../src/public/node.ts";
import { Terminal } from "../cli.fixture.ts";

describe("The command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  after(() => t.close());

  it("explains in --help where keys, wallet and index files are, and what its exit codes mean", async () => {
    const { code, stdout } = await t.didim("--help");
    expect(code).to.equal(0);
    expect(stdout).to.match(/keys\/[\s\S]*wallet\/[\s\S]*indices\/[\s\S]*DIDIM_HOME[\s\S]*Exit codes/);
  });

  it("ends with 64 for an unknown command or option", async () => {
    for (const args of [
      ["did", "fly"],
      ["flights"],
      ["key", "create"],
      ["key", "list", "--fast"],
      ["list", "open", "1"],
    ]) {
      const { code, stdout } = await t.didim(...args);
      expect(code, args.join(" ")).to.equal(64);
      expect(stdout).to.equal("");
    }
  });

  it("ends quietly, with its own exit code, where nobody reads what it prints", () => {
    for (const [line, code] of [
      ["did fly 2>&1", 64],
      ["--help", 0],
      [`key list --json --home ${t.path("nowhere")}`, 0],
    ] as const) {
      const pipe = `${process.execPath} scripts/didim.ts ${line} | head -c 0; exit "\${PIPESTATUS[0]}"`;
      const { status, stderr } = spawnSync("bash", ["-c", pipe], { encoding: "utf8" });
      expect([status, stderr], line).to.deep.equal([code, ""]);
    }
  });

  it("says where to find the programs that only the repository has", async () => {
    const { code, stderr } = await t.didim("consortium", "up", "--timeout", "9");
    expect([code, stderr.includes("in a clone of Didim's repository it is npm run consortium")]).to.deep.equal([
      64,
      true,
    ]);
    const json = (await t.didim("node", "--json")).json();
    expect(json.error).to.have.property("code", "cli.usage");
  });

  it("says who must act if nobody is named", async () => {
    const ran = await t.didim("did", "deactivate", "--json");
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.confirm");
  });

  it("reads a password from a file or a descriptor, and never from its arguments", async () => {
    const { stdout } = await t.didim("key", "create", "--help");
    expect(stdout)
      .to.contain("--password-fd")
      .and.not.match(/--password[ =]/);
    const none = await t.run("didim", ["key", "create", "a", "--json"], { DIDIM_PASSWORD_FILE: "" });
    expect([none.code, none.json().error]).to.have.nested.property("1.code", "cli.password");
  });

  it("creates a key once, under a plain name", async () => {
    await t.done("key", "create", "seoul", "--signing");
    const again = await t.didim("key", "create", "seoul", "--signing", "--json");
    expect([again.code, again.json().error]).to.have.nested.property("1.code", "cli.key-exists");
    const outside = await t.didim("key", "create", "../seoul", "--signing", "--json");
    expect([outside.code, outside.json().error]).to.have.nested.property("1.code", "cli.key-name");
    expect(readdirSync(t.path("keys"))).to.deep.equal(["seoul.signing.json"]);
  });

  it("overwrites no file that --out names, and says so before it asks for anything", async () => {
    const out = ["--out", t.write("only-copy.txt", "a credential")];
    const asked = ["--audience", "https://gate.example", "--nonce", "0123456789abcdef", "--type", "urn:x=name"];
    const key = ["--issuer", "city", "--signing-key", "city", "--holder-key", "no.jwk"];
    const verbs = [
      ["credential", "issue", "urn:x", ...key, "--claims", "no.json", "--schema", "no.json"],
      ["credential", "present", ...asked],
      ["evidence", "create", "no.txt", ...asked, "--anchor", "no.json"],
    ];
    const ran = await Promise.all(
      verbs.map((verb) => t.run("didim", [...verb, ...out, "--json"], { DIDIM_PASSWORD_FILE: "" })),
    );
    for (const [i, { code, json }] of ran.entries()) {
      expect([code, json().error], verbs[i]?.join(" ")).to.have.nested.property("1.code", "cli.file");
      expect(code).to.equal(64);
    }
    expect(readFileSync(t.path("only-copy.txt"), "utf8")).to.equal("a credential");
  });

  it("lists unreadable credentials in the wallet by their id and the reason", async () => {
    const options = { path: t.path("wallet/wallet.json"), password: "a password for tests", cost: 2 ** 14 };
    const { credentials } = await openFileVault(options);
    const broken = { id: "an id", keyId: "a key", receivedAt: 1 };
    await credentials.put({ ...broken, credential: "damaged" });
    expect(await t.done("credential", "list")).to.deep.equal({
      credentials: [{ ...broken, unreadable: "format.unknown" }],
    });
  });

  it("keeps its files in the folder of --home", async () => {
    const home = t.path("elsewhere");
    await t.done("key", "create", "busan", "--signing", "--home", home);
    expect(existsSync(`${home}/keys/busan.signing.json`)).to.equal(true);
  });

  it("never takes the current folder for an empty --home or an empty DIDIM_HOME", async () => {
    const refused = await t.didim("key", "create", "daegu", "--home", "", "--json");
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "cli.value");
    const usual = { DIDIM_HOME: "", HOME: t.path("user"), XDG_DATA_HOME: t.path("data") };
    const made = await t.run("didim", ["key", "create", "daegu", "--signing", "--json"], usual);
    expect(made.json()).to.have.property("file", t.path("data/didim/keys/daegu.signing.json"));
  });

  it("prints nothing but JSON with --json, even when it fails", async () => {
    const ran = await t.didim("issuer", "applications", "--network", "http://127.0.0.1:9", "--json");
    expect(ran.code).to.equal(69);
    expect(ran.json().error).to.have.property("code", "facts.node-unreachable");
  });

  it("shows no password in a node's URL", async () => {
    const url = "http://user:geheim@127.0.0.1:9/secret-path";
    const ran = await t.didim("issuer", "applications", "--network", url, "--json");
    expect(ran.code).to.equal(69);
    expect(ran.stdout + ran.stderr).not.to.match(/geheim|secret-path/);
  });

  it("speaks Korean on request", async () => {
    expect((await t.didim("key", "list", "--home", t.path("nothing"), "--lang", "ko")).stdout).to.contain(
      "키가 없습니다",
    );
    const [refused, usage] = await Promise.all([
      t.run("didim", ["did", "deactivate"], { DIDIM_LANG: "ko" }),
      t.didim("key", "list", "--fast", "--lang", "ko"),
    ]);
    expect([refused.code, refused.stdout, usage.code, usage.stdout]).to.deep.equal([64, "", 64, ""]);
    expect(refused.stderr).to.match(
      /^오류: 되돌릴 수 없는 작업입니다\..*\n {2}This cannot be undone\..* \(cli\.confirm\)\n$/,
    );
    expect(usage.stderr).to.match(/^오류: 없는 옵션입니다\..*\n {2}Wrong usage: .*--fast.* \(cli\.usage\)\n$/);
  });
});
