import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createKey, openSigning } from "../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { keyEntry } from "../../../src/public/did.ts";
import { NO_END } from "../../../src/public/registry.ts";
import { type Asked, type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import type { Ran } from "../cli.fixture.ts";
import { type Agency, openAgency, people, VCT } from "../credentials/batches/agency.fixture.ts";

interface Finding {
  readonly outcome: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly text: { readonly en: string; readonly ko: string };
  readonly cure?: { readonly en: string; readonly ko: string };
}

const findingsOf = (ran: Ran): readonly Finding[] => (ran.json() as { findings: readonly Finding[] }).findings;
const bad = (ran: Ran): readonly string[] =>
  findingsOf(ran)
    .filter(({ outcome }) => outcome !== "ok")
    .map(({ code }) => code);

/** Each trouble is made for real, and removed again: the agency is healthy at the start of each test. */
describe("didim doctor", function () {
  this.timeout(300_000);
  let agency: Agency;
  let issuer: readonly string[];
  const doctor = (...words: readonly string[]): Promise<Ran> => agency.t.didim("doctor", "--json", ...words);

  before(async () => {
    agency = await openAgency();
    const { t, chain, city } = agency;
    issuer = ["--did", city, "--type", VCT];
    t.localNode(chain);
    chmodSync(t.folder, 0o700);
    await t.done("recovery", "set", chain.accounts[12] ?? "", "--account", "8");
    await chain.catchUp();
  });

  beforeEach(() => agency.chain.catchUp());
  after(() => agency.close());

  it("finds nothing wrong with a healthy agency, and ends with 0", async () => {
    const ran = await doctor(...issuer);
    expect([ran.code, bad(ran), ran.json().outcome]).to.deep.equal([0, [], "ok"]);
    expect(findingsOf(ran).map(({ code }) => code)).to.include.members([
      ...["home.private", "keys.readable", "node.answers", "chain.as-recorded", "chain.alive", "clock.right"],
      ...["registries.as-named", "outbox.empty", "did.in-force", "recovery.set", "signing-key.in-force"],
      ...["accreditation.whole", "list.open"],
    ]);
  });

  it("warns an issuer on a machine that has no record of any list", async () => {
    const { t } = agency;
    const ran = await doctor(...issuer, "--home", t.path("another-home"));
    expect(bad(ran)).to.include("list.nothing-to-issue-from");
    expect(bad(await doctor("--did", agency.city, "--home", t.path("another-home")))).to.not.include(
      "list.nothing-to-issue-from",
    );
  });

  it("says each thing in English and in Korean, with a cure for all that is wrong", async () => {
    const ran = await doctor(...issuer, "--list", "9", "--asks", VCT, "--anchor", agency.t.path("none.json"));
    for (const { code, outcome, text, cure } of findingsOf(ran)) {
      expect(text.en, code).to.not.match(/[가-힣]|\{|\?\?/);
      expect(text.ko, code).to.match(/[가-힣]/);
      expect(cure === undefined, code).to.equal(outcome === "ok");
    }
    const [english, korean] = await Promise.all(["en", "ko"].map((lang) => agency.t.didim("doctor", "--lang", lang)));
    expect(english?.stdout).to.match(/^✔ [\s\S]*Nothing is wrong/);
    expect(korean?.stdout).to.match(/^✔ [\s\S]*문제/);
  });

  describe("of the nodes and the chain", () => {
    let honest: FakeNode;
    const faithful = (asked: Asked) => pass(agency.chain.url, asked);
    before(async () => {
      honest = await fakeNode(faithful);
    });
    after(() => honest.close());
    const at = (...urls: readonly string[]): string[] => [
      ...["--network", urls.join(","), "--addresses", agency.t.path("addresses.json")],
    ];

    it("cannot find out where no node answers, and ends with 2", async () => {
      const dead = await fakeNode(faithful);
      await dead.close();
      const ran = await doctor(...issuer, ...at(dead.url));
      expect([ran.code, bad(ran), ran.json().outcome]).to.deep.equal([2, ["node.silent"], "unknown"]);
    });

    it("names the node that does not answer, or has another block", async () => {
      const forked = await fakeNode(async (asked) => {
        const answer = await faithful(asked);
        if (
          typeof answer === "string" ||
          asked.method !== "eth_getBlockByNumber" ||
          asked.params[0] === "0x0" ||
          !("result" in answer)
        )
          return answer;
        return {
          result: { ...(answer as unknown as { readonly result: object }).result, hash: `0x${"ee".repeat(32)}` },
        };
      });
      const ran = await doctor(...at(honest.url, forked.url));
      expect([ran.code, bad(ran)]).to.deep.equal([1, ["nodes.disagree"]]);
      forked.behave(() => "hang up");
      const silent = await doctor(...at(honest.url, forked.url));
      expect([silent.code, bad(silent)]).to.deep.equal([2, ["node.silent"]]);
      expect(findingsOf(silent).find(({ code }) => code === "node.silent")?.facts.url).to.equal(forked.url);
      await forked.close();
    });

    it("notices another chain", async () => {
      const other = await fakeNode(async (asked) =>
        asked.method === "eth_chainId" ? { result: "0x1" } : faithful(asked),
      );
      const ran = await doctor(...at(other.url));
      await other.close();
      expect([ran.code, bad(ran)]).to.deep.equal([1, ["chain.other"]]);
    });

    it("notices code that is not that of the addresses file", async () => {
      const empty = await fakeNode(async (asked) =>
        asked.method === "eth_getCode" ? { result: "0x60" } : faithful(asked),
      );
      const ran = await doctor(...at(empty.url));
      await empty.close();
      expect([ran.code, bad(ran)]).to.deep.equal([1, ["registries.other-code"]]);
    });

    it('cannot find out where a node tells its blocks and nothing else, which is not "nothing is wrong"', async () => {
      const mute = await fakeNode(async (asked) =>
        ["eth_chainId", "eth_getBlockByNumber"].includes(asked.method)
          ? faithful(asked)
          : { error: { code: -32_601, message: "the method is not available" } },
      );
      const ran = await doctor(...issuer, ...at(mute.url));
      await mute.close();
      expect([ran.code, bad(ran), ran.json().outcome]).to.deep.equal([2, ["check.failed"], "unknown"]);
    });

    it("does not call a clock right that nothing could be compared with", async () => {
      // It gives no answer to HEAD, and so tells no time.
      const timeless = await fakeNode(faithful);
      const code = "const now = Date.now; Date.now = () => now() + 3600_000;";
      const options = `--import=data:text/javascript,${encodeURIComponent(code)}`;
      const words = ["doctor", "--json", ...at(timeless.url)];
      const ran = await agency.t.run("didim", words, { NODE_OPTIONS: options });
      await timeless.close();
      expect(bad(ran)).to.include.members(["chain.still", "clock.unknown"]);
    });

    it("never shows a password that is in a URL, of whichever node", async () => {
      const words = ["http://kim:secret-4711@127.0.0.1:1", "http://lee:p@ss-0815@127.0.0.1:2"].join(",");
      for (const lang of ["en", "ko"]) {
        const ran = await agency.t.didim("doctor", "--lang", lang, "--network", words);
        expect(ran.stdout + ran.stderr).to.not.match(/secret-4711|ss-0815/);
      }
    });

    it("never shows a password that is in a URL", async () => {
      const ran = await doctor(...at(honest.url.replace("http://", "http://kim:secret-4711@")));
      expect(ran.stdout).to.contain("node.answers");
      expect(ran.stdout + ran.stderr).to.not.contain("secret-4711");
    });

    it("does not know which network is meant without a local node, and still examines the machine", async () => {
      const ran = await agency.t.run("didim", ["doctor", "--json"], { XDG_STATE_HOME: agency.t.path("nothing") });
      expect([ran.code, bad(ran)]).to.deep.equal([2, ["network.none"]]);
    });

    it("notices a clock that is wrong, against the node's clock and against the chain", async () => {
      const shifted = (seconds: number) => {
        const code = `const now = Date.now; Date.now = () => now() + ${seconds * 1000};`;
        const options = `--import=data:text/javascript,${encodeURIComponent(code)}`;
        return agency.t.run("didim", ["doctor", "--json"], { NODE_OPTIONS: options });
      };
      expect(bad(await shifted(-3600))).to.include.members(["clock.behind"]);
      expect(bad(await shifted(3600))).to.include.members(["chain.still"]);
    });
  });

  describe("of this machine", () => {
    it("notices what others can read, and an unreadable key and wallet", async () => {
      const { t } = agency;
      chmodSync(t.folder, 0o755);
      mkdirSync(t.path("wallet"), { mode: 0o700 });
      writeFileSync(t.path("wallet/wallet.json"), "{}", { mode: 0o600 });
      writeFileSync(t.path("keys/broken.account.json"), "{}", { mode: 0o600 });
      const ran = await doctor("--did", agency.city);
      chmodSync(t.folder, 0o700);
      for (const name of ["wallet", "keys/broken.account.json"]) rmSync(t.path(name), { recursive: true });
      expect([ran.code, bad(ran)]).to.deep.equal([1, ["home.open", "keys.unreadable", "wallet.damaged"]]);
    });

    it("opens a key only if it is named, and tells a wrong password", async () => {
      const opened = await doctor("--did", agency.city, "--key", "city");
      expect(findingsOf(opened).map(({ code }) => code)).to.include("key.opens");
      const wrong = agency.t.write("wrong", "another password\n");
      const closed = await agency.t.run("didim", ["doctor", "--json", "--key", "city"], { DIDIM_PASSWORD_FILE: wrong });
      expect([closed.code, bad(closed)]).to.deep.equal([1, ["key.closed"]]);
      expect(closed.stdout + closed.stderr).to.not.contain("another password");
    });
  });

  describe("of an agency", () => {
    it("notices a full list, one that is not open, and a lost, a damaged and an old record", async () => {
      const { t, chain, city } = agency;
      const folder = readdirSync(t.path("indices"))[0] ?? "";
      const record = join(t.path("indices"), folder, "list-1.indices");
      const kept = readFileSync(record);
      expect(bad(await doctor(...issuer, "--list", "7"))).to.deep.equal(["list.unopened"]);
      await t.done("list", "open", "2", "--capacity", "128", "--account", "8");
      const full = agency.issue(t.write("people.csv", people(128)), "--list", "2", "--out", t.path("batch-out"));
      await t.done(...full, ...agency.on);
      expect(bad(await doctor(...issuer))).to.deep.equal(["list.full"]);
      rmSync(join(t.path("indices"), folder, "list-2.indices"));
      await chain.as(city).statuses.setStatus(city, 1, 5, 2);
      const old = await doctor(...issuer);
      expect([bad(old), findingsOf(old).find(({ code }) => code === "list.record-old")?.facts.index]).to.deep.equal([
        ["list.record-old"],
        5,
      ]);
      writeFileSync(record, "no record\n");
      expect(bad(await doctor(...issuer))).to.deep.equal(["list.record-damaged"]);
      rmSync(record);
      expect(bad(await doctor(...issuer, "--list", "1"))).to.deep.equal(["list.unrecorded"]);
      writeFileSync(record, kept, { mode: 0o600 });
      await chain
        .as(city)
        .statuses.setStatus(city, 1, 5, 0)
        .catch(() => undefined);
    });

    it("notices a suspended accreditation, and an unknown type", async () => {
      const { chain, city } = agency;
      const [ministry = ""] = chain.accounts.slice(7);
      await chain.as(ministry).accreditations.suspend(city, typeIdOf(VCT));
      const ran = await doctor("--did", city, "--type", VCT, "urn:none");
      expect(bad(ran).filter((code) => code.startsWith("accreditation"))).to.deep.equal([
        "accreditation.broken",
        "accreditation.broken",
      ]);
      expect(findingsOf(ran).find(({ facts }) => facts.vct === VCT)?.text.en).to.contain("suspended");
      await chain.as(ministry).accreditations.reinstate(city, typeIdOf(VCT), NO_END);
    });

    it("notices a retired key, one that is not registered, and one that ends soon", async () => {
      const { t, chain, city } = agency;
      const home = homeAt(t.folder);
      const password = "a password for tests";
      await createKey(home, "spare", "signing", password);
      expect(bad(await doctor("--did", city))).to.include("signing-key.unregistered");
      const { name, value } = keyEntry((await openSigning(home, "spare", password)).publicJwk);
      await chain.as(city).dids.setAttribute(city, name, value, 86_400);
      expect(bad(await doctor("--did", city))).to.include("signing-key.ending");
      await chain.as(city).dids.revokeAttribute(city, name, value);
      await chain.advanceTime(2);
      expect(bad(await doctor("--did", city))).to.include("signing-key.refused");
      rmSync(t.path("keys/spare.signing.json"));
    });

    it("notices a recovery under way, and a missing registration of a relying party", async () => {
      const { chain, city } = agency;
      await chain.as(chain.accounts[12] ?? "").dids.startRecovery(city, chain.accounts[13] ?? "", false);
      expect(bad(await doctor("--did", city, "--asks", VCT))).to.include.members([
        "recovery.under-way",
        "rp.unregistered",
      ]);
      await chain.as(chain.accounts[12] ?? "").dids.cancelRecovery(city);
    });

    it("notices a trust anchor that has expired, or is of another chain", async () => {
      const { t, chain } = agency;
      const file = t.path("anchor.json");
      await t.done("anchor", "create", file, "--member", ...chain.accounts.slice(1, 3), "--threshold", "2");
      expect(findingsOf(await doctor("--anchor", file)).map(({ code }) => code)).to.include("anchor.good");
      const anchor = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      t.write("old.json", { ...anchor, advancedAt: 1_700_000_000 });
      expect(bad(await doctor("--anchor", t.path("old.json")))).to.include("anchor.expired");
      t.write("other.json", { ...anchor, chainId: 99 });
      expect(bad(await doctor("--anchor", t.path("other.json")))).to.include("anchor.other-chain");
      expect(bad(await doctor("--anchor", t.path("nothing.json")))).to.include("anchor.unreadable");
    });

    it("notices a deactivated DID, at last", async () => {
      const { chain, city } = agency;
      await chain.as(city).dids.deactivate(city);
      const ran = await doctor(...issuer);
      expect(ran.code).to.equal(1);
      expect(bad(ran)).to.include("did.deactivated");
    });
  });
});
