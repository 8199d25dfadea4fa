import { expect } from "chai";
import {
  type Account,
  bytes32,
  call,
  DAY,
  ethers,
  key,
  networkHelpers,
  nextAt,
  now,
  P256,
  Reason,
  register,
  registryAndPeople,
  shown,
  sign,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;
const ZERO = ethers.ZeroAddress;

/** An identity with a key, a delegate, a service and a recoverer. */
async function established() {
  const people = await registryAndPeople();
  const { registry, agency, id, stranger, recoverer } = people;
  const first = await key(31);
  await register(registry, agency, first, 1000n * DAY);
  const by = registry.connect(agency);
  await by.addDelegate(id, bytes32("veriKey"), stranger.address, DAY);
  await by.setAttribute(id, bytes32("did/svc/Registry"), "0x1234", DAY);
  await by.setRecovery(id, recoverer.address);
  return { ...people, first, from: (await registry.keyOf(id, first.thumbprint)).from };
}

/** Every write of the controller, with arguments that would be valid from the controller. */
async function writes(identity: string, other: string) {
  const [known, fresh] = [await key(31), await key(32)];
  const since = await now();
  return {
    changeOwner: [identity, other],
    changeOwnerEndingKeys: [identity, other],
    addDelegate: [identity, bytes32("sigAuth"), other, DAY],
    revokeDelegate: [identity, bytes32("veriKey"), other, DAY].slice(0, 3),
    setAttribute: [identity, P256, fresh.value, DAY],
    revokeAttribute: [identity, bytes32("did/svc/Registry"), "0x1234"],
    retireKey: [identity, known.thumbprint],
    compromiseKey: [identity, known.thumbprint, since],
    registerByHash: [identity, 128n, ethers.id("certificate"), ethers.id("certificate"), DAY],
    setRecovery: [identity, other],
    deactivate: [identity],
  };
}

describe("DIDRegistry: a deployment", () => {
  it("is identified by its salt, which never changes and is part of its code", async () => {
    const { registry } = await loadFixture(registryAndPeople);
    const twin = await ethers.deployContract("DIDRegistry", [ethers.id("another")]);
    expect([await registry.SALT(), await twin.SALT()]).to.deep.equal([ethers.id("did tests"), ethers.id("another")]);
    expect(await ethers.provider.getCode(twin)).not.to.equal(await ethers.provider.getCode(registry));
  });
});

describe("DIDRegistry: the controller", () => {
  it("is the identity itself until changed; nothing needs to be registered", async () => {
    const { registry, id } = await loadFixture(registryAndPeople);
    expect(await registry.controllerOf(id)).to.equal(id);
    expect(await registry.identityOwner(id)).to.equal(id);
    expect(await registry.changed(id)).to.equal(0n);
    const document = await registry.resolve(id);
    expect([document.controller, document.deactivated, document.changed, document.nonce]).to.deep.equal([
      id,
      false,
      0n,
      0n,
    ]);
    expect([document.assertionKeys.length, document.attributes.length]).to.deep.equal([0, 0]);
  });

  it("hands the identity over in one step; the former can no longer act, the new one can, and the keys stay", async () => {
    const { registry, agency, successor, id, first } = await loadFixture(established);
    const previous = await registry.changed(id);
    await expect(registry.connect(agency).changeOwner(id, successor.address))
      .to.emit(registry, "DIDOwnerChanged")
      .withArgs(id, successor.address, previous);
    expect(await registry.controllerOf(id)).to.equal(successor.address);
    expect(await registry.changed(id)).to.equal(await ethers.provider.getBlockNumber());
    expect(await shown(registry, id)).to.deep.equal([first.thumbprint]);
    await expect(registry.connect(agency).changeOwner(id, agency.address))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, agency.address, successor.address);
    await registry.connect(successor).changeOwner(id, agency.address);
  });

  it("hands it over and ends exactly its live keys", async () => {
    const { registry, agency, successor, id, first } = await loadFixture(established);
    const [short, other] = [await key(40), await key(41, "secp256k1")];
    await register(registry, agency, short, 100n);
    await register(registry, agency, other);
    // At the second in which a key ends, it is not valid any more.
    const at = await nextAt((await registry.keyOf(id, short.thumbprint)).until);
    await expect(registry.connect(agency).changeOwnerEndingKeys(id, successor.address))
      .to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, at, Reason.retired, 0n)
      .and.to.emit(registry, "KeyEnded")
      .withArgs(other.thumbprint, id, at, Reason.retired, 0n)
      .and.to.emit(registry, "DIDOwnerChanged");
    expect(await shown(registry, id)).to.deep.equal([]);
    const expired = await registry.keyOf(id, short.thumbprint);
    expect([expired.reason, expired.until]).to.deep.equal([Reason.none, at]);
    // Expiry emits no event: the key stays listed, but hidden, until its place is needed.
    expect((await registry.identityOf(id)).keyCount).to.equal(1n);
    expect((await registry.resolve(id)).assertionKeys).to.deep.equal([]);
  });

  it("is the only one who writes: each write by anyone else is refused, with both names", async () => {
    const { registry, id, stranger } = await loadFixture(established);
    for (const [name, args] of Object.entries(await writes(id, stranger.address))) {
      const act = stranger.sendTransaction({ to: await registry.getAddress(), data: call(registry, name, args) });
      await expect(act, name)
        .to.be.revertedWithCustomError(registry, "DIDNotController")
        .withArgs(id, stranger.address, id);
    }
  });

  it("consumes the nonce with every write, once for each change in its events", async () => {
    const { registry, agency, id, stranger } = await loadFixture(established);
    for (const [name, args] of Object.entries(await writes(id, stranger.address))) {
      const snapshot = await networkHelpers.takeSnapshot();
      const before = await registry.nonce(id);
      const sent = agency.sendTransaction({ to: await registry.getAddress(), data: call(registry, name, args) });
      const logs = (await (await sent).wait())!.logs.map((log) => registry.interface.parseLog(log)?.name ?? "");
      // A key's event comes with one of ERC-1056's; for a key registered by hash it comes alone.
      const counted = (event: string) =>
        event.startsWith("DID") || event === "RecoveryAddressChanged" || logs.length === 1;
      const changes = logs.filter(counted);
      expect([changes.length > 0, await registry.nonce(id)], name).to.deep.equal([
        true,
        before + BigInt(changes.length),
      ]);
      await snapshot.restore();
    }
  });

  it("is never the zero address, and nobody acts for the zero address", async () => {
    const { registry, agency, id, stranger } = await loadFixture(established);
    const by = registry.connect(agency);
    for (const act of [
      by.changeOwner(id, ZERO),
      by.changeOwnerEndingKeys(id, ZERO),
      by.addDelegate(id, bytes32("veriKey"), ZERO, DAY),
    ]) {
      await expect(act).to.be.revertedWithCustomError(registry, "DIDZeroAddress").withArgs(id);
    }
    expect(await registry.controllerOf(ZERO)).to.equal(ZERO);
    for (const [name, args] of Object.entries(await writes(ZERO, stranger.address))) {
      const act = stranger.sendTransaction({ to: await registry.getAddress(), data: call(registry, name, args) });
      await expect(act, name).to.be.revertedWithCustomError(registry, "DIDNotController");
    }
    // An invalid signature recovers to the zero address, which must not act for itself.
    const deadline = (await now()) + 60n;
    const nobody = `0x${"00".repeat(65)}`;
    await expect(registry.relay(ZERO, call(registry, "deactivate", [ZERO]), deadline, nobody))
      .to.be.revertedWithCustomError(registry, "DIDSignatureInvalid")
      .withArgs(ZERO, ZERO, 0n);
  });

  it("cannot be confused with another identity's: two identities share nothing", async () => {
    const { registry, agency, stranger, id, first } = await loadFixture(established);
    await registry.connect(stranger).deactivate(stranger.address);
    expect(await registry.controllerOf(id)).to.equal(agency.address);
    expect(await shown(registry, id)).to.deep.equal([first.thumbprint]);
  });
});

describe("DIDRegistry: deactivation", () => {
  async function ended() {
    const people = await established();
    await people.registry.connect(people.recoverer).startRecovery(people.id, people.successor.address, true);
    const signed = await sign(people.registry, people.agency, people.id, [
      call(people.registry, "changeOwner", [people.id, people.agency.address]),
    ]);
    await people.registry.connect(people.agency).deactivate(people.id);
    return { ...people, signed };
  }

  it("is a change of owner to the zero address, and empties the document", async () => {
    const { registry, agency, id } = await loadFixture(established);
    const previous = await registry.changed(id);
    await expect(registry.connect(agency).deactivate(id))
      .to.emit(registry, "DIDOwnerChanged")
      .withArgs(id, ZERO, previous);
    expect(await registry.controllerOf(id)).to.equal(ZERO);
    expect(await registry.identityOwner(id)).to.equal(ZERO);
    const document = await registry.resolve(id);
    expect([document.controller, document.deactivated]).to.deep.equal([ZERO, true]);
    expect([document.assertionKeys.length, document.attributes.length]).to.deep.equal([0, 0]);
    expect(document.changed).to.equal(await ethers.provider.getBlockNumber());
    expect(document.nonce).to.equal(await registry.nonce(id));
  });

  it("ends its delegates too, in that very second", async () => {
    const { registry, agency, stranger, id } = await loadFixture(established);
    const valid = () => registry.validDelegate(id, bytes32("veriKey"), stranger.address);
    expect(await valid()).to.equal(true);
    await registry.connect(agency).deactivate(id);
    expect(await valid()).to.equal(false);
  });

  it("keeps the record of its keys, so that the past stays readable", async () => {
    const { registry, id, first, from } = await loadFixture(ended);
    const stored = await registry.keyOf(id, first.thumbprint);
    expect([stored.from, stored.reason, (await registry.identityOf(id)).deactivated]).to.deep.equal([from, 0n, true]);
  });

  it("is final for every function", async () => {
    const { registry, agency, successor, recoverer, stranger, id, signed } = await loadFixture(ended);
    const to = await registry.getAddress();
    await networkHelpers.time.increase(8n * DAY);
    const { deadline: stale } = signed;
    const late = { ...signed, deadline: stale + 30n * DAY };
    const refused = async (act: Promise<unknown>, name: string) =>
      expect(act, name).to.be.revertedWithCustomError(registry, "DIDDeactivated").withArgs(id);
    for (const by of [agency, successor, recoverer, stranger] satisfies Account[]) {
      for (const [name, args] of Object.entries(await writes(id, stranger.address))) {
        const data = call(registry, name, args);
        await refused(by.sendTransaction({ to, data }), name);
        await refused(registry.connect(by).multicall([data]), `multicall ${name}`);
      }
    }
    await refused(registry.relay(id, signed.operation, late.deadline, signed.signature), "relay");
    await refused(registry.connect(recoverer).startRecovery(id, successor.address, false), "startRecovery");
    await refused(registry.connect(recoverer).cancelRecovery(id), "cancelRecovery");
    await refused(registry.finishRecovery(id), "finishRecovery");
    expect(await registry.validDelegate(id, bytes32("veriKey"), stranger.address)).to.equal(false);
  });

  it("in the middle of a batch ends the batch", async () => {
    const { registry, agency, id } = await loadFixture(established);
    const batch = [call(registry, "deactivate", [id]), call(registry, "changeOwner", [id, id])];
    await expect(registry.connect(agency).multicall(batch)).to.be.revertedWithCustomError(registry, "DIDDeactivated");
    const { operation, deadline, signature } = await sign(registry, agency, id, batch);
    await expect(registry.relay(id, operation, deadline, signature)).to.be.revertedWithCustomError(
      registry,
      "DIDDeactivated",
    );
  });
});
