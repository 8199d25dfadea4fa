import { expect } from "chai";
import {
  bytes32,
  call,
  DAY,
  ethers,
  key,
  networkHelpers,
  now,
  RELAY,
  register,
  registryAndPeople,
  shown,
  sign,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;
const SERVICE = bytes32("did/svc/A");

/** Mistakes of other registries, tried on ours. */
describe("DIDRegistry avoids mistakes of other registries:", () => {
  it("no unprotected storage: every function that writes checks its caller", async () => {
    const { registry, id, stranger, agency } = await loadFixture(registryAndPeople);
    await registry.connect(agency).setAttribute(id, SERVICE, "0x01", DAY);
    const before = await registry.resolve(id);
    const writes = registry.interface.fragments
      .filter((fragment) => fragment.type === "function")
      .map((fragment) => ethers.FunctionFragment.from(fragment))
      .filter(({ stateMutability, name }) => stateMutability === "nonpayable" && name !== "multicall");
    expect(writes.length).to.equal(15);
    const fill = (type: string): unknown => {
      if (type === "address") return id;
      if (type === "bytes32") return SERVICE;
      if (type === "bytes") return "0x01";
      return type === "bool" ? true : 1n;
    };
    for (const { name, inputs } of writes) {
      const data = call(
        registry,
        name,
        inputs.map(({ type }) => fill(type)),
      );
      await expect(stranger.sendTransaction({ to: await registry.getAddress(), data }), name).to.be.revert(ethers);
    }
    expect(await registry.resolve(id)).to.deep.equal(before);
  });

  it("no effect on another identity's record under the same name", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const one = await key(401);
    for (const by of [agency, stranger]) {
      await registry.connect(by).setAttribute(by.address, SERVICE, "0x01", DAY);
      await register(registry, by, one);
    }
    await registry.connect(stranger).revokeAttribute(stranger.address, SERVICE, "0x01");
    await registry.connect(stranger).compromiseKey(stranger.address, one.thumbprint, await now());
    const mine = await registry.resolve(id);
    expect([mine.attributes.length, mine.assertionKeys.length]).to.deep.equal([1, 1]);
  });

  it("no resurrection: neither of an identity nor of a key", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const one = await key(402);
    await register(registry, agency, one);
    await registry.connect(agency).retireKey(id, one.thumbprint);
    await expect(register(registry, agency, one)).to.be.revertedWithCustomError(registry, "DIDKeyKnown");
    await registry.connect(agency).deactivate(id);
    await expect(registry.connect(agency).changeOwner(id, id)).to.be.revertedWithCustomError(
      registry,
      "DIDDeactivated",
    );
  });

  it("no colliding entries: an id has separators, or parts of fixed length", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const entries: [string, string][] = [
      ["did/svc/A", "0x4242"],
      ["did/svc/AB", "0x42"],
      ["did/svc/A", "0x42"],
      ["did/svc/A/B", "0x42"],
    ];
    for (const [name, value] of entries) await by.setAttribute(id, bytes32(name), value, DAY);
    await by.revokeAttribute(id, bytes32("did/svc/A"), "0x42");
    expect((await registry.resolve(id)).attributes.length).to.equal(3);
  });

  it("no squatting: an identity is its owner's own address", async () => {
    const { registry, thief, id } = await loadFixture(registryAndPeople);
    await expect(registry.connect(thief).changeOwner(id, thief.address))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, thief.address, id);
  });

  it("no drifting counts: ending twice, ending the unknown and failing batches change none", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const [one, two] = [await key(403), await key(404)];
    await register(registry, agency, one);
    await register(registry, agency, two);
    const retire = call(registry, "retireKey", [id, one.thumbprint]);
    await expect(registry.connect(agency).multicall([retire, retire])).to.be.revertedWithCustomError(
      registry,
      "DIDKeyEnded",
    );
    expect((await registry.identityOf(id)).keyCount).to.equal(2n);
    await registry.connect(agency).retireKey(id, one.thumbprint);
    expect([(await registry.identityOf(id)).keyCount, await shown(registry, id)]).to.deep.equal([1n, [two.thumbprint]]);
  });

  it("no replay: not twice, not on another chain, not on another registry, not after the deadline", async () => {
    const { registry, agency, relayer, id } = await loadFixture(registryAndPeople);
    const signed = await sign(registry, agency, id, [call(registry, "setAttribute", [id, SERVICE, "0x01", DAY])]);
    const bring = (to: typeof registry) =>
      to.connect(relayer).relay(id, signed.operation, signed.deadline, signed.signature);
    const elsewhere = await ethers.deployContract("DIDRegistry", [ethers.id("elsewhere")]);
    await expect(bring(elsewhere)).to.be.revertedWithCustomError(elsewhere, "DIDSignatureInvalid");
    await bring(registry);
    await expect(bring(registry)).to.be.revertedWithCustomError(registry, "DIDSignatureInvalid");
    await networkHelpers.time.increase(2n * DAY);
    await expect(bring(registry)).to.be.revertedWithCustomError(registry, "DIDSignatureExpired");
  });

  it("no unusual types: the typehash is canonical, so that standard wallets sign it", () => {
    const type = ethers.TypedDataEncoder.from(RELAY).encodeType("Relay");
    expect(type).to.equal("Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)");
  });

  it("no read made expensive by strangers: only the controller fills a document, within limits", async () => {
    const { registry, stranger, id } = await loadFixture(registryAndPeople);
    const before = await registry.resolve.estimateGas(id);
    await expect(registry.connect(stranger).setAttribute(id, SERVICE, "0x01", DAY)).to.be.revertedWithCustomError(
      registry,
      "DIDNotController",
    );
    await registry.connect(stranger).setAttribute(stranger.address, SERVICE, `0x${"ff".repeat(512)}`, DAY);
    await registry.connect(stranger).setRecovery(stranger.address, id);
    expect(await registry.resolve.estimateGas(id)).to.equal(before);
  });

  it("no silent loss: revoking the unknown is refused", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const { thumbprint } = await key(405);
    await expect(by.retireKey(id, thumbprint)).to.be.revertedWithCustomError(registry, "DIDKeyUnknown");
    await expect(by.revokeAttribute(id, SERVICE, "0x01")).to.be.revertedWithCustomError(
      registry,
      "DIDAttributeUnknown",
    );
    await expect(by.revokeDelegate(id, bytes32("veriKey"), stranger.address)).to.be.revertedWithCustomError(
      registry,
      "DIDAttributeUnknown",
    );
  });

  it("no silent error: a misspelt name is refused", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    await expect(by.setAttribute(id, bytes32("did/pubs/Ed25519"), "0x01", DAY)).to.be.revertedWithCustomError(
      registry,
      "DIDNameUnknown",
    );
    await expect(by.addDelegate(id, bytes32("verikey"), stranger.address, DAY)).to.be.revertedWithCustomError(
      registry,
      "DIDNameUnknown",
    );
  });
});
