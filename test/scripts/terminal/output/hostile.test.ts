import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { indexStoreOf } from "../../../../scripts/lib/credentials/statuses/index-stores.ts";
import { verdictResult } from "../../../../scripts/lib/credentials/verdicts.ts";
import { createKey, openSigning } from "../../../../scripts/lib/keys/keys.ts";
import { homeAt, writeAtomically, writeNew } from "../../../../scripts/lib/terminal/home.ts";
import { moment } from "../../../../scripts/lib/terminal/input/values.ts";
import { oneLine, printError, printedJson, progress } from "../../../../scripts/lib/terminal/output/output.ts";
import { checkOut, writeOut } from "../../../../scripts/lib/terminal/output/output-file.ts";
import { DidimError } from "../../../../src/public/index.ts";
import type { Registry } from "../../../../src/public/registry.ts";
import type { Verdict } from "../../../../src/public/verifier.ts";
import { refused, refusedLater } from "../../../support/refused.ts";
import { UNSEEN_CHARACTERS } from "../../../support/unseen.ts";
import { Terminal } from "../../cli.fixture.ts";

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const CLEAR = "\u001b[2J\u001b[H";

/** A verdict with claims written by a hostile issuer. */
const VERDICT: Verdict = {
  outcome: "valid",
  text: { en: "Accepted.", ko: "유효." },
  asOf: { chainId: 31337n, block: 7n, time: 1_800_000_000 } as unknown as NonNullable<Verdict["asOf"]>,
  decidedAt: 1_800_000_001,
  credentials: [
    {
      outcome: "valid",
      query: "id",
      format: "dc+sd-jwt",
      issuer: "did:ethr:0x7a69:0x01",
      type: `urn:x\nvalid: Accepted. ${CLEAR}`,
      issuedAt: 1_800_000_000,
      checks: {} as Verdict["credentials"][number]["checks"],
      policy: [],
      claims: { name: `새롬\nvalid: 관리자\u202e${CLEAR}`, [`a${CLEAR}`]: { deep: `\u009b2J${CLEAR}` } },
    },
  ],
  presentation: [],
};

/** What is written to standard error meanwhile. */
function onStandardError(act: () => void): string {
  const [{ write }, written] = [process.stderr, [] as string[]];
  process.stderr.write = (chunk: unknown) => written.push(String(chunk)) > 0;
  try {
    act();
  } finally {
    process.stderr.write = write;
  }
  return written.join("");
}

describe("The command line, of what strangers wrote,", () => {
  it("prints a verdict's claims on one line each, and nothing that a terminal would obey", () => {
    const { text } = verdictResult(VERDICT, false);
    for (const words of [text.en, text.ko]) {
      expect(words.replaceAll("\n", "")).not.to.match(UNSEEN);
      expect(words.split("\n")).to.have.length(5);
    }
  });

  it("it marks withheld elements of a list in a way that no claim can imitate", () => {
    const claims = { licences: [{ "...": "withheld" }, '{"...":"withheld"}', null, { class: "2" }] };
    const verdict = { ...VERDICT, credentials: VERDICT.credentials.map((each) => ({ ...each, claims })) };
    for (const words of Object.values(verdictResult(verdict, false).text))
      expect(words).to.include(String.raw`licences: […,"{\"...\":\"withheld\"}",null,{"class":"2"}]`);
  });

  it("it marks a node's text in errors and progress, so that no line of it looks like the command's own", () => {
    const said = "no\nVoted for, once and for good: seat.add (block 12)";
    const error = new DidimError("registry.rpc", `Voting failed; the node says: ${said}`, { doing: "Voting" });
    const printed = onStandardError(() => {
      for (const lang of ["en", "ko"] as const) printError(error, { json: false, lang });
      progress(error.message);
    });
    expect(printed)
      .to.include("seat.add")
      .and.not.match(/^Voted/m);
  });

  it("prints JSON that says the same, with such characters escaped", () => {
    const { json } = verdictResult(VERDICT, false);
    const printed = printedJson(json);
    expect(printed.replaceAll("\n", "")).not.to.match(UNSEEN);
    const read = JSON.parse(printed) as { credentials: { claims: unknown }[]; asOf: unknown };
    expect(read.credentials[0]?.claims).to.deep.equal(VERDICT.credentials[0]?.claims);
    expect(read.asOf).to.deep.include({ chainId: 31337 });
    expect(JSON.parse(printedJson({ tag: "\u{e0041}" }))).to.deep.equal({ tag: "\u{e0041}" });
  });

  for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
    it(`it shows ${name} as a box, and in JSON as an escape`, () => {
      const text = `a${character}b`;
      expect(oneLine(text)).to.equal("a\u25a1b");
      const printed = printedJson({ [text]: text });
      expect(printed.replaceAll("\n", "")).to.match(/^[ -~]+$/);
      expect(JSON.parse(printed)).to.deep.equal({ [text]: text });
    });
  }

  it("it leaves people's names as they are, except invisible characters, which are shown as boxes", () => {
    for (const name of ["정새롬 (José, Müller, 李)", "Nguyễn Thị Ánh", "محمد", "เพ็ญ", "O\u2019Brien", "宮\u{20bb7}"])
      expect(oneLine(name)).to.equal(name);
    // A joiner in a Sinhala name, and the variant of a Hanja that a person uses.
    expect(oneLine("ශ්\u200dරී")).to.equal("ශ්\u25a1රී");
    expect(oneLine("葛\u{e0101}城")).to.equal("葛\u25a1城");
  });
});

describe("A time on the command line", () => {
  const NOW = 1_800_000_000;

  it("means the same on every machine", () => {
    expect(moment("2027-03-01", NOW)).to.equal(1_803_859_200);
    expect(moment("2027-03-01T09:00:00+09:00", NOW)).to.equal(1_803_859_200);
    expect(moment("2027-03-01T00:00Z", NOW)).to.equal(1_803_859_200);
    expect(moment("+90d", NOW)).to.equal(NOW + 90 * 86_400);
  });

  it("is refused without a zone, on an impossible date, or if it is no time", () => {
    const wrong = [
      "2027-03-01T09:00:00",
      "2027-03-01 09:00",
      "2027-02-30",
      "2027-13-01",
      "2027-03-01 (noon)",
      "1969-12-31",
    ];
    for (const text of [...wrong, "+999999999y", "1e9", "-1", "NaN", "0x6b49d200", "", "2027-03-01T25:00Z"])
      refused(() => moment(text, NOW), "cli.value");
  });
});

describe("A file that the command line writes", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is not written through an existing link, and leaves nothing beside it", () => {
    const [victim, file] = [join(folder, "victim"), join(folder, "out.txt")];
    writeFileSync(victim, "mine");
    symlinkSync(victim, `${file}.${process.pid}.tmp`);
    symlinkSync(victim, file);
    writeAtomically(file, "theirs");
    expect(readFileSync(victim, "utf8")).to.equal("mine");
    expect(readFileSync(file, "utf8")).to.equal("theirs");
  });

  it("leaves nothing beside it either where it cannot be written", () => {
    expect(() => writeAtomically(folder, "a file in place of a folder")).to.throw();
    expect(() => writeAtomically(join(folder, "file", "below"), "x")).not.to.throw();
    expect(readdirSync(folder)).to.deep.equal(["file"]);
    expect(readdirSync(join(folder, ".."))).to.satisfy(
      (all: string[]) => !all.some((name) => name.startsWith(`${basename(folder)}.`)),
    );
  });

  it("never replaces another file where there can be only one", () => {
    const file = join(folder, "new", "key");
    expect([writeNew(file, "first"), writeNew(file, "second")]).to.deep.equal([true, false]);
    expect(readFileSync(file, "utf8")).to.equal("first");
    expect(readdirSync(join(folder, "new"))).to.deep.equal(["key"]);
  });

  it("is new with --out, and in a writable place; a dangling link counts as a file", () => {
    const file = join(folder, "new", "out.txt");
    checkOut(file);
    writeOut(file, "first");
    refused(() => checkOut(file), "cli.file");
    refused(() => writeOut(file, "second"), "cli.file");
    expect(readFileSync(file, "utf8")).to.equal("first");
    symlinkSync(join(folder, "nowhere"), join(folder, "link"));
    refused(() => checkOut(join(folder, "link")), "cli.file");
    expect(() => checkOut(join(file, "below"))).to.throw(/ENOTDIR|EEXIST/);
    expect(readdirSync(join(folder, "new"))).to.deep.equal(["out.txt"]);
  });

  it("is noticed to be missing, not created again, if it is a list's record of indices", async () => {
    const registry = { addresses: { genesis: `0x${"11".repeat(32)}` } } as unknown as Registry;
    const store = (create: boolean) => indexStoreOf(homeAt(folder), registry, `0x${"22".repeat(20)}`, create);
    await refusedLater(store(false).open(1), "issuer.journal-missing");
    await (await store(true).open(1)).close();
    await (await store(false).open(1)).close();
    rmSync(homeAt(folder).indices, { recursive: true });
    await refusedLater(store(false).open(1), "issuer.journal-missing");
  });

  it("cannot be used as a signing key once it names another public key", async () => {
    const home = homeAt(folder);
    const [mine, theirs] = [
      await createKey(home, "mine", "signing", "a password"),
      await createKey(home, "theirs", "signing", "another password"),
    ];
    const read = ({ file }: { file: string }) => JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(mine.file, JSON.stringify({ ...read(mine), publicJwk: read(theirs).publicJwk }));
    await refusedLater(openSigning(home, "mine", "a password"), "files.signing-key");
  });
});

describe("The command line, on wrong usage or unusable files,", function () {
  this.timeout(120_000);
  const t = new Terminal();
  after(() => t.close());

  it("reports the error in JSON if JSON was requested", async () => {
    const [missing, unknown] = await Promise.all([
      t.didim("credential", "verify", "--json"),
      t.didim("key", "fly", "--json"),
    ]);
    for (const { code, json, stderr } of [missing, unknown]) {
      expect(code).to.equal(64);
      expect(json().error).to.have.property("code", "cli.usage");
      expect(stderr).to.equal("");
    }
  });

  it("names the file that it cannot use, without a stack trace", async () => {
    const [isFolder, isFile] = await Promise.all([
      t.didim("evidence", "nonce", t.folder),
      t.didim("credential", "list", "--home", t.write("a-file", "x")),
    ]);
    for (const { code, stderr } of [isFolder, isFile]) {
      expect(code, stderr).to.equal(66);
      expect(stderr)
        .to.include("cli.file-access")
        .and.not.match(/\n\s+at /);
    }
    expect(existsSync(t.path("wallet"))).to.equal(false);
  });

  it("says what a node refuses whose errors, or answers, nest 100,000 deep", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const answers = [`"error":{"code":-32000,"message":"no","data":${deep}}`, `"result":${deep}`];
    for (const answer of answers) {
      const node = createServer((_, response) => void response.end(`{"jsonrpc":"2.0","id":1,${answer}}`));
      await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
      const network = ["--network", `http://127.0.0.1:${(node.address() as AddressInfo).port}`];
      const [text, json] = await Promise.all([
        t.didim("did", "resolve", `0x${"11".repeat(20)}`, ...network),
        t.didim("did", "resolve", `0x${"11".repeat(20)}`, ...network, "--json"),
      ]);
      node.close();
      expect([text.code, json.code], json.stdout.slice(0, 300)).to.deep.equal([69, 69]);
      expect(text.stderr.length + json.stdout.length).to.be.below(10_000);
      expect(text.stderr).to.not.match(/\n\s+at |RangeError/);
      expect(json.json().error)
        .to.have.property("code")
        .that.matches(/^(facts|registry)\./);
    }
  });
});
