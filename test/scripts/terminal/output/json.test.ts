import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { consortiumProgram } from "../../../../scripts/programs/consortium.ts";
import { didimProgram } from "../../../../scripts/programs/didim.ts";
import { isObject, type JsonObject } from "../../../../src/crypto/encodings/json.ts";
import { pathOf, verbsOf } from "../../fuzz/lines.fixture.ts";
import type { Sandbox } from "../../fuzz/sandbox.fixture.ts";
import { Scene } from "../../fuzz/scene.fixture.ts";
import { AUDIENCE, NONCE, VCT } from "../../fuzz/words.fixture.ts";
import { ROOT_PEM } from "../../keys/certificate.fixture.ts";

const ASKED = `--audience ${AUDIENCE} --nonce ${NONCE} --type ${VCT}=name`;
const CLAIMS = "--claims {files}/claims.json --schema {files}/schema.json --holder-key {files}/holder.jwk";
const SHA256 = `0x${"ab".repeat(32)}`;
const WEEK = 604_800;

/** `7: type show …` are the words of a command, by the test account 7. `= 65` at the end is its exit code. */
type Line = string;

/** What happens between the commands. */
type Between = (scene: Scene) => Promise<void>;

const later =
  (seconds: number): Between =>
  ({ chain }) =>
    chain.advanceTime(seconds);

/** An authority whose key was stolen is replaced; the thief accredited the gate and retired the type. */
async function theft({ chain }: Scene): Promise<void> {
  const stolenSince = (await chain.now()) - WEEK - 600;
  const [successor = ""] = chain.accounts.slice(10);
  await chain.decide([{ do: "type.replace-authority", vct: VCT, successor, stolenSince }], "도난");
}

/** Every verb that ends by itself, in an order in which each has what it needs. */
const LIFE: readonly (Line | Between)[] = [
  "key create fresh --signing",
  "doctor --did {city} --type {vct} = 1",
  "key list",
  "key show city",
  "12: did create --signing-key fresh",
  "12: did anchor add {files}/root.pem --root",
  "did anchor list {gate}",
  "did resolve {gate}",
  "addresses show",
  "type list",
  "issuer list",
  "list list {city}",
  "list show {city} 1",
  "history {city}",
  "8: did key add fresh",
  "8: did key retire fresh",
  "type show {vct}",
  "issuer show {city} {vct}",
  "12: issuer apply {vct}",
  "issuer applications",
  "7: issuer decline {gate} {vct}",
  "12: issuer apply {vct}",
  "12: issuer cancel {vct}",
  "12: issuer apply {vct}",
  "7: issuer accredit {gate} {vct}",
  "7: issuer name {gate} {vct} --name-ko 출입문",
  "7: issuer suspend {gate} {vct}",
  "7: issuer reinstate {gate} {vct}",
  `7: issuer anchor {vct} ${SHA256} --to {gate}`,
  "12: issuer end {gate} {vct}",
  "8: list open 2 --capacity 128",
  "8: list operator 2 {gate}",
  "credential key",
  "credential key --count 2",
  `credential issue {vct} --issuer {city} --signing-key city-signs ${CLAIMS} --out {out}/id.txt`,
  `credential issue {vct} --issuer {city} --signing-key city-signs ${CLAIMS} --copies 1`,
  "credential issued --issuer {city}",
  "credential receive {files}/id.txt",
  "credential list",
  `credential present ${ASKED} --agree`,
  `credential verify {files}/shown.json ${ASKED}`,
  `credential explain {files}/shown.json ${ASKED}`,
  `credential verify {files}/shown.json ${ASKED} --max-proof-age 1 = 1`,
  "8: credential suspend {files}/id.txt --dry-run",
  "8: credential suspend {files}/id.txt --yes",
  "8: credential reinstate {files}/id.txt --yes",
  "credential status {files}/id.txt",
  "8: credential revoke {files}/id.txt --yes",
  "9: rp register {gate} {vct} --claims name --purpose 출입 --name-ko 청사 --contact tel:+82-44-000-0000",
  "rp list",
  "rp show {gate}",
  "9: rp withdraw {gate} {vct}",
  "evidence nonce {files}/claims.json",
  `evidence create {files}/stapled.json ${ASKED} --anchor {files}/anchor.json --out {out}/kept.evidence`,
  "9: evidence anchor {files}/kept.evidence --anchor {files}/anchor.json",
  "1: checkpoint sign {out}/checkpoint.json",
  "2: checkpoint sign {out}/checkpoint.json",
  "9: evidence anchor {files}/kept.evidence --anchor {files}/anchor.json --checkpoint {out}/checkpoint.json",
  "evidence verify {files}/kept.evidence --anchor {files}/anchor.json",
  "replica prove --anchor {files}/anchor.json --checkpoint {out}/checkpoint.json",
  "anchor create {out}/anchor.json --member {gate} --threshold 1",
  "anchor show {files}/anchor.json",
  "anchor advance {files}/anchor.json --checkpoint {out}/checkpoint.json",
  "outbox list",
  "8: outbox replace 7 --yes = 65",
  "8: outbox cancel 7 = 65",
  "8: recovery set {gate}",
  "recovery show {city}",
  "12: recovery start {city} --controller {gate}",
  "12: recovery cancel {city}",
  "12: recovery start {city} --controller {gate}",
  "recovery show {city}",
  "council list",
  "1: council propose {files}/actions.json",
  "council list",
  "council show {proposal}",
  later(2),
  "1: council vote {proposal} for --yes",
  "2: council vote {proposal} for --yes",
  "3: council vote {proposal} for --yes",
  later(20),
  "9: council execute {proposal}",
  "1: type register urn:other --authority {gate}",
  "6: council cancel {proposal} --yes",
  "7: type schema {vct} --schema {files}/schema.json --schema-uri https://mois.example/schema.json",
  "1: type freeze {vct}",
  "7: type hand-over {vct} --to {gate}",
  "7: type retire {vct}",
  later(WEEK),
  "12: recovery finish {city}",
  theft,
  "10: issuer annul {gate} {vct}",
  "10: issuer withdraw {city} {vct}",
  "10: type reopen {vct}",
  "10: type retire {vct}",
  "type show {vct}",
  "12: did hand-over 0x1111111111111111111111111111111111111111 --for-good",
  "10: did deactivate --for-good",
  "did resolve {gate}",
  "consortium init --members 4 --chain-id 4321",
  "consortium check",
  "consortium status = 69",
  "consortium account add 0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
  "consortium account remove 0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
  "consortium down",
];

/** These run until they are stopped, or need the nodes that run then. */
const NOT_RUN = ["up", "watch", "drill", "key", "member add", "member remove"].map((verb) => `consortium ${verb}`);

describe("What every verb prints with --json", function () {
  this.timeout(600_000);
  let scene: Scene;
  const printed = new Map<Line, string>();

  before(async () => {
    scene = await Scene.prepare();
    await scene.within(async (sandbox) => {
      writeFileSync(join(sandbox.place.files, "root.pem"), ROOT_PEM);
      let proposal = "";
      for (const step of LIFE) {
        if (typeof step !== "string") await step(scene);
        else {
          const stdout = await spoken(sandbox, step, proposal);
          printed.set(step, stdout);
          proposal = /"proposal": "(\w+)"/.exec(stdout)?.[1] ?? proposal;
        }
      }
    });
  });
  after(() => scene?.close());

  /** Of each line, the object that it printed. */
  const objects = (): [Line, JsonObject][] =>
    [...printed].map(([line, text]) => [line, JSON.parse(text) as JsonObject]);

  it("is tried for every verb", async () => {
    const verbs = [await didimProgram("en"), consortiumProgram("en")].flatMap(verbsOf).map(nameOf).filter(isVerb);
    const missing = verbs.filter(
      (verb) => !NOT_RUN.includes(verb) && ![...printed.keys()].some((line) => isOf(verb, line)),
    );
    expect(missing).to.deep.equal([]);
    expect(NOT_RUN.filter((verb) => !verbs.includes(verb))).to.deep.equal([]);
  });

  it("is one JSON object, and a list is in it by a name", () => {
    for (const [line, text] of printed)
      expect(isObject(JSON.parse(text)), `${line}: ${text.slice(0, 200)}`).to.equal(true);
  });

  it("has the outcome before everything else", () => {
    for (const [line, object] of objects())
      for (const one of within(object)) if ("outcome" in one) expect(Object.keys(one)[0], line).to.equal("outcome");
  });

  it("has numbers as numbers: blocks, times, indices, amounts", () => {
    for (const [line, object] of objects())
      for (const one of within(object))
        for (const [name, value] of Object.entries(one))
          if (!AS_TEXT.has(name))
            expect(
              texts(value).filter((text) => /^-?\d+$/.test(text)),
              `${line}: ${name}`,
            ).to.deep.equal([]);
  });

  it("has one name for one thing: 'block' is a block's number, 'hash' its hash, 'transaction' a transaction's hash", () => {
    for (const [line, object] of objects())
      for (const one of within(object)) expect(one, line).to.not.have.any.keys(...OTHER_NAMES);
  });

  it("has times in seconds since 1970, by names that the page of the command line lists", () => {
    const page = readFileSync("docs/cli.md", "utf8");
    const members = objects().flatMap(([, object]) => within(object).flatMap((one) => Object.entries(one)));
    const times = members.filter(([, value]) => typeof value === "number" && value > 1_500_000_000);
    for (const [name] of times) expect(page, name).to.contain(`\`${name}\``);
    const dated = members.filter(([name, value]) => typeof value === "string" && DATE.test(value) && !DATES.has(name));
    expect(dated).to.deep.equal([]);
  });
});

const OTHER_NAMES = ["number", "blockNumber", "blockHash", "txHash", "transactionHash", "timestamp", "height"];

/** A date in RFC 3339. */
const DATE = /^\d{4}-\d\d-\d\dT/;
/** DID Resolution (§7.3) demands text, and sentences are for people. */
const DATES = new Set(["updated", "nextUpdate", "en", "ko"]);

/** Text by the standard of its document, or what a person wrote: a DID document's version (DID Core §7.3), claims. */
const AS_TEXT = new Set(["versionId", "nextVersionId"]);

const nameOf = (verb: Parameters<typeof pathOf>[0]): string =>
  pathOf(verb)
    .join(" ")
    .replace(/^didim /, "");
/** A name alone only says where a program of the repository is. */
const isVerb = (name: string): boolean => name.includes(" ");
const isOf = (verb: string, line: Line): boolean => `${wordsOf(line).join(" ")} `.startsWith(`${verb} `);

/** The words without account and exit code. */
const wordsOf = (line: Line): string[] =>
  line
    .replace(/^\d+: /, "")
    .replace(/ = \d+$/, "")
    .split(" ");

async function spoken(sandbox: Sandbox, line: Line, proposal: string): Promise<string> {
  const [account] = /^\d+/.exec(line) ?? [];
  const [code] = /(?<= = )\d+$/.exec(line) ?? ["0"];
  const words = wordsOf(line).map((word) => word.replace("{vct}", VCT).replace("{proposal}", proposal));
  const [program, said] = words[0] === "consortium" ? ["consortium", words.slice(1)] : ["didim", words];
  const ran = await sandbox.run(program as string, [...said, ...(account ? ["--account", account] : []), "--json"]);
  expect(ran.code, `${ran.said}\n${ran.stdout}${ran.stderr}`).to.equal(Number(code));
  return ran.stdout;
}

/** An object and all objects within it. */
function within(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(within);
  return isObject(value) ? [value, ...Object.values(value).flatMap(within)] : [];
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(texts) : typeof value === "string" ? [value] : [];
