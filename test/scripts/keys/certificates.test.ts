import { expect } from "chai";
import { formatAddresses } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";
import { FINGERPRINT, ROOT_PEM, ROOT_SHA256 } from "./certificate.fixture.ts";

const DAY = 86_400;
const THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const KEY_HASH = "ab".repeat(32);

describe("Certificates and larger keys of a DID, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [city, ministry] = ["", ""];
  let did: string;

  before(async () => {
    chain = await startLocalChain();
    [city = "", ministry = ""] = chain.accounts.slice(7);
    did = `did:ethr:0x7a69:${city}`;
    t.write("addresses.json", formatAddresses(chain.addresses));
    t.write("root.pem", ROOT_PEM);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const done = (...args: readonly string[]) => t.done("did", ...args, ...on());
  const refusal = async (...args: readonly string[]) => {
    const { code, json } = await t.didim("did", ...args, ...on(), "--json");
    return [code, (json().error as { code: string }).code];
  };
  const root = () => chain.as(city).dids.keyOf(city, `0x${ROOT_SHA256}`);

  it("requires the purpose of a certificate, and refuses an invalid file", async () => {
    t.write("two.pem", ROOT_PEM + ROOT_PEM);
    const wrong = await Promise.all([
      refusal("anchor", "add", t.path("root.pem"), "--account", "7"),
      refusal("anchor", "add", t.path("root.pem"), "--root", "--exact", "--account", "7"),
      refusal("anchor", "add", t.path("two.pem"), "--root", "--account", "7"),
      refusal("anchor", "add", t.path("none.pem"), "--root", "--account", "7"),
      refusal("anchor", "remove", t.path("root.pem"), "--account", "7"),
      refusal("anchor", "retire", ROOT_SHA256, "--account", "7"),
    ]);
    expect(wrong).to.deep.equal([
      [64, "cli.option"],
      [64, "cli.option"],
      [64, "cli.certificate"],
      [66, "cli.no-file"],
      [64, "cli.value"],
      [65, "registry.DIDKeyUnknown"],
    ]);
  });

  it("registers a root by the fingerprint that openssl shows, and lists it in both languages", async () => {
    const added = await done("anchor", "add", t.path("root.pem"), "--root", "--until", "+90d", "--account", "7");
    expect(added).to.include({ did, change: "add", kind: "x509-root", sha256: ROOT_SHA256 });
    const { from, until, algorithm } = await root();
    expect([until - from, algorithm]).to.deep.equal([BigInt(90 * DAY), 128n]);
    const [asJson, english, korean, none] = await Promise.all([
      done("anchor", "list", did),
      t.didim("did", "anchor", "list", city, ...on()),
      t.didim("did", "anchor", "list", did, ...on(), "--lang", "ko"),
      t.didim("did", "anchor", "list", ministry, ...on()),
    ]);
    const anchor = {
      algorithm: 128,
      name: "x509-root",
      hash: `0x${ROOT_SHA256}`,
      from: Number(from),
      until: Number(until),
    };
    expect(asJson).to.deep.equal({ did, anchors: [anchor] });
    const [begin, end] = [from, until].map((time) => `${new Date(Number(time) * 1000).toISOString().slice(0, 19)}Z`);
    expect(english.stdout).to.equal(`X.509 root certificate: SHA-256 ${ROOT_SHA256}, from ${begin}, until ${end}\n`);
    expect(korean.stdout).to.equal(`X.509 루트 인증서: SHA-256 ${ROOT_SHA256}, ${begin}부터, ${end}까지\n`);
    expect(none.stdout).to.contain("has no certificate anchor");
  });

  it("registers a larger key by its number, hash and thumbprint, and refuses other numbers", async () => {
    const larger = ["--algorithm", "17", "--hash", KEY_HASH, "--account", "7"];
    const wrong = await Promise.all([
      refusal("key", "add", THUMBPRINT, "--hash", KEY_HASH, "--account", "7"),
      refusal("key", "add", THUMBPRINT, "--algorithm", "17", "--account", "7"),
      refusal("key", "add", THUMBPRINT, "--algorithm", "2", "--hash", KEY_HASH, "--account", "7"),
      refusal("key", "add", THUMBPRINT, "--algorithm", "128", "--hash", KEY_HASH, "--account", "7"),
      refusal("key", "add", THUMBPRINT, "--algorithm", "17", "--hash", "abcd", "--account", "7"),
      refusal("key", "add", `${THUMBPRINT}x`, ...larger),
    ]);
    expect(wrong).to.deep.equal([
      [64, "cli.option"],
      [64, "cli.option"],
      [64, "cli.value"],
      [64, "cli.value"],
      [64, "cli.value"],
      [64, "did.key-id"],
    ]);
    await done("key", "add", THUMBPRINT, ...larger);
    const onChain = `0x${Buffer.from(THUMBPRINT, "base64url").toString("hex")}`;
    const { algorithm, xOrHash } = await chain.as(city).dids.keyOf(city, onChain);
    expect([algorithm, xOrHash]).to.deep.equal([17n, `0x${KEY_HASH}`]);
  });

  it("resolves the DID to a document without them, and lists them beside it", async () => {
    const { didDocument, didDocumentMetadata } = await done("resolve", did);
    expect((didDocument as { verificationMethod: unknown[] }).verificationMethod).to.have.length(1);
    const { registeredByHash } = didDocumentMetadata as { registeredByHash: Record<string, unknown>[] };
    expect(registeredByHash.map(({ id, algorithm, name, hash }) => [id, algorithm, name, hash])).to.deep.equal([
      [undefined, 128, "x509-root", `0x${ROOT_SHA256}`],
      [`${did}#${THUMBPRINT}`, 17, undefined, `0x${KEY_HASH}`],
    ]);
    const [english, korean] = await Promise.all([
      t.didim("did", "resolve", did, ...on()),
      t.didim("did", "resolve", did, ...on(), "--lang", "ko"),
    ]);
    expect(english.stdout).to.contain(`key of algorithm 17, ${did}#${THUMBPRINT}: SHA-256 ${KEY_HASH}`);
    expect(english.stdout).to.contain(", no end\n");
    expect(korean.stdout).to.contain(`X.509 루트 인증서: SHA-256 ${ROOT_SHA256}`);
  });

  it("ends a certificate only as a certificate and a key only as a key, with an error for the other", async () => {
    const asBase64url = Buffer.from(ROOT_SHA256, "hex").toString("base64url");
    const wrong = await Promise.all([
      refusal("key", "retire", asBase64url, "--account", "7"),
      refusal("key", "compromise", asBase64url, "--account", "7"),
      refusal("anchor", "retire", Buffer.from(THUMBPRINT, "base64url").toString("hex"), "--account", "7"),
    ]);
    for (const one of wrong) expect(one).to.deep.equal([64, "did.other-kind"]);
    const retired = await done("anchor", "retire", FINGERPRINT, "--account", "7");
    expect(retired).to.include({ change: "retire", sha256: ROOT_SHA256 });
    expect((await root()).reason).to.equal(1n);
    await done("anchor", "compromise", t.path("root.pem"), "--account", "7");
    const { from, reason, compromisedSince } = await root();
    expect([reason, compromisedSince]).to.deep.equal([2n, from]);
    const again = await refusal("anchor", "add", t.path("root.pem"), "--exact", "--account", "7");
    expect(again).to.deep.equal([65, "registry.DIDKeyKnown"]);
    await done("key", "retire", THUMBPRINT, "--account", "7");
    expect(await done("anchor", "list", did)).to.deep.equal({ did, anchors: [] });
  });
});
