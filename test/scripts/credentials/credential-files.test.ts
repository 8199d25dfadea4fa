import { expect } from "chai";
import { formatDid, keyEntry } from "../../../src/public/did.ts";
import { createIssuer, createMemoryIndexStore, type Issued, openAllocator } from "../../../src/public/issuer.ts";
import { generateSigner, type Signer } from "../../../src/public/keys.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";
const LIST = 1;

interface Issuing {
  readonly agency: string;
  readonly signer: Signer;
  readonly format?: "dc+sd-jwt" | "vc+jwt";
}

/** A credential's JWT with a changed payload. `sign`: signs it again; without it, the old signature stays. */
async function rewritten(credential: string, change: object, sign?: Signer): Promise<string> {
  const [jwt = "", ...disclosures] = credential.split("~");
  const [header = "", body = "", signature = ""] = jwt.split(".");
  const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
  const signed = `${header}.${Buffer.from(JSON.stringify({ ...payload, ...change })).toString("base64url")}`;
  const last = sign === undefined ? signature : Buffer.from(await sign.sign(Buffer.from(signed))).toString("base64url");
  return [`${signed}.${last}`, ...disclosures].join("~");
}

describe("A status that is set by credential files", function () {
  this.timeout(180_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [city, town, desk, controller] = ["", "", "", ""];
  const [signer, stolen, townSigner] = [generateSigner("ES256"), generateSigner("ES256"), generateSigner("ES256")];
  let victim: Issued;
  let mine: Issued;
  /** The victim's status reference, signed by the issuer, for another credential to name. */
  let victimsPlace: { readonly status: object };

  before(async () => {
    chain = await startLocalChain();
    [city = "", town = "", desk = "", controller = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    for (const key of [signer, stolen]) await register(city, key);
    await register(town, townSigner);
    for (const agency of [city, town]) await chain.as(agency).statuses.openList(agency, LIST, 8192, desk);
    await chain.catchUp();
    [victim, mine] = [await issued({ agency: city, signer }), await issued({ agency: city, signer })];
    const payload = JSON.parse(Buffer.from(victim.credential.split(".")[1] ?? "", "base64url").toString());
    victimsPlace = { status: (payload as { status: object }).status };
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  async function register(agency: string, key: Signer): Promise<void> {
    const { name, value } = keyEntry(key.publicJwk);
    await chain.as(agency).dids.setAttribute(agency, name, value, NO_END);
  }

  async function issued({ agency, signer: key, format = "dc+sd-jwt" }: Issuing): Promise<Issued> {
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: LIST, capacity: 8192 });
    const did = formatDid(chain.addresses.chainId, agency);
    const issuer = createIssuer({ did, signer: key, format, allocator, schemas: { [VCT]: '{ "type": "object" }' } });
    const holderKey = generateSigner("ES256").publicJwk;
    return issuer.issue({ type: VCT, claims: { name: "정새롬" }, holderKey, validFor: 86_400 * 365 });
  }

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json"), "--json"];
  const change = (verb: string, credential: string, ...more: readonly string[]) =>
    t.didim("credential", verb, t.write("token.txt", credential), ...more, ...on());
  const revoke = (credential: string, ...more: readonly string[]) =>
    change("revoke", credential, "--account", "7", "--yes", ...more);
  const statusOf = (credential: Issued, agency = city) =>
    chain.as(agency).statuses.statusOf(agency, LIST, credential.status?.index ?? -1);
  const refusalOf = async (ran: Promise<Awaited<ReturnType<Terminal["didim"]>>>) => {
    const { code, json, stdout } = await ran;
    expect(stdout).not.to.equal("");
    return [code, (json().error as { code: string; details: { code?: string } }).code];
  };

  it("is not set by a token that names another credential's place, whoever signed it", async () => {
    const { credential } = mine;
    const tokens = await Promise.all([
      rewritten(credential, victimsPlace),
      rewritten(credential, victimsPlace, generateSigner("ES256")),
      rewritten(credential, victimsPlace, townSigner),
    ]);
    for (const verb of ["suspend", "reinstate", "revoke"])
      for (const token of tokens) {
        const ran = await change(verb, token, "--account", "7", "--yes");
        expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "issuer.not-genuine");
        expect(ran.json().error).to.have.nested.property("details.code", "signature.forged");
        expect(ran.json().error).to.have.nested.property("details.file", t.path("token.txt"));
      }
    expect(await statusOf(victim)).to.equal(0n);
  });

  it("is not set by a credential signed with a stolen key, or dated after its key had ended", async () => {
    const byThief = await issued({ agency: city, signer: stolen });
    const thumbprint = keyEntry(stolen.publicJwk).thumbprint;
    expect((await revoke(byThief.credential)).code).to.equal(0);
    await chain.as(city).dids.retireKey(city, thumbprint);
    const late = { ...victimsPlace, iat: (await chain.now()) + 1 };
    const backdated = await rewritten(byThief.credential, late, stolen);
    expect(await refusalOf(revoke(backdated))).to.deep.equal([65, "issuer.not-genuine"]);
    const { from } = await chain.as(city).dids.keyOf(city, thumbprint);
    await chain.as(city).dids.compromiseKey(city, thumbprint, from);
    const inTime = await rewritten(byThief.credential, victimsPlace, stolen);
    expect(await refusalOf(revoke(inTime))).to.deep.equal([65, "issuer.not-genuine"]);
    expect(await statusOf(victim)).to.equal(0n);
  });

  it("belongs to the acting issuer, and to no other issuer of the same account", async () => {
    const theirs = await issued({ agency: town, signer: townSigner });
    const did = formatDid(chain.addresses.chainId, town);
    expect(await refusalOf(revoke(theirs.credential))).to.deep.equal([64, "issuer.other-issuer"]);
    await chain.as(town).dids.changeOwner(town, controller);
    const by = ["--account", "10", "--yes"];
    expect(await refusalOf(change("revoke", theirs.credential, ...by))).to.deep.equal([64, "issuer.other-issuer"]);
    const asCity = ["--as", formatDid(chain.addresses.chainId, city)];
    expect(await refusalOf(change("revoke", theirs.credential, ...by, ...asCity))).to.deep.equal([
      64,
      "issuer.other-issuer",
    ]);
    expect(await statusOf(theirs, town)).to.equal(0n);
    expect((await change("revoke", theirs.credential, ...by, "--as", did)).code).to.equal(0);
    expect(await statusOf(theirs, town)).to.equal(1n);
  });

  it("can be suspended by the list's operator, who acts for the issuer that named it", async () => {
    const byDesk = ["--account", "9", "--yes"];
    expect((await change("suspend", victim.credential, ...byDesk)).code).to.equal(0);
    expect(await statusOf(victim)).to.equal(2n);
    expect((await change("reinstate", victim.credential, ...byDesk)).code).to.equal(0);
    expect(await refusalOf(change("suspend", victim.credential, "--account", "15", "--yes"))).to.deep.equal([
      64,
      "issuer.other-issuer",
    ]);
  });

  it("is set only after confirmation: list, index and type are shown, and without a terminal --yes is required", async () => {
    const [byFile, byIndex] = await Promise.all([
      change("revoke", mine.credential, "--account", "7"),
      t.didim("credential", "revoke", "--list", "1", "--index", "4711,17", "--account", "7", ...on()),
    ]);
    for (const { code, json } of [byFile, byIndex]) {
      expect([code, json().error]).to.have.nested.property("1.code", "cli.not-confirmed");
      expect(code).to.equal(64);
    }
    const { index } = mine.status ?? {};
    expect(byFile.stderr)
      .to.contain(`${formatDid(chain.addresses.chainId, city)}  list 1`)
      .and.contain(`index ${index}  valid → invalid  ${VCT}`);
    expect(byIndex.stderr).to.contain("index 4711  valid → invalid\n").and.contain("index 17  valid → invalid\n");
    expect(await statusOf(mine)).to.equal(0n);
  });

  it("is not reported as a forged credential's", async () => {
    const token = await rewritten(mine.credential, victimsPlace);
    expect(await refusalOf(change("status", token))).to.deep.equal([65, "issuer.not-genuine"]);
    expect((await change("status", mine.credential)).code).to.equal(0);
  });
});
