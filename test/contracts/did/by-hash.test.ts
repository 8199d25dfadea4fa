import { expect } from "chai";
import {
  type Account,
  call,
  certificate,
  DAY,
  ethers,
  type HashedThing,
  key,
  largeKey,
  listedKeys,
  NO_END,
  networkHelpers,
  nextAt,
  nextTime,
  now,
  Reason,
  register,
  registerByHash,
  registryAndPeople,
  shown,
  sign,
  X509_CERTIFICATE,
  X509_ROOT,
} from "./did.fixture.ts";

const { loadFixture, time } = networkHelpers;

/** The lowest and the highest number of a larger key, and both kinds of anchor. */
const THINGS: readonly (readonly [string, HashedThing])[] = [
  ["a larger key of the lowest number", largeKey("lowest", 3n)],
  ["a larger key of the highest number", largeKey("highest", 127n)],
  ["an X.509 root", certificate("root", X509_ROOT)],
  ["exactly one X.509 certificate", certificate("leaf", X509_CERTIFICATE)],
];

async function agencyWithPoint() {
  const people = await registryAndPeople();
  const point = await key(41);
  await register(people.registry, people.agency, point);
  return { ...people, point, by: people.registry.connect(people.agency) };
}

/** The block numbers by which ERC-1056's readers walk back. */
type Registry = Awaited<ReturnType<typeof registryAndPeople>>["registry"];
const walkedBy = async (registry: Registry, { address }: Account) => ({
  changed: await registry.changed(address),
  attributes: (await registry.queryFilter(registry.filters.DIDAttributeChanged(address))).length,
});

describe("DIDRegistry: a key or certificate registered by its hash", () => {
  for (const [what, thing] of THINGS) {
    it(`${what} begins now, is stored and shown with its number and its hash, and consumes one nonce`, async () => {
      const { registry, agency, id, by } = await loadFixture(agencyWithPoint);
      const { algorithm, thumbprint, hash } = thing;
      const before = { ...(await walkedBy(registry, agency)), nonce: await registry.nonce(id) };
      const from = await nextTime();
      await expect(by.registerByHash(id, algorithm, thumbprint, hash, DAY))
        .to.emit(registry, "KeyRegistered")
        .withArgs(thumbprint, id, from, from + DAY, algorithm, hash);
      const stored = await registry.keyOf(id, thumbprint);
      expect([...stored]).to.deep.equal([from, from + DAY, 0n, Reason.none, algorithm, false, 1n, hash]);
      const { assertionKeys } = await registry.resolve(id);
      expect([...assertionKeys[1]!]).to.deep.equal([thumbprint, algorithm, hash, from, from + DAY]);
      expect(await registry.nonce(id)).to.equal(before.nonce + 1n);
      const { nonce: _, ...walked } = before;
      expect(await walkedBy(registry, agency), "ERC-1056's readers hear nothing of it").to.deep.equal(walked);
    });

    it(`${what} is retired and declared compromised like any key, without ERC-1056 events`, async () => {
      const { registry, agency, id, by } = await loadFixture(agencyWithPoint);
      const from = await nextTime();
      await registerByHash(registry, agency, thing);
      const walked = await walkedBy(registry, agency);
      const nonce = await registry.nonce(id);
      const at = await nextTime();
      await expect(by.retireKey(id, thing.thumbprint))
        .to.emit(registry, "KeyEnded")
        .withArgs(thing.thumbprint, id, at, Reason.retired, 0n);
      expect(await shown(registry, id)).not.to.include(thing.thumbprint);
      await expect(by.retireKey(id, thing.thumbprint)).to.be.revertedWithCustomError(registry, "DIDKeyEnded");
      await expect(by.compromiseKey(id, thing.thumbprint, from))
        .to.emit(registry, "KeyEnded")
        .withArgs(thing.thumbprint, id, at, Reason.compromised, from);
      const { until, reason, compromisedSince, algorithm, xOrHash } = await registry.keyOf(id, thing.thumbprint);
      expect([until, reason, compromisedSince]).to.deep.equal([at, Reason.compromised, from]);
      expect([algorithm, xOrHash]).to.deep.equal([thing.algorithm, thing.hash]);
      expect(await registry.nonce(id)).to.equal(nonce + 2n);
      expect(await walkedBy(registry, agency)).to.deep.equal(walked);
    });

    it(`${what} that is compromised while valid ends now`, async () => {
      const { registry, agency, id, by } = await loadFixture(agencyWithPoint);
      await registerByHash(registry, agency, thing);
      const at = await nextTime();
      await by.compromiseKey(id, thing.thumbprint, at);
      expect((await registry.keyOf(id, thing.thumbprint)).until).to.equal(at);
      expect(await listedKeys(registry, id)).to.equal(1n);
    });

    it(`${what} is registered once, and nothing else can be registered under its thumbprint`, async () => {
      const { registry, agency, id, by } = await loadFixture(agencyWithPoint);
      await registerByHash(registry, agency, thing, DAY);
      const { thumbprint, hash } = thing;
      const again = [
        () => registerByHash(registry, agency, thing),
        () => by.registerByHash(id, 4n, thumbprint, ethers.id("another"), DAY),
        () => by.registerByHash(id, X509_ROOT, thumbprint, thumbprint, DAY),
      ];
      for (const act of again) {
        await expect(act()).to.be.revertedWithCustomError(registry, "DIDKeyKnown").withArgs(id, thumbprint);
      }
      await time.increase(2n * DAY);
      for (const act of again) await expect(act()).to.be.revertedWithCustomError(registry, "DIDKeyKnown");
      expect((await registry.keyOf(id, thumbprint)).xOrHash).to.equal(hash);
    });
  }

  it("has a number from 3 to 129: points are registered by setAttribute, the rest is reserved", async () => {
    const { registry, id, by } = await loadFixture(agencyWithPoint);
    const hash = ethers.id("certificate");
    for (const algorithm of [0n, 1n, 2n, 130n, 200n, 255n]) {
      await expect(by.registerByHash(id, algorithm, hash, hash, DAY), String(algorithm))
        .to.be.revertedWithCustomError(registry, "DIDAlgorithmRefused")
        .withArgs(algorithm);
    }
  });

  it("needs a thumbprint, a hash and a validity other than 0", async () => {
    const { registry, id, by } = await loadFixture(agencyWithPoint);
    const [hash, zero] = [ethers.id("key"), ethers.ZeroHash];
    for (const [thumbprint, content] of [
      [zero, hash],
      [hash, zero],
      [zero, zero],
    ] as const) {
      await expect(by.registerByHash(id, 3n, thumbprint, content, DAY))
        .to.be.revertedWithCustomError(registry, "DIDZeroHash")
        .withArgs(id);
    }
    await expect(by.registerByHash(id, 3n, hash, hash, 0n))
      .to.be.revertedWithCustomError(registry, "DIDZeroValidity")
      .withArgs(id);
    const from = await nextTime();
    await by.registerByHash(id, 3n, hash, hash, ethers.MaxUint256);
    expect([...(await registry.keyOf(id, hash))].slice(0, 2)).to.deep.equal([from, NO_END]);
  });

  it("has its own hash as thumbprint if it is a certificate, so it can be registered once; a larger key has a thumbprint of its own", async () => {
    const { registry, id, by } = await loadFixture(agencyWithPoint);
    const [thumbprint, hash] = [ethers.id("one"), ethers.id("other")];
    for (const algorithm of [X509_ROOT, X509_CERTIFICATE]) {
      await expect(by.registerByHash(id, algorithm, thumbprint, hash, DAY))
        .to.be.revertedWithCustomError(registry, "DIDAnchorNotItsHash")
        .withArgs(thumbprint, hash);
    }
    await by.registerByHash(id, 127n, thumbprint, hash, DAY);
    expect((await registry.keyOf(id, thumbprint)).xOrHash).to.equal(hash);
  });

  it("can take a point's thumbprint only by the identity itself, and then the point can never be registered", async () => {
    const { registry, agency, stranger, id, by, point } = await loadFixture(agencyWithPoint);
    const { thumbprint } = point;
    await expect(by.registerByHash(id, 3n, thumbprint, ethers.id("key"), DAY))
      .to.be.revertedWithCustomError(registry, "DIDKeyKnown")
      .withArgs(id, thumbprint);
    await registry.connect(stranger).registerByHash(stranger.address, 3n, thumbprint, ethers.id("key"), DAY);
    expect((await registry.keyOf(agency.address, thumbprint)).algorithm).to.equal(1n);
    await expect(register(registry, stranger, point)).to.be.revertedWithCustomError(registry, "DIDKeyKnown");
  });

  it("is written only by the controller, also by its signature, and never for a deactivated identity", async () => {
    const { registry, agency, thief, relayer, id, by } = await loadFixture(agencyWithPoint);
    const { algorithm, thumbprint, hash } = certificate("root");
    const args = [id, algorithm, thumbprint, hash, DAY] as const;
    await expect(registry.connect(thief).registerByHash(...args))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, thief.address, id);
    const signed = await sign(registry, agency, id, [call(registry, "registerByHash", [...args])]);
    const bring = () => registry.connect(relayer).relay(id, signed.operation, signed.deadline, signed.signature);
    await bring();
    expect(await shown(registry, id)).to.include(thumbprint);
    await expect(bring()).to.be.revertedWithCustomError(registry, "DIDSignatureInvalid");
    await by.deactivate(id);
    await expect(by.registerByHash(id, 3n, hash, ethers.id("x"), DAY)).to.be.revertedWithCustomError(
      registry,
      "DIDDeactivated",
    );
    expect(await shown(registry, id)).to.deep.equal([]);
  });

  it("voids operations that a relayer holds back, as every write does", async () => {
    const { registry, agency, relayer, id } = await loadFixture(agencyWithPoint);
    const held = await sign(registry, agency, id, [call(registry, "changeOwner", [id, relayer.address])]);
    await registerByHash(registry, agency, certificate("root"));
    await expect(
      registry.connect(relayer).relay(id, held.operation, held.deadline, held.signature),
    ).to.be.revertedWithCustomError(registry, "DIDSignatureInvalid");
  });
});

describe("DIDRegistry: a key or certificate registered by its hash, beside points", () => {
  it("counts among the same 16, and makes room in the same way", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    for (let i = 0; i < 8; i++) await register(registry, agency, await key(500 + i));
    const begun = await nextTime();
    await registerByHash(registry, agency, certificate("short"), 1000n);
    for (let i = 0; i < 7; i++) await registerByHash(registry, agency, largeKey(`key ${i}`));
    await expect(registerByHash(registry, agency, certificate("one more")))
      .to.be.revertedWithCustomError(registry, "DIDFull")
      .withArgs(id, 16n);
    await nextAt(begun + 1000n);
    await registerByHash(registry, agency, certificate("one more"));
    expect(await listedKeys(registry, id)).to.equal(16n);
    for (const [position, thumbprint] of (await shown(registry, id)).entries()) {
      expect((await registry.keyOf(id, thumbprint)).position).to.equal(BigInt(position));
    }
    await expect(register(registry, agency, await key(520))).to.be.revertedWithCustomError(registry, "DIDFull");
  });

  it("ends with the keys when a change of controller ends them, and stays when it does not", async () => {
    const { registry, agency, successor, id, by, point } = await loadFixture(agencyWithPoint);
    for (const [, thing] of THINGS) await registerByHash(registry, agency, thing);
    const all = [point.thumbprint, ...THINGS.map(([, { thumbprint }]) => thumbprint)];
    await by.changeOwner(id, agency.address);
    expect(await shown(registry, id)).to.deep.equal(all);
    const [at, nonce] = [await nextTime(), await registry.nonce(id)];
    await by.changeOwnerEndingKeys(id, successor.address);
    expect(await shown(registry, id)).to.deep.equal([]);
    for (const thumbprint of all) {
      const { until, reason } = await registry.keyOf(id, thumbprint);
      expect([until, reason]).to.deep.equal([at, Reason.retired]);
    }
    expect(await registry.nonce(id)).to.equal(nonce + BigInt(all.length) + 1n);
  });

  it("ends with the keys when a recovery ends them", async () => {
    const { registry, agency, recoverer, successor, id, by } = await loadFixture(agencyWithPoint);
    await registerByHash(registry, agency, certificate("root"));
    await by.setRecovery(id, recoverer.address);
    await registry.connect(recoverer).startRecovery(id, successor.address, true);
    await time.increase(7n * DAY);
    await registry.finishRecovery(id);
    expect((await registry.keyOf(id, certificate("root").thumbprint)).reason).to.equal(Reason.retired);
  });

  it("cannot be compromised since before it began, or in the future", async () => {
    const { registry, agency, id, by } = await loadFixture(agencyWithPoint);
    const from = await nextTime();
    const { thumbprint } = certificate("root");
    await registerByHash(registry, agency, certificate("root"));
    await time.increase(1000n);
    await expect(by.compromiseKey(id, thumbprint, from - 1n)).to.be.revertedWithCustomError(
      registry,
      "DIDSinceOutOfRange",
    );
    await by.compromiseKey(id, thumbprint, from + 10n);
    await expect(by.compromiseKey(id, thumbprint, from + 10n)).to.be.revertedWithCustomError(
      registry,
      "DIDSinceOutOfRange",
    );
    await by.compromiseKey(id, thumbprint, from);
    expect((await registry.keyOf(id, thumbprint)).compromisedSince).to.equal(from);
    expect(await now()).to.be.greaterThan(from);
  });
});
