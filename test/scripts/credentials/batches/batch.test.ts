import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { createKey } from "../../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../../scripts/lib/terminal/home.ts";
import { encodeDidJwk } from "../../../../src/crypto/keys/did-jwk.ts";
import { generateSigner } from "../../../../src/public/keys.ts";
import { type Agency, keyCell, linesIn, openAgency, people, SCHEMA, VCT } from "./agency.fixture.ts";

interface Entry {
  readonly list: number;
  readonly index: number;
  readonly row: string;
  readonly status: number;
}

describe("A batch of credentials by the command line", function () {
  this.timeout(120_000);
  let agency: Agency;
  before(async () => {
    agency = await openAgency(8192);
  });
  after(() => agency.close());

  const issued = async (...filters: readonly string[]) => {
    const { issued: entries } = await agency.done("credential", "issued", "--issuer", agency.city, ...filters);
    return entries as Entry[];
  };

  it("issues a credential for each row of a CSV file, and says where each is", async () => {
    const { t, issue } = agency;
    const file = t.write("people.csv", people(20));
    const done = await agency.done(...issue(file, "--out", t.path("people")));
    const { file: output, ...said } = done;
    expect(said).to.deep.equal({ batch: "people", rows: 20, issued: 20, before: 0, list: 1 });
    expect(statSync(String(output)).mode & 0o777).to.equal(0o600);
    const lines = linesIn(String(output));
    expect(lines.map(({ row }) => row)).to.deep.equal(Array.from({ length: 20 }, (_, i) => String(i + 2)));
    expect(new Set(lines.map(({ index }) => index)).size).to.equal(20);
  });

  it("keeps in the register where each row is, and nothing about a person", async () => {
    const entries = await issued("--batch", "people");
    const lines = linesIn(agency.t.path("people/credentials.jsonl"));
    expect(entries.map(({ row, list, index }) => ({ row, list, index }))).to.deep.equal(
      lines.map(({ row, list, index }) => ({ row, list, index })),
    );
    expect(Object.keys(entries[0] ?? {}).sort()).to.deep.equal(
      ["batch", "expires", "index", "issuedAt", "list", "row", "status", "type"].sort(),
    );
  });

  it("revokes and suspends rows by the register, without the credentials, after the same question", async () => {
    const unasked = await agency.didim(
      "credential",
      "revoke",
      "--batch",
      "people",
      "--row",
      "17",
      "--account",
      "8",
      "--json",
    );
    expect(unasked.json()).to.have.nested.property("error.code", "cli.not-confirmed");
    expect(unasked.stderr).to.match(/valid → invalid {2}row 17 {2}people/);
    await agency.done("credential", "revoke", "--batch", "people", "--row", "17", "--yes", "--account", "8");
    await agency.done("credential", "suspend", "--batch", "people", "--row", "3-5,8", "--yes", "--account", "8");
    const entries = await issued("--batch", "people");
    expect(entries.filter(({ status }) => status === 1).map(({ row }) => row)).to.deep.equal(["17"]);
    expect(entries.filter(({ status }) => status === 2).map(({ row }) => row)).to.deep.equal(["3", "4", "5", "8"]);
    const none = await agency.didim("credential", "revoke", "--batch", "people", "--row", "1,20-23", "--account", "8");
    expect(none.stderr).to.contain("no row 1, 22, 23").and.to.contain("cli.no-row");
  });

  it("is done once: the same command again issues nothing", async () => {
    const { t, issue } = agency;
    const done = await agency.done(...issue(t.path("people.csv"), "--out", t.path("people")));
    expect(done).to.include({ rows: 20, issued: 0, before: 20 });
    expect(await issued("--batch", "people")).to.have.length(20);
  });

  it("refuses a file that was changed since, and names the rows", async () => {
    const { t, issue } = agency;
    const [header, ...rows] = people(3).trim().split("\r\n") as [string, string, string, string];
    t.write("three.csv", [header, ...rows].join("\n"));
    await agency.done(...issue(t.path("three.csv"), "--out", t.path("three")));
    t.write(
      "three.csv",
      [header, rows[0], rows[1].replace("정새롬 1", "정새롬 9"), rows[2], people(1).split("\r\n")[1]].join("\n"),
    );
    const refused = await agency.didim(...issue(t.path("three.csv"), "--out", t.path("three")), "--json");
    expect([refused.code, refused.json().error]).to.have.nested.property("1.code", "cli.batch-changed");
    expect(refused.json()).to.have.nested.property("error.details.changed", "3");
    expect(refused.json()).to.have.nested.property("error.details.added", "5");
  });

  it("refuses other options, another folder, and a name that was used", async () => {
    const { t, issue } = agency;
    const again = issue(t.path("people.csv"), "--out", t.path("people"));
    const codes = await Promise.all(
      [
        [...again, "--until", "+2y"],
        [...again, "--format", "vc+jwt"],
        issue(t.path("people.csv"), "--out", t.path("elsewhere")),
        issue(t.path("people.csv"), "--out", t.folder),
      ].map(async (words) => ((await agency.didim(...words, "--json")).json().error as { code: string }).code),
    );
    expect(codes).to.deep.equal(["cli.batch-differs", "cli.batch-differs", "cli.batch-issued", "cli.batch-folder"]);
  });

  it("says of a batch whose folder is lost how to go on without giving anybody two credentials", async () => {
    const { t, issue } = agency;
    const lost = await agency.didim(...issue(t.path("people.csv"), "--out", t.path("lost")), "--json");
    const { message, details } = lost.json().error as { message: string; details: object };
    expect(details).to.include({ name: "people" });
    expect(message).to.contain("credential revoke --batch people --row all").and.contain("a second credential");
  });

  it("names every fault by row and column, and issues nothing", async () => {
    const { t, issue } = agency;
    const before = await issued();
    const [, good = ""] = people(1).split("\r\n");
    const key = good.slice(good.indexOf('"'));
    const file = t.write(
      "faulty.csv",
      [
        "name,grade,deputy,born,holder_key,expires",
        `새롬,9,TRUE,1999-03-02,${key},2199-01-01`,
        `,9,true,,${keyCell()},`,
        `새롬,1e3,yes,2 March,${keyCell()},2001-01-01`,
        "새롬,9,true,,,",
        `새롬 ,9,,,${keyCell()},`,
        `새롬,9,,,${key},`,
        "새롬,9",
      ].join("\n"),
    );
    const refused = await agency.didim(...issue(file, "--out", t.path("faulty")), "--json");
    expect(refused.code).to.equal(65);
    const { faults } = (refused.json().error as { details: { faults: { row: number; column?: string }[] } }).details;
    expect(faults.map(({ row, column }) => `${row} ${column}`)).to.have.members([
      "3 name",
      "4 grade",
      "4 deputy",
      "5 holder_key",
      "6 name",
      "7 holder_key",
      "8 undefined",
    ]);
    expect(refused.stderr).to.contain("row 4, column grade: it must be a whole number");
    expect(refused.stdout + refused.stderr).not.to.contain("새롬");
    const korean = await agency.didim(...issue(file, "--out", t.path("faulty"), "--lang", "ko"));
    expect(korean.stderr).to.contain("4행 grade 열: 9와 같은 정수여야 합니다");
    expect(await issued()).to.have.length(before.length);
  });

  it("reads JSON Lines with claims that no table can hold, keys as did:jwk, and rows' ids", async () => {
    const { t, issue } = agency;
    const line = (row: string) =>
      JSON.stringify({
        row,
        claims: { name: "새롬", roles: ["인사", "총무"] },
        holder_key: encodeDidJwk(generateSigner("ES256").publicJwk),
        not_before: "2030-01-01T09:00:00+09:00",
        expires: "2031-01-01",
      });
    const file = t.write("staff.jsonl", `${["A-17", "A-18"].map(line).join("\n")}\n`);
    await agency.done(...issue(file, "--out", t.path("staff"), "--name", "직원"));
    expect((await issued("--batch", "직원", "--row", "A-18")).map(({ row }) => row)).to.deep.equal(["A-18"]);
  });

  it("names rows by a column of the agency's own, which is no claim unless the schema has it", async () => {
    const { t, issue } = agency;
    const rows = people(2).trim().split("\r\n");
    const withIds = rows.map((row, i) => `${["number", "2026-1", "2026-2"][i]},${row}`);
    const file = t.write("numbered.csv", `\ufeff${withIds.join("\n")}\n`);
    const done = await agency.didim(...issue(file, "--out", t.path("numbered"), "--row-id", "number"));
    expect(done.code, done.stderr).to.equal(0);
    expect(done.stderr).to.contain("byte order mark");
    await agency.done("credential", "revoke", "--batch", "numbered", "--row", "2026-2", "--yes", "--account", "8");
    expect((await issued("--batch", "numbered")).map(({ status }) => status)).to.deep.equal([0, 1]);
  });

  it("issues nothing if the list has no room for all", async () => {
    const { t, issue } = agency;
    await agency.done("list", "open", "2", "--capacity", "128", "--account", "8");
    const file = t.write("many.csv", people(129));
    const full = await agency.didim(...issue(file, "--out", t.path("many"), "--list", "2"), "--json");
    expect(full.json()).to.have.nested.property("error.code", "issuer.list-full");
    expect(await issued("--list", "2")).to.deep.equal([]);
  });

  it("lets one process work on a batch, and never writes through a link", async () => {
    const { t, issue } = agency;
    const file = t.write("twice.csv", people(30));
    const both = await Promise.all([0, 1].map(() => agency.didim(...issue(file, "--out", t.path("twice")), "--json")));
    const results = both.map((ran) => ran.json());
    expect(await issued("--batch", "twice")).to.have.length(30);
    expect(linesIn(t.path("twice/credentials.jsonl"))).to.have.length(30);
    expect(results.filter(({ issued: count }) => count === 30)).to.have.length(1);
    symlinkSync(t.path("twice"), t.path("link"));
    const linked = await agency.didim(...issue(file, "--out", t.path("link"), "--name", "linked"), "--json");
    expect(linked.json()).to.have.nested.property("error.code", "cli.batch-folder");
    rmSync(t.path("twice/credentials.jsonl"));
    symlinkSync(t.path("people.csv"), t.path("twice/credentials.jsonl"));
    const before = readFileSync(t.path("people.csv"), "utf8");
    expect((await agency.didim(...issue(file, "--out", t.path("twice")))).code).not.to.equal(0);
    expect(readFileSync(t.path("people.csv"), "utf8")).to.equal(before);
  });

  it("registers a credential that is issued by itself, too", async () => {
    const { t, city } = agency;
    t.write("one.json", { name: "새롬" });
    t.write("one.jwk", generateSigner("ES256").publicJwk);
    const words = ["--issuer", city, "--signing-key", "city", "--schema", t.path("schema.json")];
    const files = ["--claims", t.path("one.json"), "--holder-key", t.path("one.jwk"), "--out", t.path("one.txt")];
    const { status } = await agency.done("credential", "issue", "urn:kr:mois:civil-servant-id", ...words, ...files);
    const last = (await issued()).at(-1);
    expect(last).to.include(status as object);
    expect(last).not.to.have.property("batch");
  });

  it("continues with another key and another schema, because others may have changed them", async () => {
    const { t, chain, city, issue } = agency;
    const words = issue(t.write("half.csv", people(6)), "--out", t.path("half"));
    await agency.done(...words);
    const before = linesIn(t.path("half/credentials.jsonl"));
    // As if the process had been killed while it wrote the fourth line.
    const text = readFileSync(t.path("half/credentials.jsonl"), "utf8");
    writeFileSync(t.path("half/credentials.jsonl"), text.slice(0, text.indexOf(before[3]!.credential) + 40));
    await createKey(homeAt(t.folder), "city-2", "signing", "a password for tests");
    await agency.done("did", "key", "add", "city-2", "--account", "8");
    await agency.done("did", "key", "retire", "city", "--account", "8");
    const retired = await agency.didim(...words, "--json");
    expect(retired.json()).to.have.nested.property("error.code", "issuer.not-ready");
    const schema = t.write("schema-2.json", { ...SCHEMA, title: "2" });
    const uri = "https://mois.example/id.json";
    await agency.done("type", "schema", VCT, "--schema", schema, "--schema-uri", uri, "--account", "7");
    await chain.catchUp();
    const outdated = await agency.didim(...words, "--signing-key", "city-2", "--json");
    expect(outdated.json()).to.have.nested.property("error.code", "issuer.not-ready");
    const done = await agency.done(...words, "--signing-key", "city-2", "--schema", schema);
    expect(done).to.include({ rows: 6, issued: 3, before: 3 });
    const lines = linesIn(t.path("half/credentials.jsonl"));
    expect(lines.map(({ row, index }) => [row, index])).to.deep.equal(before.map(({ row, index }) => [row, index]));
    expect(lines.slice(0, 3)).to.deep.equal(before.slice(0, 3));
    expect((await issued("--batch", "half")).map(({ index }) => index)).to.deep.equal(lines.map(({ index }) => index));
    const spoken = await agency.didim("credential", "status", t.write("last.txt", lines[5]!.credential), "--json");
    expect(spoken.json(), city).to.have.nested.property("statuses.0.index", lines[5]!.index);
  });
});
