import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { consortiumFolder } from "../../../network/folder.ts";
import { Terminal } from "../cli.fixture.ts";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

const account = (byte: string): string => `0x${byte.repeat(20)}`;
const LONG = ["--voting-delay", "86400", "--voting-period", "432000", "--timelock-delay", "172800"];
const OTHERS = ["busan", "daegu", "sejong"];

describe("consortium init --production", function () {
  this.timeout(120_000);
  const t = new Terminal();
  const folder = consortiumFolder(t.path("consortium"));
  const enodes: string[] = [];
  const init = (...args: readonly string[]) => t.run("consortium", ["init", "--production", ...args, "--json"]);
  after(() => t.close());

  /** What the other members tell: each made its node's key on a machine of its own. */
  before(async () => {
    for (const [i, name] of OTHERS.entries()) {
      const at = ["--host", `10.1.0.${8 + i}`, "--dir", t.path(`their-${name}`), "--json"];
      enodes.push(String((await t.run("consortium", ["key", name, ...at])).json().node));
    }
  });

  const others = (count = 3) => [
    ...enodes.slice(0, count).flatMap((node) => ["--node", node]),
    ...["b1", "c2", "d3"].slice(0, count).flatMap((byte) => ["--member", account(byte)]),
  ];
  const own = ["--own", "seoul", "--host", "10.1.0.7"];
  const guardian = ["--guardian", account("99")];

  it("names all that is missing, and makes nothing before it is complete", async () => {
    const nothing = await init();
    expect(nothing.json()).to.have.nested.property("error.code", "consortium.production");
    const periods = ["--voting-delay", "--voting-period", "--timelock-delay"];
    expect(nothing.json())
      .to.have.nested.property("error.details.missing")
      .that.has.members([...["--node", "--member", "--guardian", ...periods]]);
    for (const [args, missing] of [
      [[...others(2), ...own, ...guardian, ...LONG], "--node"],
      [[...others(), ...guardian, ...LONG], "--node"],
      [[...others(), ...own, "--guardian", "guardian", ...LONG], "--guardian"],
      [[...others(), ...own, ...guardian, ...LONG.slice(0, 4)], "--timelock-delay"],
      [[...others(), "--own", "seoul", ...guardian, ...LONG], "--host"],
      [[...others(), ...own, ...guardian, ...LONG, "--hosts", "10.1.0.7,10.1.0.8,10.1.0.9,10.1.0.10"], "--hosts"],
    ] as const) {
      const ran = await init(...args);
      expect([ran.code, ran.json().error]).to.have.nested.property("1.details.missing").that.includes(missing);
    }
    expect([existsSync(folder.path), existsSync(t.path("keys"))]).to.deep.equal([false, false]);
  });

  it("refuses a password in the folder that goes to all members", async () => {
    const dir = t.path("with-password");
    const { password } = consortiumFolder(dir);
    await t.run("consortium", ["key", "seoul", "--host", "10.1.0.7", "--dir", dir]);
    writeFileSync(password, "a password in the wrong place\n");
    const args = ["init", "--production", ...others(), ...own, ...guardian, ...LONG, "--dir", dir, "--json"];
    const told = await t.run("consortium", args, { DIDIM_PASSWORD_FILE: password });
    expect(told.json().error).to.have.nested.property("details.missing").that.deep.equals([password]);
  });

  it("refuses a password in that folder by whichever path it is named", async () => {
    const [dir, link] = [t.path("linked"), t.path("link-to-it")];
    await t.run("consortium", ["key", "seoul", "--host", "10.1.0.7", "--dir", dir]);
    writeFileSync(`${dir}/secret`, "a password in the wrong place\n");
    symlinkSync(dir, link);
    const args = ["init", "--production", ...others(), ...own, ...guardian, ...LONG, "--dir", dir, "--json"];
    const ran = await t.run("consortium", args, { DIDIM_PASSWORD_FILE: `${link}/secret` });
    expect(ran.json().error)
      .to.have.nested.property("details.missing")
      .that.deep.equals([`${link}/secret`]);
  });

  it("refuses a folder with the key of another node, which would count as this member's", async () => {
    const dir = t.path("left-over");
    await t.run("consortium", ["key", "busan", "--host", "10.1.0.7", "--dir", dir]);
    const ran = await init(...others(), ...own, ...guardian, ...LONG, "--dir", dir);
    const { key } = consortiumFolder(dir).node("busan");
    expect(ran.json().error).to.have.nested.property("details.missing").that.deep.equals([key]);
    expect(existsSync(consortiumFolder(dir).record)).to.equal(false);
  });

  it("does not take a pilot that is there for a consortium in production", async () => {
    const [dir, home] = [t.path("was-a-pilot"), t.path("home-of-the-pilot")];
    await t.run("consortium", ["init", "--dir", dir, "--home", home], { DIDIM_PASSWORD_FILE: "" });
    const ran = await init(...others(), ...own, ...guardian, ...LONG, "--dir", dir);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "consortium.production");
    const { password, node } = consortiumFolder(dir);
    expect(ran.json().error)
      .to.have.nested.property("details.missing")
      .that.includes.members(["--voting-period", password, node("node-1").key]);
  });

  it("makes this member's node key and account key, and nobody else's", async () => {
    const ran = await init(...others(), ...own, ...guardian, ...LONG);
    expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    expect(ran.json()).to.include({ made: true }).and.not.to.have.property("pilot");
    expect(readdirSync(t.path("keys"))).to.deep.equal(["seoul.account.json"]);
    const { nodes, chainId } = json(folder.record);
    expect(nodes.map(({ name }: { name: string }) => name)).to.deep.equal(["seoul", ...OTHERS]);
    const keys = nodes.map(({ name }: { name: string }) => existsSync(folder.node(name).key));
    expect(keys).to.deep.equal([true, false, false, false]);
    expect(statSync(folder.node("seoul").key).mode & 0o777).to.equal(0o600);
    expect(existsSync(folder.password)).to.equal(false);
    const { members, guardian: third } = json(folder.parameters);
    expect(members.slice(1)).to.deep.equal(["b1", "c2", "d3"].map(account));
    expect(third).to.equal(account("99"));
    expect(chainId).to.be.above(1_000_000_000);
    // The port that `key` told the others.
    expect(nodes[0].ports.p2p).to.equal(30_303);
  });

  it("makes no account's key if the own account is named as well, because its key is on another machine", async () => {
    const [dir, home] = [t.path("on-the-node"), t.path("home-of-the-node")];
    const args = [...others(), "--member", account("a1"), ...own, ...guardian, ...LONG];
    const ran = await init(...args, "--dir", dir, "--home", home);
    expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    expect(existsSync(`${home}/keys`)).to.equal(false);
    expect(json(consortiumFolder(dir).parameters).members).to.include(account("a1"));
    expect(existsSync(consortiumFolder(dir).node("seoul").key)).to.equal(true);
  });

  it("writes the files for services, for this member's node, and `check` writes them again", async () => {
    const unit = `${folder.ops}/systemd/didim-node@.service`;
    const before = readFileSync(unit, "utf8");
    expect(readFileSync(`${folder.ops}/prometheus/prometheus.yml`, "utf8")).to.contain("node: seoul");
    expect(readFileSync(`${folder.ops}/nginx/didim.conf`, "utf8")).to.contain("eth_sendRawTransaction");
    writeFileSync(unit, "ExecStart=/bin/false\n");
    const ran = await t.run("consortium", ["check"]);
    expect(ran.code, ran.stderr).to.equal(0);
    expect(readFileSync(unit, "utf8")).to.equal(before);
  });
});

describe("consortium init for a pilot", function () {
  this.timeout(60_000);
  const t = new Terminal();
  after(() => t.close());

  it("says what it made, and that this is not for production", async () => {
    const dir = t.path("a pilot");
    const ran = await t.run("consortium", ["init", "--dir", dir], { DIDIM_PASSWORD_FILE: "" });
    expect(ran.code, ran.stderr).to.equal(0);
    for (const said of [
      "THIS IS A PILOT",
      "member-1, member-2, member-3, member-4, guardian",
      "node-1, node-2, node-3, node-4",
      consortiumFolder(dir).password,
      "lasts 45 s",
      `Start it: npm run consortium -- up --dir '${dir}'`,
    ]) {
      expect(ran.stdout).to.contain(said);
    }
  });

  it("has a random chain id, and takes none that is another chain's", async () => {
    const { chainId } = json(consortiumFolder(t.path("a pilot")).record);
    expect(chainId).to.be.within(1_000_000_000, 2_147_483_600);
    const ran = await t.run("consortium", ["init", "--chain-id", "1", "--dir", t.path("main"), "--json"]);
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "cli.value");
  });
});
