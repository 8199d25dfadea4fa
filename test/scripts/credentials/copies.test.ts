import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { checkCopies, checkReady, holderKeysIn, onlyKey } from "../../../scripts/lib/credentials/issuing.ts";
import { createKey, openSigning } from "../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { when } from "../../../scripts/lib/terminal/input/values.ts";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { keyEntry } from "../../../src/public/did.ts";
import { createIssuer, createMemoryIndexStore, openAllocator } from "../../../src/public/issuer.ts";
import type { PublicJwk } from "../../../src/public/keys.ts";
import { openFileVault } from "../../../src/public/node.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { createTestRegistry } from "../../../src/public/testing.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

const VCT = "urn:kr:mois:adult";
const SCHEMA = JSON.stringify({ type: "object", required: ["over19"] });
const PASSWORD = "a password for tests";
const HOUR = 3600;
const roundUp = (time: number): number => Math.ceil(time / HOUR) * HOUR;

describe("One-time copies by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [ministry, city] = ["", ""];

  before(async () => {
    // Copies have a rounded time, at which their issuer must already have been accredited.
    chain = await startLocalChain({ secondsAgo: 2 * HOUR });
    [ministry = "", city = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    t.write("schema.json", SCHEMA);
    t.write("claims.json", { over19: true });
    const schemaHash = `0x${createHash("sha256").update(SCHEMA).digest("hex")}` as const;
    await chain.decide([{ do: "type.register", vct: VCT, authority: ministry, schemaHash }], "성인 확인");
    const home = homeAt(t.folder);
    await createKey(home, "city", "signing", PASSWORD);
    const { name, value } = keyEntry((await openSigning(home, "city", PASSWORD)).publicJwk);
    await chain.as(city).dids.setAttribute(city, name, value, NO_END);
    await chain.as(city).accreditations.applyFor(city, typeIdOf(VCT), ZERO_ADDRESS, true, 0, "");
    await chain.as(ministry).accreditations.accredit(city, typeIdOf(VCT), true, 0, NO_END, 0);
    await chain.catchUp();
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const issue = (...args: readonly string[]) => {
    const files = ["--claims", t.path("claims.json"), "--schema", t.path("schema.json")];
    const keys = ["--signing-key", "city", "--holder-key", t.path("keys.json")];
    return t.didim("credential", "issue", VCT, ...files, ...keys, ...args, ...on(), "--json");
  };
  const held = async () =>
    (await openFileVault({ path: t.path("wallet/wallet.json"), password: PASSWORD })).credentials.list();
  const asked = ["--audience", "https://shop.example", "--nonce", "0123456789abcdef0123", "--type", `${VCT}=over19`];

  it("begin with several keys of the holder's in one file", async () => {
    const { keys } = (await t.done("credential", "key", "--count", "2")) as { keys: PublicJwk[] };
    t.write("keys.json", { keys });
    expect(new Set(keys.map(({ x }) => x))).to.have.property("size", 2);
    expect(keys.map((key) => Object.keys(key).sort())).to.deep.equal(Array(2).fill(["crv", "kty", "x", "y"]));
  });

  it("are issued one for each key, without a list; another number of keys is refused", async () => {
    const out = t.path("copies.txt");
    const [issued, listed] = await Promise.all([
      issue("--issuer", city, "--copies", "2", "--until", "+5h", "--out", out),
      issue("--issuer", city, "--copies", "2", "--list", "1"),
    ]);
    const { issuedAt, expires, ...said } = issued.json();
    expect(said).to.deep.equal({ copies: 2, file: out });
    expect([Number(issuedAt) % HOUR, Number(expires) - Number(issuedAt)]).to.deep.equal([0, 5 * HOUR]);
    expect(readFileSync(out, "utf8").trim().split("\n")).to.have.length(2);
    expect(listed.json().error).to.have.property("code", "cli.usage");
    const keys = holderKeysIn(t.path("keys.json"));
    for (const copies of [1, 3]) refused(() => checkCopies(copies, keys), "cli.option");
    refused(() => onlyKey(keys), "cli.option");
    expect(onlyKey(keys.slice(1))).to.deep.equal(keys[1]);
  });

  it("are received together, and presented once each, to a verifier that accepts them", async () => {
    const received = (await t.done("credential", "receive", t.path("copies.txt"), ...on())).credentials as object[];
    expect(received).to.have.length(2);
    const show = ["credential", "present", ...asked, "--one-time", VCT, "--agree", ...on()];
    await t.done(...show, "--out", t.path("first.txt"));
    expect(await held()).to.have.length(1);
    const [last, first] = await Promise.all([
      t.done(...show, "--out", t.path("second.txt")),
      t.didim("credential", "verify", t.path("first.txt"), ...asked, "--one-time", VCT, ...on()),
    ]);
    expect(Object.values(last.presentations as object)).to.have.length(1);
    expect(first.code, first.stderr).to.equal(0);
    expect(await held()).to.deep.equal([]);
  });

  it("wait for the next full hour if the key or the accreditation is too young; long-lived credentials do not", async () => {
    const { agency, registerType, accredit, facts, clock } = createTestRegistry({ time: 1_800_000_000 - 60 });
    const newcomer = agency("안양시");
    registerType(VCT, agency("행정안전부"));
    accredit(newcomer, VCT);
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 0, capacity: 8192 });
    const issuer = createIssuer({ ...newcomer, ...{ facts, clock, allocator }, schemas: { [VCT]: SCHEMA } });
    const now = clock.now();
    const { message } = await refusedLater(checkReady(issuer, VCT, true), "issuer.not-ready");
    expect(message)
      .to.contain(`rounded time, now ${when(roundUp(now) - HOUR).en},`)
      .and.to.contain(`From ${when(roundUp(now)).en} on`);
    await checkReady(issuer, VCT, false);
  });
});
