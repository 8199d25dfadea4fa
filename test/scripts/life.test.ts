import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { expect } from "chai";
import { interrupt, type Ran, Terminal } from "./cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";
const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: { name: { type: "string" }, agency: { type: "string" }, grade: { type: "integer" } },
  required: ["name", "agency"],
  additionalProperties: false,
};
const CLAIMS = { name: "정새롬", agency: "세종특별자치시", grade: 9 };
const NONCE = "0123456789abcdef0123";

/** The ministry, the city and the holder at their terminals, with a node in another process. */
describe("An agency's life by the command line", function () {
  this.timeout(180_000);
  const t = new Terminal();
  let node: Awaited<ReturnType<Terminal["node"]>>;
  let ministry: string;
  let gate: string;
  let agency: string;
  let carriedOut: () => Promise<unknown>;
  let accepted: string;

  before(async () => {
    node = await t.node("--voting-seconds", "18");
    ministry = node.accounts[7] ?? "";
    gate = node.accounts[12] ?? "";
    t.write("schema.json", SCHEMA);
    t.write("claims.json", CLAIMS);
  });

  after(async () => {
    expect(await interrupt(node.child)).to.equal(0);
    t.close();
  });

  /** A seat proposes and three vote; the result waits until the decision is executed. */
  async function decide(actions: readonly object[]): Promise<() => Promise<unknown>> {
    const file = t.write("actions.json", actions);
    const { proposal } = await t.done("council", "propose", file, "--account", "1");
    const seats = ["1", "2", "3"];
    await Promise.all(
      seats.map((seat) =>
        t.done("council", "vote", String(proposal), "for", "--yes", "--account", seat, "--network", node.url),
      ),
    );
    const executed = t.didim("council", "execute", String(proposal), "--account", "9");
    return async () => expect(await executed).to.have.property("code", 0);
  }

  const ask = ["--audience", "https://gate.example", "--nonce", NONCE, "--type", `${VCT}=name,agency`] as const;
  const verify = () => t.didim("credential", "verify", t.path("shown.txt"), ...ask, "--json");
  const blockOf = (verdict: Ran): string => String((verdict.json().asOf as { block: number }).block);

  it("begins with keys: encrypted files that only their owner can read", async () => {
    const account = await t.done("key", "create", "sejong");
    await t.done("key", "create", "sejong-signs", "--signing");
    for (const name of ["sejong.account", "sejong-signs.signing"]) {
      const file = t.path(`keys/${name}.json`);
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      expect(readFileSync(file, "utf8")).not.to.match(/"d":|privateKey/);
    }
    expect(account.id).to.match(/^0x[0-9a-f]{40}$/);
  });

  it("three seats of the council vote for a type, a supervisor of relying parties, and a validator", async () => {
    const schemaHash = `0x${createHash("sha256").update(JSON.stringify(SCHEMA)).digest("hex")}`;
    carriedOut = await decide([
      { do: "type.register", vct: VCT, authority: `did:ethr:0x7a69:${ministry}`, schemaHash },
      { do: "supervisor.appoint", supervisor: node.accounts[3], until: null },
      { do: "validator.add", validator: node.accounts[9] },
    ]);
  });

  it("the agency registers its DID and key", async () => {
    const { did, key } = await t.done("did", "create", "--signing-key", "sejong-signs", "--key", "sejong");
    agency = String(did);
    expect(JSON.stringify(await t.done("did", "resolve", agency))).to.contain(String(key));
  });

  it("the decisions are executed after vote and delay", async () => {
    await carriedOut();
    expect((await t.didim("council", "list")).stdout).to.match(/executed/);
  });

  it("the agency applies, and waits", async () => {
    await t.done("issuer", "apply", VCT, "--key", "sejong", "--note", "papers: 2026-4711");
    expect((await t.didim("issuer", "show", agency, VCT)).code).to.equal(1);
    const open = (await t.done("issuer", "applications")).applications as Record<string, unknown>[];
    expect(open).to.have.length(1);
    expect(open[0]).to.include({ issuer: agency, vct: VCT, note: "papers: 2026-4711", mayIssue: true });
  });

  it("only the type's authority can accredit it, and does", async () => {
    const refused = await t.didim("issuer", "accredit", "sejong", VCT, "--account", "8");
    expect(refused.code).to.equal(65);
    expect(refused.stderr).to.contain("registry.AccreditationForbidden");
    await t.done("issuer", "accredit", "sejong", VCT, "--account", "7", "--until", "+2y");
    expect((await t.didim("issuer", "show", "sejong", VCT)).code).to.equal(0);
    const later = await t.didim("issuer", "show", "sejong", VCT, "--at", "2199-01-01", "--json");
    expect([later.code, later.json().error]).to.have.nested.property("1.code", "cli.value");
  });

  it("it issues to a key in the holder's wallet, which receives the credential", async () => {
    await t.done("list", "open", "1", "--capacity", "1024", "--operator", node.accounts[8] ?? "", "--key", "sejong");
    t.write("holder.jwk", await t.done("credential", "key"));
    const issue = ["credential", "issue", VCT, "--issuer", "sejong", "--signing-key", "sejong-signs"];
    const files = ["--claims", t.path("claims.json"), "--holder-key", t.path("holder.jwk")];
    const out = ["--schema", t.path("schema.json"), "--out", t.path("id.txt")];
    // A lost record is noticed; started again from scratch, it would give out indices twice.
    renameSync(t.path("indices"), t.path("indices.away"));
    const lost = await t.didim(...issue, ...files, ...out, "--json");
    expect([lost.code, lost.json().error]).to.have.nested.property("1.code", "issuer.journal-missing");
    rmSync(t.path("indices"), { recursive: true });
    renameSync(t.path("indices.away"), t.path("indices"));
    const issued = await t.done(...issue, ...files, ...out);
    expect(issued.status).to.have.property("list", 1);
    const { credentials } = await t.done("credential", "receive", t.path("id.txt"));
    expect(credentials).to.have.nested.property("0.type", VCT);
  });

  it("the wallet warns of an unregistered party, and shows what a registered one requests", async () => {
    const show = [
      "credential",
      "present",
      ...ask,
      "--verifier",
      `did:ethr:0x7a69:${gate}`,
      "--out",
      t.path("shown.txt"),
    ];
    const refused = await t.didim(...show);
    expect(refused.stderr).to.contain("holder.over-asking");
    const rp = ["rp", "register", gate, VCT, "--claims", "name,agency", "--purpose", "청사 출입", "--account", "3"];
    await t.done(...rp, "--name-ko", "세종청사 출입문", "--contact", "tel:+82-44-000-0000");
    await t.done(...show);
  });

  it("a verifier accepts the credential, and says who issued it and why it is valid", async () => {
    const verdict = await verify();
    expect(verdict.code).to.equal(0);
    expect(verdict.stdout).to.contain("정새롬").and.not.contain("grade");
    accepted = blockOf(verdict);
    const saved = t.write(
      "saved.txt",
      `\ufeff${readFileSync(t.path("shown.txt"), "utf8").replaceAll("\n", " \r\n")}\r\n`,
    );
    expect((await t.didim("credential", "verify", saved, ...ask)).code, "saved by an editor").to.equal(0);
    const told = await t.didim("credential", "explain", t.path("shown.txt"), ...ask, "--lang", "ko");
    expect(told.code).to.equal(0);
    expect(told.stdout).to.match(/서명[\s\S]*발급기관 키[\s\S]*발급 권한[\s\S]*상태[\s\S]*소지자/);
  });

  it("a gate without a network accepts it, by an anchor file and the holder's staple", async () => {
    const [anchor, checkpoint, stapled] = ["anchor.json", "checkpoint.json", "stapled.txt"].map((name) =>
      t.path(name),
    ) as [string, string, string];
    const members = node.accounts.slice(1, 3);
    await t.done("anchor", "create", anchor, "--member", ...members, "--threshold", "2");
    for (const seat of ["1", "2"]) await t.done("checkpoint", "sign", checkpoint, "--account", seat);
    const show = ["credential", "present", ...ask, "--verifier", `did:ethr:0x7a69:${gate}`];
    const bare = await t.didim(...show, "--staple", "--json");
    expect(bare.json().error).to.have.property("code", "facts.no-checkpoint");
    await t.done(...show, "--staple", "--checkpoint", checkpoint, "--out", stapled);

    const down = ["--network", "http://127.0.0.1:9", "--anchor", anchor, "--json"];
    const verdict = await t.didim("credential", "verify", stapled, ...ask, ...down);
    expect(verdict.code, verdict.stdout).to.equal(0);
    expect(verdict.json()).to.have.property("source", "proof");
    const unproved = await t.didim("credential", "verify", t.path("shown.txt"), ...ask, ...down);
    expect(unproved.code).to.equal(2);
    const asked = ["--anchor", anchor, "--prove", "--checkpoint", checkpoint, "--json"];
    expect((await t.didim("credential", "verify", t.path("shown.txt"), ...ask, ...asked)).code).to.equal(0);
  });

  it("a notary keeps the presentation with a contract and has it dated, and a court judges it without the chain", async () => {
    const [anchor, checkpoint, later] = ["anchor.json", "checkpoint.json", "later.json"].map((name) => t.path(name));
    const [contract, shown, kept] = [
      t.write("contract.json", { sum: 1 }),
      t.path("signed.txt"),
      t.path("kept.evidence"),
    ];
    const { nonce } = await t.done("evidence", "nonce", contract);
    const asked = ["--audience", "https://notary.example", "--nonce", String(nonce), "--type", `${VCT}=name`] as const;
    const proved = ["--staple", "--checkpoint", String(checkpoint), "--verifier", `did:ethr:0x7a69:${gate}`] as const;
    const [trust, afar] = [
      ["--anchor", String(anchor)],
      ["--network", "http://127.0.0.1:9", "--json"],
    ] as const;
    await t.done("credential", "present", ...asked, ...proved, "--document", contract, "--out", shown);
    await t.done("evidence", "create", shown, ...asked, ...trust, "--out", kept);
    expect((await t.didim("evidence", "verify", kept, ...trust, ...afar)).code).to.equal(2);

    const { dated } = await t.done("evidence", "anchor", kept, ...trust, "--account", "8");
    expect(dated).to.deep.equal([]);
    for (const seat of ["1", "2"]) await t.done("checkpoint", "sign", String(later), "--account", seat);
    await t.done("evidence", "anchor", kept, ...trust, "--checkpoint", String(later), "--account", "8");

    const verdict = await t.didim("evidence", "verify", kept, ...trust, "--document", contract, ...afar);
    expect(verdict.code, verdict.stdout).to.equal(0);
    expect(verdict.json()).to.have.nested.property("signed.notAfter");
    const other = t.write("other.json", { sum: 1_000_000 });
    expect((await t.didim("evidence", "verify", kept, ...trust, "--document", other, ...afar)).code).to.equal(1);
  });

  it("the credential is not valid when suspended, valid when reinstated, and never again when revoked", async () => {
    const id = t.path("id.txt");
    await t.done("credential", "suspend", id, "--yes", "--account", "8");
    expect((await verify()).code).to.equal(1);
    const refused = await t.didim("credential", "revoke", id, "--yes", "--account", "8", "--json");
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "registry.StatusBeyondOperator");
    await t.done("credential", "reinstate", id, "--yes", "--account", "8");
    expect((await verify()).code).to.equal(0);
    await t.done("credential", "revoke", id, "--yes", "--key", "sejong");
    expect((await verify()).code).to.equal(1);
    expect((await t.didim("credential", "status", id)).stdout).to.contain("invalid");
    expect((await t.didim("credential", "reinstate", id, "--yes", "--key", "sejong")).code).to.equal(65);
  });

  it("by a past block that the verifier pins, it is judged as known then, and the verdict says so", async () => {
    const pinned = (...more: readonly string[]) =>
      t.didim("credential", "verify", t.path("shown.txt"), ...ask, "--pin", ...more);
    const verdict = await pinned(accepted, "--json");
    expect(verdict.code, verdict.stdout).to.equal(0);
    expect(verdict.json()).to.have.property("asKnownAt");
    expect((await pinned(accepted)).stdout).to.match(/^valid: .* As known at \S+Z\./);
    expect((await pinned(accepted, "--lang", "ko")).stdout).to.match(/당시 알려진 사실 기준/);
    const [today, latest] = [await verify(), await pinned(blockOf(await verify()))];
    expect([today.code, latest.code]).to.deep.equal([1, 1]);
    const beyond = await pinned("999999999", "--json");
    expect([beyond.code, beyond.json().outcome]).to.deep.equal([2, "indeterminate"]);
    const wrong = await pinned("pending", "--json");
    expect([wrong.code, wrong.json().error]).to.have.nested.property("1.code", "cli.value");
  });

  it("without a node the verdict is 'could not find out', which is not 'not valid'", async () => {
    const addresses = t.write("addresses.json", node.addresses);
    const blind = ["--network", "http://127.0.0.1:9", "--addresses", addresses, "--json"];
    const verdict = await t.didim("credential", "verify", t.path("shown.txt"), ...ask, ...blind);
    expect(verdict.code).to.equal(2);
    expect(verdict.json()).to.have.property("outcome", "indeterminate");
  });
});
