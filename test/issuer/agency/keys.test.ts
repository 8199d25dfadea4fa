import { expect } from "chai";
import { formatDid } from "../../../src/public/did.ts";
import { type Agency, createAgency } from "../../../src/public/issuer.ts";
import { generateSigner, thumbprint } from "../../../src/public/keys.ts";
import { documentsOf, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refusedLater } from "../../support/refused.ts";

describe("An agency's keys", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let next = 7;

  before(async () => {
    chain = await startLocalChain();
  });

  after(() => chain.stop());

  /** An agency of its own for each test. */
  function newAgency(): { agency: Agency; identity: string } {
    const identity = chain.accounts[next++] ?? "";
    return { agency: createAgency({ registry: chain.as(identity) }), identity };
  }

  /** The seconds at which each key of the DID ends, by its thumbprint. */
  async function endsOf(identity: string): Promise<Map<string, number>> {
    const { keys } = await documentsOf(chain.as(identity))(identity);
    return new Map(keys.map((key) => [key.thumbprint, key.until]));
  }

  it("are registered with the DID, with an end or without", async () => {
    const { agency, identity } = newAgency();
    const [first, second] = [generateSigner("ES256"), generateSigner("ES256")];
    const { did, keyId, receipt } = await agency.register({ signingKey: first });
    expect(did).to.equal(formatDid(chain.addresses.chainId, identity));
    expect(keyId).to.equal(`${did}#${thumbprint(first.publicJwk)}`);
    expect(receipt.block > 0n).to.equal(true);
    const until = (await chain.now()) + 1000;
    await agency.addKey({ key: second.publicJwk, until });
    const [one, two] = [...(await endsOf(identity)).values()];
    expect(one).to.equal(NO_END);
    expect(two).to.be.within(until, until + 60);
    await refusedLater(agency.addKey({ key: first }), "registry.DIDKeyKnown");
  });

  it("rotate in one transaction: the new one signs from the second at which the old one ends", async () => {
    const { agency, identity } = newAgency();
    const [old, fresh] = [generateSigner("ES256"), generateSigner("ES256")];
    await agency.register({ signingKey: old });
    const { from, to, receipt } = await agency.rotateKey({ from: old, to: fresh });
    expect([from, to]).to.deep.equal([old, fresh].map((key) => `${agency.did}#${thumbprint(key.publicJwk)}`));
    expect(receipt?.events.map(({ name }) => name)).to.include.members(["KeyRegistered", "KeyEnded"]);
    const record = await chain.as(identity).dids.resolve(identity);
    expect(record.assertionKeys).to.have.length(1);
    const again = await agency.rotateKey({ from: old, to: fresh });
    expect(again).not.to.have.property("receipt");
  });

  it("rotate also where the new key was added before, and the old one is only known by its thumbprint", async () => {
    const { agency } = newAgency();
    const [old, fresh] = [generateSigner("ES256"), generateSigner("ES256")];
    const { keyId } = await agency.register({ signingKey: old });
    await agency.addKey({ key: fresh });
    const { receipt } = await agency.rotateKey({ from: keyId.split("#")[1] ?? "", to: fresh });
    expect(receipt?.events.map(({ name }) => name))
      .to.include("KeyEnded")
      .and.not.include("KeyRegistered");
  });

  it("do not rotate from or to what cannot sign; the old key then goes on", async () => {
    const { agency, identity } = newAgency();
    const [old, ended] = [generateSigner("ES256"), generateSigner("ES256")];
    await agency.register({ signingKey: old });
    await agency.addKey({ key: ended });
    await agency.retireKey(ended);
    await refusedLater(agency.rotateKey({ from: old, to: old }), "registry.DIDKeyKnown");
    await refusedLater(agency.rotateKey({ from: old, to: ended }), "registry.DIDKeyKnown");
    const unknown = generateSigner("ES256");
    await refusedLater(agency.rotateKey({ from: unknown, to: generateSigner("ES256") }), "registry.DIDKeyUnknown");
    expect([...(await endsOf(identity)).values()]).to.deep.equal([NO_END]);
  });

  it("are declared stolen since they began, or since a time", async () => {
    const { agency, identity } = newAgency();
    const [first, second] = [generateSigner("ES256"), generateSigner("ES256")];
    for (const key of [first, second]) await agency.addKey({ key });
    const since = await chain.now();
    await chain.advanceTime(100);
    await agency.declareKeyStolen(first);
    await agency.declareKeyStolen(second, { since });
    const { dids } = chain.as(identity);
    const found = await Promise.all(
      [first, second].map(async (key) => {
        const hex = `0x${Buffer.from(thumbprint(key.publicJwk), "base64url").toString("hex")}`;
        const { from, compromisedSince } = await dids.keyOf(identity, hex);
        return [Number(from), Number(compromisedSince)];
      }),
    );
    expect(found[0]?.[1]).to.equal(found[0]?.[0]);
    expect(found[1]?.[1]).to.equal(since);
  });

  it("are not taken for certificates, nor for those of another DID", async () => {
    const { agency } = newAgency();
    const sha256 = `0x${"ab".repeat(32)}`;
    await agency.addCertificate({ kind: "x509-root", sha256 });
    const id = Buffer.from(sha256.slice(2), "hex").toString("base64url");
    await refusedLater(agency.retireKey(id), "did.other-kind");
    const others = `${formatDid(chain.addresses.chainId, chain.accounts[0] ?? "")}#${id}`;
    await refusedLater(agency.retireKey(others), "did.other-owner");
    await refusedLater(agency.retireKey("too short"), "did.key-id");
    expect((await agency.retireCertificate(sha256)).sha256).to.equal(sha256);
  });

  it("stay when the DID is handed over, or end with it; the former account then acts no more", async () => {
    for (const endKeys of [false, true]) {
      const { agency, identity } = newAgency();
      await agency.register({ signingKey: generateSigner("ES256") });
      const heir = chain.accounts[next++] ?? "";
      await agency.handOver({ to: heir, endKeys });
      await refusedLater(agency.addKey({ key: generateSigner("ES256") }), "registry.DIDNotController");
      expect([...(await endsOf(identity)).values()]).to.have.length(endKeys ? 0 : 1);
      const theirs = createAgency({ registry: chain.as(heir), did: agency.did });
      await theirs.deactivate();
      await refusedLater(theirs.addKey({ key: generateSigner("ES256") }), "registry.DIDDeactivated");
    }
  });
});
