import { createHash } from "node:crypto";
import { existsSync, truncateSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { presentedIn } from "../../../../scripts/lib/credentials/verdicts.ts";
import { createKey } from "../../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../../scripts/lib/terminal/home.ts";
import { checkArguments } from "../../../../scripts/lib/terminal/input/arguments.ts";
import {
  inputJson,
  inputText,
  inputToken,
  inputTokens,
  schemaIn,
} from "../../../../scripts/lib/terminal/input/input.ts";
import { hashOfSchema } from "../../../../src/public/issuer.ts";
import { refused } from "../../../support/refused.ts";
import { type Ran, Terminal } from "../../cli.fixture.ts";

/** Korean in the encoding of older Windows. Node reads both as the same two U+FFFD. */
const CP949 = [Buffer.from([0xb0, 0xa1]), Buffer.from([0xc1, 0xf6])];
const TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl~";
const ASKED = [
  ...["--audience", "https://gate.example", "--nonce", "0123456789abcdef", "--type", "urn:x=name"],
  ...["--network", "http://127.0.0.1:9"],
];

describe("What a person gives to a command", function () {
  this.timeout(120_000);
  const t = new Terminal();
  after(() => t.close());

  const bytes = (name: string, content: Uint8Array): string => {
    const file = t.path(name);
    writeFileSync(file, content);
    return file;
  };
  const ended = (ran: Ran) => [ran.code, (ran.json().error as { code: string } | undefined)?.code];

  it("is a password in UTF-8: of another encoding, two passwords would be one", async () => {
    const ran = await Promise.all(
      CP949.map((password, i) =>
        t.run("didim", ["key", "create", `k${i}`, "--signing", "--json"], {
          DIDIM_PASSWORD_FILE: bytes(`password-${i}`, password),
        }),
      ),
    );
    const piped = `printf '\\260\\241\\n' | "$0" "$1" key create piped --signing --password-fd 0 --json`;
    for (const each of [...ran, await t.shell(piped)]) expect(ended(each)).to.deep.equal([64, "files.not-text"]);
    expect(existsSync(t.path("keys"))).to.equal(false);
  });

  it("is a password from a descriptor that was given to the command; any other is named, and nothing waits for it", async () => {
    const show = (more: string) => t.shell(`exec "$0" "$1" key show k --json ${more}`);
    await createKey(homeAt(t.folder), "k", "account", "a password for tests");
    expect((await show(`--password-fd 7 7< ${t.password}`)).code).to.equal(0);
    expect((await t.shell(`cat ${t.password} | "$0" "$1" key show k --password-fd 0`)).code).to.equal(0);
    const refusals = await Promise.all(
      [
        // Never opened; closed; a folder; write-only; and those that Node opens for itself.
        ...["999", "7 7<&-", `7 7< ${t.folder}`, "7 7> /dev/null"].map((fd) => [fd, 66] as const),
        ...["3", "4", "6", "8", "11", "13", "16"].map((fd) => [fd, 66] as const),
        ...["-1", "x", "1e3", "0x1", "''", "99999999999"].map((fd) => [fd, 64] as const),
      ].map(async ([fd, exit]) => ({ fd, exit, ran: await show(`--password-fd=${fd}`) })),
    );
    for (const { fd, exit, ran } of refusals) {
      expect(ended(ran), fd).to.deep.equal([exit, exit === 66 ? "cli.file-access" : "cli.option"]);
      expect((ran.json().error as { message: string }).message, fd).to.contain("--password-fd");
    }
  });

  it("is no file that cannot be read: a folder, or the memory of a process; the error names it", async function () {
    if (process.platform !== "linux") this.skip();
    for (const file of [t.folder, "/proc/self/mem", "/proc/self/clear_refs"]) {
      const ran = await t.didim("credential", "verify", file, ...ASKED, "--json");
      expect(ended(ran), file).to.deep.equal([66, "cli.file-access"]);
      expect((ran.json().error as { message: string }).message).to.contain(file);
      const key = await t.run("didim", ["key", "show", "k", "--json"], { DIDIM_PASSWORD_FILE: file });
      expect(ended(key), file).to.deep.equal([66, "cli.file-access"]);
    }
  });

  it("is standard input once: who names it twice is told at once where", async () => {
    const issue = ["issue", "urn:x", "--issuer", "nobody", "--signing-key", "none", "--schema", "-"];
    const cases = [
      [`credential ${issue.join(" ")} --claims -`, "--claims, --schema"],
      [`credential ${issue.join(" ")} --claims - --holder-key -`, "--claims, --schema, --holder-key"],
      [`credential ${issue.join(" ")} --claims {} --password-fd 0`, "--schema, --password-fd"],
      ["credential revoke - - --yes", "files, files"],
      ["evidence verify - --anchor a b - --document -", "file, --anchor, --document"],
      ["evidence anchor a --anchor - --checkpoint -", "--anchor, --checkpoint"],
      [`credential verify - ${ASKED.join(" ")} --anchor -`, "file, --anchor"],
      ["council propose - --addresses -", "actions, --addresses"],
      ["did anchor add - --root --addresses -", "certificate, --addresses"],
    ] as const;
    const ran = await Promise.all(cases.map(([words]) => t.shell(`exec "$0" "$1" ${words} --json < /dev/null`)));
    for (const [i, [words, option]] of cases.entries()) {
      const one = ran[i] as Ran;
      expect(ended(one), words).to.deep.equal([64, "cli.option"]);
      expect((one.json().error as { details: object }).details, words).to.deep.equal({ option });
    }
  });

  it("is standard input once, also where a setting names it", async () => {
    const propose = `printf '[]' | DIDIM_PASSWORD_FILE=- "$0" "$1" evidence verify - --anchor - --json`;
    const ran = await t.shell(propose);
    expect(ended(ran)).to.deep.equal([64, "cli.option"]);
  });

  it("is no file without a name, as a script has it whose variable is not set, nor standard input where something is written", async () => {
    const cases = [
      ["checkpoint sign '' --account 1", "file"],
      ["credential revoke '' --account 1", "files"],
      ["anchor advance a.json --checkpoint ''", "--checkpoint"],
      ["replica prove --snapshot=", "--snapshot"],
      ["council propose ''", "actions"],
      ["key list --home ''", "--home"],
      ["anchor create -", "file"],
      ["checkpoint sign - --account 1", "file"],
      ["evidence anchor a - --anchor b --account 1", "files"],
      ["evidence create a --anchor b --audience c --nonce d --out -", "--out"],
    ] as const;
    for (const [words, option] of cases) {
      const ran = await t.shell(`exec "$0" "$1" ${words} --json`);
      expect(ended(ran), words).to.deep.equal([64, "cli.value"]);
      expect((ran.json().error as { details: object }).details, words).to.include({ option });
    }
  });

  it("is an argument or a setting in UTF-8, and the error says which is not", () => {
    const words = (...args: readonly string[]) => ["node", "didim", ...args];
    const cases = [
      [words("rp", "register", "--purpose", "\ufffd\ufffd"), { option: "--purpose" }],
      [words("rp", "register", "--purpose=\ufffd"), { option: "--purpose" }],
      [words("key", "create", "\ufffd"), { argument: 3 }],
    ] as const;
    for (const [argv, name] of cases)
      expect(refused(() => checkArguments(argv, {}), "cli.not-text").details).to.deep.equal(name);
    const { details } = refused(() => checkArguments(words("key"), { DIDIM_HOME: "/tmp/\ufffd" }), "cli.not-text");
    expect(details).to.deep.equal({ variable: "$DIDIM_HOME" });
    checkArguments(words("key", "create", "한글"), { DIDIM_HOME: "/tmp/한글", OTHER: "\ufffd" });
  });

  it("is refused as an argument by a program, before anything else is done", async () => {
    const command = `exec "$0" "$1" rp register x y --claims a --contact b --purpose "$(printf '\\260\\241')" --json`;
    const ran = await t.shell(command);
    expect(ended(ran)).to.deep.equal([64, "cli.not-text"]);
  });

  it("is read without a byte order mark, and the user is told", async () => {
    const file = t.write("marked.json", '\ufeff{"a": 1}');
    expect(inputJson(file)).to.deep.equal({ a: 1 });
    const verify = ["credential", "verify", t.write("marked.txt", `\ufeff${TOKEN}`), ...ASKED];
    const [english, korean] = await Promise.all([t.didim(...verify), t.didim(...verify, "--lang", "ko")]);
    expect(english.stderr).to.match(/^… .*marked\.txt begins with a byte order mark; it was left out\n/);
    expect(korean.stderr).to.match(/^… .*marked\.txt: .*바이트 순서 표시/);
  });

  it("is not read as text when it is none, nor when it is too large", () => {
    refused(() => inputText(bytes("cp949", CP949[0] as Uint8Array)), "files.not-text");
    const big = bytes("big", new Uint8Array());
    truncateSync(big, 3 * 2 ** 30);
    refused(() => inputText(big), "files.too-large");
    refused(() => inputText(t.path("none")), "cli.no-file");
  });

  it("has each name once, and the error says where one is twice", () => {
    const file = t.write("twice.json", '{\n"a": 1, "b": {"x": 1,\n"x": 2}}');
    expect(refused(() => inputJson(file), "cli.file").details).to.deep.equal({
      file,
      why: "line 3, column 1: b.x is there twice",
    });
  });

  it("is a schema whose hash is of its bytes; a byte order mark would be in it and is refused", () => {
    const schema = '{ "title": "공무원증" }\r\n';
    const hash = `0x${createHash("sha256").update(Buffer.from(schema)).digest("hex")}`;
    const read = schemaIn(t.write("schema.json", schema));
    expect([read, hashOfSchema("urn:test", read)]).to.deep.equal([schema, hash]);
    refused(() => schemaIn(t.write("schema-marked.json", `\ufeff${schema}`)), "cli.file");
    refused(() => schemaIn(bytes("schema-cp949.json", CP949[0] as Uint8Array)), "files.not-text");
  });

  it("is a token, whatever the lines around it: blanks, CRLF, a byte order mark", () => {
    const files = [TOKEN, `${TOKEN}\n`, `${TOKEN} \t\r\n\r\n`, `\ufeff${TOKEN}\r\n`, `\r\n  ${TOKEN}`];
    for (const [i, content] of files.entries()) {
      const file = t.write(`token-${i}.txt`, content);
      expect(inputToken(file), content).to.equal(TOKEN);
      expect(presentedIn(file), content).to.equal(TOKEN);
    }
    const several = t.write("tokens.txt", `\ufeff${TOKEN} \r\n \r\n${TOKEN}\t\r\n`);
    expect(inputTokens(several)).to.deep.equal([TOKEN, TOKEN]);
  });

  it("is JSON with presentations by query, with or without such lines around it", () => {
    const json = JSON.stringify({ id: [TOKEN] });
    for (const content of [json, `\ufeff${json}\r\n`, `\r\n  ${json} `])
      expect(presentedIn(t.write("presented.json", content))).to.deep.equal({ id: [TOKEN] });
    refused(() => presentedIn(t.write("twice.json", '{"id":["a"],"id":["b"]}')), "cli.file");
  });

  it("is an error, and never a verdict, when it has no token that can be read", async () => {
    const cases = [
      [bytes("utf16.txt", Buffer.from(`\ufeff${TOKEN}`, "utf16le")), "files.not-text"],
      [bytes("cp949.txt", CP949[0] as Uint8Array), "files.not-text"],
      [t.write("empty.txt", " \r\n"), "cli.file"],
      [t.write("wrapped.txt", `${TOKEN.slice(0, 9)}\n${TOKEN.slice(9)}\n`), "cli.file"],
      [t.write("blanks.txt", `${TOKEN.slice(0, 9)} ${TOKEN.slice(9)}\n`), "cli.file"],
    ] as const;
    for (const [file, code] of cases) {
      const ran = await t.didim("credential", "verify", file, ...ASKED, "--json");
      expect(ended(ran), file).to.deep.equal([64, code]);
    }
  });

  it("is a language that the commands speak", async () => {
    const [option, setting, help] = await Promise.all([
      t.didim("key", "list", "--lang", "xx", "--json"),
      t.run("didim", ["key", "list", "--json"], { DIDIM_LANG: "xx" }),
      t.didim("--lang=xx", "--help", "--json"),
    ]);
    for (const ran of [option, setting, help]) expect(ended(ran)).to.deep.equal([64, "cli.value"]);
    expect((await t.run("didim", ["key", "list"], { DIDIM_LANG: "" })).code).to.equal(0);
  });

  it("is a folder that can be made, or the command says that it cannot", async function () {
    if (process.platform !== "linux") this.skip();
    for (const home of ["/proc/none/below", "/dev/null/below", t.write("a-file", "x")]) {
      const ran = await t.didim("key", "create", "k", "--signing", "--home", home, "--json");
      expect(ended(ran), home).to.deep.equal([66, "cli.file-access"]);
    }
  });
});

describe("What a command prints", function () {
  this.timeout(120_000);
  const t = new Terminal();
  after(() => t.close());

  it("is on a disk with room, or the exit code is not that of a verdict", async function () {
    if (process.platform !== "linux") this.skip();
    for (const words of ["key list", "key list --json", "--help", "--version", "key fly --json"]) {
      const { code, stderr } = await t.shell(`exec "$0" "$1" ${words} > /dev/full`);
      expect(code, words).to.equal(66);
      expect(stderr).to.match(/^Standard output cannot be written: ENOSPC.*\(cli\.file-access\)\n$/);
    }
    expect((await t.shell('exec "$0" "$1" key list 2> /dev/full')).code).to.equal(0);
    expect((await t.shell('exec "$0" "$1" key fly 2> /dev/full')).code).to.equal(64);
  });
});
