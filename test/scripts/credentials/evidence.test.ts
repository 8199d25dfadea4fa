import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid, keyEntry } from "../../../src/public/did.ts";
import { parseEvidence } from "../../../src/public/evidence.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import { createIssuer, createMemoryIndexStore, type Issuer, openAllocator } from "../../../src/public/issuer.ts";
import { generateSigner, publicJwk } from "../../../src/public/keys.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type Ran, Terminal } from "../cli.fixture.ts";

const [ID, RECORD, PARKING] = ["urn:kr:mois:civil-servant-id", "urn:kr:mois:service-record", "urn:kr:mois:parking"];
const SCHEMA = JSON.stringify({ type: "object", required: ["name"] });
const HOURS = 3600;

describe("Evidence with every kind of requirement, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [ministry, city, other] = ["", "", ""];

  before(async () => {
    // One-time copies have a rounded time, at which their issuer must already have been accredited.
    chain = await startLocalChain({ secondsAgo: 2 * HOURS });
    [ministry = "", city = "", other = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    const schemaHash = `0x${createHash("sha256").update(SCHEMA).digest("hex")}`;
    const types = [ID, RECORD].map((vct) => ({ do: "type.register", vct, authority: ministry, schemaHash }) as const);
    await chain.decide(types, "공무원증, 경력증명서");
    const issuer = await accredited();
    await chain.catchUp();
    const [id, { holderKey, ...record }] = (await Promise.all([ID, RECORD].map(forHolder))) as [Asked, Asked];
    const copies = await issuer.issueOneTimeCopies({ ...record, holderKeys: [holderKey] });
    await Promise.all([await issuer.issue({ ...id, validFor: 24 * HOURS }), ...copies].map(hand));
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  /** The city as an issuer that may issue both types. */
  async function accredited(): Promise<Issuer> {
    const [registry, signer] = [chain.as(city), generateSigner("ES256")];
    const { name, value } = keyEntry(signer.publicJwk);
    await registry.dids.setAttribute(city, name, value, NO_END);
    for (const type of [ID, RECORD].map(typeIdOf)) {
      await registry.accreditations.applyFor(city, type, ZERO_ADDRESS, true, 0, "");
      await chain.as(ministry).accreditations.accredit(city, type, true, 0, NO_END, 0);
    }
    await registry.statuses.openList(city, 0, 1024, ZERO_ADDRESS);
    return createIssuer({
      did: formatDid(registry.chainId, city),
      signer,
      allocator: await openAllocator({ store: createMemoryIndexStore(), list: 0, capacity: 1024 }),
      schemas: { [ID]: SCHEMA, [RECORD]: SCHEMA },
      schemaHashOf: (typeId) => registry.types.schemaHashOf(typeId),
      facts: createRpcFacts({ registry }),
    });
  }

  const claims = { name: "정새롬", agency: "세종특별자치시" };
  const forHolder = async (type: string) => ({
    ...{ type, claims },
    holderKey: publicJwk(await t.done("credential", "key")),
  });
  type Asked = Awaited<ReturnType<typeof forHolder>>;
  const hand = ({ credential }: { readonly credential: string }, place: number) =>
    t.done("credential", "receive", t.write(`handed-${place}.txt`, credential), ...on());

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const afar = ["--network", "http://127.0.0.1:9"];
  const trust = () => ["--anchor", t.path("anchor.json")];
  const addressed = ["--audience", "https://notary.example", "--nonce", "0123456789abcdef0123"];
  /**
   * Every option of a policy: two types and one that nobody holds, trusted authorities and issuers, and the same
   * holder.
   */
  const asked = () => [
    ...["--type", `${ID}=name`, "--type", `${RECORD}=name,agency`, "--type", PARKING],
    ...["--authority", `${ID}=${ministry}`, "--issuer", `${ID}=${other}`, "--issuer", `${ID}=${city}`],
    ...["--issuer", `${RECORD}=${formatDid(chain.addresses.chainId, city)}`],
    ...["--one-time", RECORD, "--optional", PARKING, "--same-holder", "name"],
  ];
  const codesOf = (ran: Ran): string[] => [...ran.stdout.matchAll(/"code": "([^"]+)"/g)].map(([, code = ""]) => code);
  const judge = (...more: readonly string[]) =>
    t.didim("evidence", "verify", t.path("kept.evidence"), ...trust(), ...more, ...afar, "--json");
  const keep = (options: readonly string[], out: string) =>
    t.didim(
      "evidence",
      "create",
      t.path("shown.txt"),
      ...addressed,
      ...options,
      ...trust(),
      "--out",
      t.path(out),
      "--json",
    );

  it("is requested, presented with a proof, and accepted without a network", async () => {
    const [member = ""] = chain.accounts.slice(1);
    await t.done("anchor", "create", t.path("anchor.json"), "--member", member, "--threshold", "1", ...on());
    await t.done("checkpoint", "sign", t.path("then.json"), "--account", "1", ...on());
    const proved = ["--staple", "--checkpoint", t.path("then.json"), "--agree", "--out", t.path("shown.txt")];
    await t.done("credential", "present", ...addressed, ...asked(), ...proved, ...on());
    const verify = ["credential", "verify", t.path("shown.txt"), ...addressed, ...asked(), ...trust(), ...afar];
    expect(await t.done(...verify)).to.include({ outcome: "valid", source: "proof" });
  });

  it("is stored completely, and not at all if it does not meet the requirements", async () => {
    const [kept, refused] = await Promise.all([
      keep(asked(), "kept.evidence"),
      keep(
        asked().filter((word, i, all) => word !== "--one-time" && all[i - 1] !== "--one-time"),
        "refused.evidence",
      ),
    ]);
    expect(kept.code, kept.stdout + kept.stderr).to.equal(0);
    expect([refused.code, ...codesOf(refused)]).to.include.members([1, "status.absent"]);
    const { request, presentations } = parseEvidence(readFileSync(t.path("kept.evidence"), "utf8"));
    const named = (type: string) => ({ id: type.replace(/[^A-Za-z0-9]+/g, "-"), type });
    const did = (account: string) => formatDid(chain.addresses.chainId, account);
    expect(request.credentials).to.deep.equal([
      { ...named(ID), claims: [["name"]], authorities: [did(ministry)], issuers: [did(other), did(city)] },
      { ...named(RECORD), claims: [["name"], ["agency"]], issuers: [did(city)], oneTimeCopies: true },
      { ...named(PARKING), claims: [["name"]] },
    ]);
    expect(request.credentialSets).to.deep.equal([
      { options: [[named(ID).id, named(RECORD).id]] },
      { options: [[named(PARKING).id]], required: false },
    ]);
    expect(Object.keys(presentations).sort()).to.deep.equal([named(ID).id, named(RECORD).id].sort());
    expect(request.sameHolder).to.deep.equal([["name"]]);
  });

  it("is dated and judged in court with the chain gone, by the original requirements or by the court's own", async () => {
    const anchor = ["evidence", "anchor", t.path("kept.evidence"), ...trust(), "--account", "9", ...on()];
    await t.done(...anchor);
    await t.done("checkpoint", "sign", t.path("later.json"), "--account", "1", ...on());
    await t.done(...anchor, "--checkpoint", t.path("later.json"));
    const own = ["--type", `${ID}=name`, "--type", `${RECORD}=name`, "--same-holder", "name,agency"];
    const others = ["--authority", `${ID}=${other}`, "--issuer", `${RECORD}=${other}`];
    const { request } = parseEvidence(readFileSync(t.path("kept.evidence"), "utf8"));
    const file = t.write("court.json", { credentials: request.credentials, sameHolder: ["name"] });
    const [asThen, otherwise, byFile] = await Promise.all([
      judge(),
      judge(...own, ...others),
      judge("--request", file),
    ]);
    expect([byFile.code, ...codesOf(byFile)]).to.include.members([1, "policy.credential-missing"]);
    expect(asThen.code, asThen.stdout).to.equal(0);
    expect(asThen.json()).to.have.nested.property("signed.notAfter");
    const unmet = ["policy.authority-not-accepted", "policy.issuer-not-accepted", "policy.different-holders"];
    expect([otherwise.code, ...codesOf(otherwise)]).to.include.members([1, "status.absent", ...unmet]);
  });
});
