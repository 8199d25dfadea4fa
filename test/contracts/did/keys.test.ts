import { expect } from "chai";
import fc from "fast-check";
import {
  DAY,
  ethers,
  key,
  listedKeys,
  NO_END,
  networkHelpers,
  nextAt,
  nextTime,
  now,
  P256,
  Reason,
  register,
  registryAndPeople,
  SECP256K1,
  shown,
} from "./did.fixture.ts";

const { loadFixture, time } = networkHelpers;
const P256_P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const K1_P = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn;
const point = (prefix: string, x: bigint) => `0x${prefix}${x.toString(16).padStart(64, "0")}`;

async function agencyWithKey() {
  const people = await registryAndPeople();
  const first = await key(1001);
  const from = await nextTime();
  await register(people.registry, people.agency, first, 30n * DAY);
  return { ...people, first, from, until: from + 30n * DAY };
}

describe("DIDRegistry: a credential-signing key", () => {
  it("has its RFC 7638 thumbprint computed on chain from the compressed point, on both curves and parities", async () => {
    const { registry, agency } = await loadFixture(registryAndPeople);
    const parities = new Set<string>();
    const secret = fc.bigInt({ min: 1n, max: 2n ** 255n });
    await fc.assert(
      fc.asyncProperty(secret, fc.constantFrom("P-256" as const, "secp256k1" as const), async (d, crv) => {
        const random = await key(d, crv);
        const snapshot = await networkHelpers.takeSnapshot();
        await register(registry, agency, random);
        const stored = await registry.keyOf(agency.address, random.thumbprint);
        expect(stored.algorithm).to.equal(crv === "P-256" ? 1n : 2n);
        expect(stored.xOrHash).to.equal(`0x${random.value.slice(4)}`);
        expect(stored.yIsOdd).to.equal(random.value.startsWith("0x03"));
        parities.add(crv + random.value.slice(0, 4));
        await snapshot.restore();
      }),
      {
        numRuns: 40,
        examples: [
          [1n, "P-256"],
          [2n, "P-256"],
          [5n, "P-256"],
          [1n, "secp256k1"],
          [6n, "secp256k1"],
        ],
      },
    );
    expect([...parities].sort()).to.deep.equal(["P-2560x02", "P-2560x03", "secp256k10x02", "secp256k10x03"]);
  });

  it("begins now, as both events say, and is shown by the document", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const one = await key(1);
    const from = await nextTime();
    await expect(register(registry, agency, one, DAY))
      .to.emit(registry, "KeyRegistered")
      .withArgs(one.thumbprint, id, from, from + DAY, 1n, `0x${one.value.slice(4)}`)
      .and.to.emit(registry, "DIDAttributeChanged")
      .withArgs(id, P256, one.value, from + DAY, 0n);
    const { assertionKeys: keys } = await registry.resolve(id);
    expect(keys.map((k) => [...k])).to.deep.equal([[one.thumbprint, 1n, one.value, from, from + DAY]]);
  });

  it("has no end if its validity is larger than a time can be", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    await register(registry, agency, await key(1), ethers.MaxUint256);
    await register(registry, agency, await key(2), NO_END - (await now()) - 20n);
    const { assertionKeys: keys } = await registry.resolve(id);
    expect(keys[0]?.until).to.equal(NO_END);
    expect(keys[1]?.until).to.be.lessThan(NO_END);
  });

  it("is refused if it is not 33 bytes, does not begin with 02 or 03, is off the curve, or x is not below p", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const { value } = await key(7);
    const bad: [string, string][] = [
      [P256, "0x"],
      [P256, value.slice(0, -2)],
      [P256, `${value}00`],
      [P256, `0x04${value.slice(4)}`],
      [P256, `0x00${value.slice(4)}`],
      [P256, point("02", 1n)], // x = 1 has no y on P-256
      [SECP256K1, point("02", 5n)], // nor x = 5 on secp256k1
      [P256, point("02", P256_P)],
      [P256, point("03", P256_P + 5n)], // x = 5 is on the curve: the same point must not have a second spelling
      [SECP256K1, point("02", K1_P + 1n)],
      [P256, point("02", 2n ** 256n - 1n)],
    ];
    for (const [name, wrong] of bad) {
      const act = registry.connect(agency).setAttribute(id, name, wrong, DAY);
      await expect(act, wrong).to.be.revertedWithCustomError(registry, "DIDNotAPoint").withArgs(name, wrong);
    }
    await registry.connect(agency).setAttribute(id, P256, point("03", 5n), DAY);
  });

  it("is registered once: live, retired, expired or compromised, it is never registered again", async () => {
    const { registry, agency, id, first, until } = await loadFixture(agencyWithKey);
    const again = () => register(registry, agency, first);
    const known = async () =>
      expect(again()).to.be.revertedWithCustomError(registry, "DIDKeyKnown").withArgs(id, first.thumbprint);
    await known();
    const snapshot = await networkHelpers.takeSnapshot();
    await registry.connect(agency).retireKey(id, first.thumbprint);
    await known();
    await snapshot.restore();
    await time.increaseTo(until);
    await known();
    await registry.connect(agency).compromiseKey(id, first.thumbprint, until - 1n);
    await known();
  });

  it("belongs to the identity: another may register the same key, with an epoch of its own", async () => {
    const { registry, agency, stranger, id, first, until } = await loadFixture(agencyWithKey);
    await register(registry, stranger, first, DAY);
    await registry.connect(stranger).retireKey(stranger.address, first.thumbprint);
    const mine = await registry.keyOf(id, first.thumbprint);
    expect([mine.until, mine.reason]).to.deep.equal([until, Reason.none]);
    expect(await shown(registry, agency.address)).to.deep.equal([first.thumbprint]);
  });

  it("needs a validity", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    await expect(register(registry, agency, await key(1), 0n))
      .to.be.revertedWithCustomError(registry, "DIDZeroValidity")
      .withArgs(id);
  });
});

describe("DIDRegistry: the end of a key", () => {
  it("retired: its epoch ends now and it leaves the document; its record stays readable", async () => {
    const { registry, agency, id, first, from } = await loadFixture(agencyWithKey);
    const at = await nextTime();
    const block = BigInt(await ethers.provider.getBlockNumber());
    await expect(registry.connect(agency).retireKey(id, first.thumbprint))
      .to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, at, Reason.retired, 0n)
      .and.to.emit(registry, "DIDAttributeChanged")
      .withArgs(id, P256, first.value, at, block);
    const stored = await registry.keyOf(id, first.thumbprint);
    expect([stored.from, stored.until, stored.reason, stored.compromisedSince]).to.deep.equal([
      from,
      at,
      Reason.retired,
      0n,
    ]);
    expect(await shown(registry, id)).to.deep.equal([]);
    expect(await listedKeys(registry, id)).to.equal(0n);
  });

  it("ERC-1056's revokeAttribute retires it too", async () => {
    const { registry, agency, id, first } = await loadFixture(agencyWithKey);
    const other = await key(5, "secp256k1");
    await register(registry, agency, other);
    for (const k of [first, other]) {
      const at = await nextTime();
      await expect(registry.connect(agency).revokeAttribute(id, k.name, k.value))
        .to.emit(registry, "KeyEnded")
        .withArgs(k.thumbprint, id, at, Reason.retired, 0n);
    }
  });

  it("cannot come twice, nor for an unregistered key", async () => {
    const { registry, agency, id, first, until } = await loadFixture(agencyWithKey);
    const by = registry.connect(agency);
    const stray = await key(9);
    const since = await now();
    for (const act of [
      () => by.retireKey(id, stray.thumbprint),
      () => by.revokeAttribute(id, P256, stray.value),
      () => by.compromiseKey(id, stray.thumbprint, since),
    ]) {
      await expect(act()).to.be.revertedWithCustomError(registry, "DIDKeyUnknown").withArgs(id, stray.thumbprint);
    }
    await time.increaseTo(until - 2n);
    const snapshot = await networkHelpers.takeSnapshot();
    await nextAt(until - 1n);
    await by.retireKey(id, first.thumbprint);
    await expect(by.retireKey(id, first.thumbprint))
      .to.be.revertedWithCustomError(registry, "DIDKeyEnded")
      .withArgs(id, first.thumbprint, until - 1n);
    await snapshot.restore();
    await nextAt(until); // the epoch is [from, until)
    await expect(by.retireKey(id, first.thumbprint))
      .to.be.revertedWithCustomError(registry, "DIDKeyEnded")
      .withArgs(id, first.thumbprint, until);
  });

  it("expired: it leaves the document without a transaction", async () => {
    const { registry, id, first, until } = await loadFixture(agencyWithKey);
    await time.increaseTo(until - 1n);
    expect(await shown(registry, id)).to.deep.equal([first.thumbprint]);
    await time.increaseTo(until);
    expect(await shown(registry, id)).to.deep.equal([]);
    expect((await registry.keyOf(id, first.thumbprint)).reason).to.equal(Reason.none);
  });

  it("compromised while valid: it ends now, and the record says since when", async () => {
    const { registry, agency, id, first, from } = await loadFixture(agencyWithKey);
    await time.increase(DAY);
    const at = await nextTime();
    await expect(registry.connect(agency).compromiseKey(id, first.thumbprint, from + 5n))
      .to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, at, Reason.compromised, from + 5n)
      .and.to.emit(registry, "DIDAttributeChanged");
    const stored = await registry.keyOf(id, first.thumbprint);
    expect([stored.from, stored.until, stored.reason, stored.compromisedSince]).to.deep.equal([
      from,
      at,
      Reason.compromised,
      from + 5n,
    ]);
    expect(await shown(registry, id)).to.deep.equal([]);
  });

  it("compromised after it ended: its end stays and only its reason gets worse", async () => {
    const { registry, agency, id, first, from } = await loadFixture(agencyWithKey);
    const end = await nextTime();
    await registry.connect(agency).retireKey(id, first.thumbprint);
    await time.increase(DAY);
    const act = registry.connect(agency).compromiseKey(id, first.thumbprint, from);
    await expect(act)
      .to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, end, Reason.compromised, from)
      .and.not.to.emit(registry, "DIDAttributeChanged");
    expect((await registry.keyOf(id, first.thumbprint)).until).to.equal(end);
  });

  it("compromised after it expired: the same, whether it was still listed or not", async () => {
    const { registry, agency, id, first, from, until } = await loadFixture(agencyWithKey);
    await time.increaseTo(until + DAY);
    await registry.connect(agency).compromiseKey(id, first.thumbprint, until);
    const stored = await registry.keyOf(id, first.thumbprint);
    expect([stored.from, stored.until, stored.reason]).to.deep.equal([from, until, Reason.compromised]);
    expect(await listedKeys(registry, id)).to.equal(1n); // an expired key stays listed until its place is needed
  });

  it("compromised in the very second in which it ended: the same; it has left the document already", async () => {
    const { registry, agency, id, first, from, until } = await loadFixture(agencyWithKey);
    await nextAt(until);
    await expect(registry.connect(agency).compromiseKey(id, first.thumbprint, from))
      .to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, until, Reason.compromised, from)
      .and.not.to.emit(registry, "DIDAttributeChanged");
    expect(await listedKeys(registry, id)).to.equal(1n);
  });

  it("compromised since C: C lies between the key's first second and now, and can only be moved earlier", async () => {
    const { registry, agency, id, first, from } = await loadFixture(agencyWithKey);
    const by = registry.connect(agency);
    const outOfRange = async (since: bigint, latest: bigint) =>
      expect(by.compromiseKey(id, first.thumbprint, since))
        .to.be.revertedWithCustomError(registry, "DIDSinceOutOfRange")
        .withArgs(since, from, latest);
    await outOfRange(from - 1n, await nextTime());
    const at = await nextTime();
    await outOfRange(at + 1n, at);
    const snapshot = await networkHelpers.takeSnapshot();
    const exact = await nextTime();
    await by.compromiseKey(id, first.thumbprint, exact);
    await snapshot.restore();
    await by.compromiseKey(id, first.thumbprint, from + 3n);
    const { until } = await registry.keyOf(id, first.thumbprint);
    await outOfRange(from + 3n, from + 2n);
    await outOfRange(from + 4n, from + 2n);
    await by.compromiseKey(id, first.thumbprint, from + 1n);
    await by.compromiseKey(id, first.thumbprint, from);
    await outOfRange(from, from - 1n);
    const stored = await registry.keyOf(id, first.thumbprint);
    expect([stored.compromisedSince, stored.until, stored.reason]).to.deep.equal([from, until, Reason.compromised]);
  });

  it("a compromised key can never become merely retired", async () => {
    const { registry, agency, id, first, from } = await loadFixture(agencyWithKey);
    await registry.connect(agency).compromiseKey(id, first.thumbprint, from);
    await expect(registry.connect(agency).retireKey(id, first.thumbprint)).to.be.revertedWithCustomError(
      registry,
      "DIDKeyEnded",
    );
    await expect(registry.connect(agency).revokeAttribute(id, first.name, first.value)).to.be.revertedWithCustomError(
      registry,
      "DIDKeyEnded",
    );
    await registry.connect(agency).changeOwnerEndingKeys(id, id);
    expect((await registry.keyOf(id, first.thumbprint)).reason).to.equal(Reason.compromised);
  });
});

describe("DIDRegistry: the list of keys", () => {
  const many = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => key(2000 + i)));

  it("holds 16; one more is refused while none has expired", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const keys = await many(17);
    for (const k of keys.slice(0, 16)) await register(registry, agency, k);
    await expect(register(registry, agency, keys[16]!))
      .to.be.revertedWithCustomError(registry, "DIDFull")
      .withArgs(id, 16n);
    await registry.connect(agency).retireKey(id, keys[4]!.thumbprint);
    await register(registry, agency, keys[16]!);
    expect((await shown(registry, id)).length).to.equal(16);
  });

  it("makes room by dropping what has expired, wherever in the list it was", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const keys = await many(17);
    const short = new Set([0, 3, 4, 15]);
    const begin = await now();
    for (const [i, k] of keys.slice(0, 16).entries()) {
      await register(registry, agency, k, short.has(i) ? 1000n : NO_END);
    }
    await time.increaseTo(begin + 2000n);
    await register(registry, agency, keys[16]!);
    expect(await listedKeys(registry, id)).to.equal(13n);
    const live = keys.filter((_, i) => !short.has(i)).map((k) => k.thumbprint);
    expect(await shown(registry, id)).to.have.members(live);
    // Every key can still be found and ended, so the stored positions are right.
    for (const thumbprint of live) await registry.connect(agency).retireKey(id, thumbprint);
    expect(await listedKeys(registry, id)).to.equal(0n);
  });

  it("makes room in the very second in which a key has ended", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const keys = await many(17);
    const [first, ...others] = keys.slice(0, 16);
    const at = await nextTime();
    await register(registry, agency, first!, DAY);
    for (const k of others) await register(registry, agency, k);
    await nextAt(at + DAY);
    await register(registry, agency, keys[16]!);
    expect(await listedKeys(registry, id)).to.equal(16n);
    expect(await shown(registry, id)).to.include(keys[16]!.thumbprint);
  });

  it("keeps its positions right through any order of ends", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const keys = await many(6);
    for (const k of keys) await register(registry, agency, k);
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(order, async (ends) => {
        const snapshot = await networkHelpers.takeSnapshot();
        for (const i of ends) await registry.connect(agency).retireKey(id, keys[i]!.thumbprint);
        const left = keys.filter((_, i) => !ends.includes(i)).map((k) => k.thumbprint);
        expect(await shown(registry, id)).to.have.members(left);
        for (const [position, thumbprint] of (await shown(registry, id)).entries()) {
          expect((await registry.keyOf(id, thumbprint)).position).to.equal(BigInt(position));
        }
        await snapshot.restore();
      }),
      { numRuns: 15 },
    );
  });
});
