import { expect } from "chai";
import fc from "fast-check";
import { nameFromBytes32, parseEntryName } from "../../../src/did/names.ts";
import {
  bytes32,
  call,
  DAY,
  ethers,
  NO_END,
  networkHelpers,
  nextAt,
  nextTime,
  now,
  registryAndPeople,
} from "./did.fixture.ts";

const { loadFixture, time } = networkHelpers;
const SERVICE = bytes32("did/svc/Registry");
type People = Awaited<ReturnType<typeof registryAndPeople>>;
const hex = (length: number, byte = "ab") => `0x${byte.repeat(length)}`;

describe("DIDRegistry: delegates", () => {
  for (const type of ["veriKey", "sigAuth"]) {
    it(`${type}: is added for a time, changed, and ended`, async () => {
      const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
      const by = registry.connect(agency);
      const kind = bytes32(type);
      const valid = () => registry.validDelegate(id, kind, stranger.address);
      const at = await nextTime();
      await expect(by.addDelegate(id, kind, stranger.address, DAY))
        .to.emit(registry, "DIDDelegateChanged")
        .withArgs(id, kind, stranger.address, at + DAY, 0n);
      const block = BigInt(await ethers.provider.getBlockNumber());
      expect(await valid()).to.equal(true);
      await nextAt(at + 10n);
      await expect(by.addDelegate(id, kind, stranger.address, 2n * DAY))
        .to.emit(registry, "DIDDelegateChanged")
        .withArgs(id, kind, stranger.address, at + 10n + 2n * DAY, block);
      expect((await registry.identityOf(id)).attributeCount).to.equal(1n);
      await nextAt(at + 20n);
      await expect(by.revokeDelegate(id, kind, stranger.address))
        .to.emit(registry, "DIDDelegateChanged")
        .withArgs(id, kind, stranger.address, at + 20n, block + 1n);
      expect(await valid()).to.equal(false);
      expect((await registry.resolve(id)).attributes.length).to.equal(0);
    });
  }

  it("are refused with an unknown type or without a validity", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    for (const name of [bytes32("enc"), bytes32("verikey"), ethers.ZeroHash, `${bytes32("veriKey").slice(0, -2)}01`]) {
      await expect(by.addDelegate(id, name, stranger.address, DAY))
        .to.be.revertedWithCustomError(registry, "DIDNameUnknown")
        .withArgs(name);
    }
    await expect(by.addDelegate(id, bytes32("veriKey"), stranger.address, 0n))
      .to.be.revertedWithCustomError(registry, "DIDZeroValidity")
      .withArgs(id);
  });

  it("belong to one type and one identity, and end independently", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const at = await nextTime();
    await registry.connect(agency).addDelegate(id, bytes32("veriKey"), stranger.address, DAY);
    const valid = (identity: string, type: string) => registry.validDelegate(identity, bytes32(type), stranger.address);
    expect(await valid(id, "sigAuth")).to.equal(false);
    expect(await valid(stranger.address, "veriKey")).to.equal(false);
    await time.increaseTo(at + DAY - 1n);
    expect(await valid(id, "veriKey")).to.equal(true);
    await time.increaseTo(at + DAY);
    expect(await valid(id, "veriKey")).to.equal(false);
  });
});

describe("DIDRegistry: attributes", () => {
  it("are set for a time, changed, and ended; the document shows them", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const at = await nextTime();
    await expect(by.setAttribute(id, SERVICE, "0x1234", DAY))
      .to.emit(registry, "DIDAttributeChanged")
      .withArgs(id, SERVICE, "0x1234", at + DAY, 0n);
    expect((await registry.resolve(id)).attributes.map((a) => [...a])).to.deep.equal([
      [false, SERVICE, "0x1234", at + DAY],
    ]);
    await by.setAttribute(id, SERVICE, "0x1234", NO_END);
    expect((await registry.resolve(id)).attributes[0]?.until).to.equal(NO_END);
    const block = BigInt(await ethers.provider.getBlockNumber());
    await nextAt(at + 100n);
    await expect(by.revokeAttribute(id, SERVICE, "0x1234"))
      .to.emit(registry, "DIDAttributeChanged")
      .withArgs(id, SERVICE, "0x1234", at + 100n, block);
    expect((await registry.resolve(id)).attributes.length).to.equal(0);
  });

  it("have values of 1 to 512 bytes", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    for (const length of [0, 513, 5000]) {
      await expect(by.setAttribute(id, SERVICE, hex(length), DAY))
        .to.be.revertedWithCustomError(registry, "DIDValueLength")
        .withArgs(BigInt(length), 512n);
    }
    for (const length of [1, 31, 32, 512]) await by.setAttribute(id, SERVICE, hex(length), DAY);
    expect((await registry.resolve(id)).attributes.map((a) => a.value)).to.deep.equal(
      [1, 31, 32, 512].map((n) => hex(n)),
    );
  });

  it("cannot be revoked if missing, another identity's, ended, expired, or a delegate", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const unknown = async (act: Promise<unknown>, name: string, value: string) =>
      expect(act).to.be.revertedWithCustomError(registry, "DIDAttributeUnknown").withArgs(id, name, value);
    await unknown(by.revokeAttribute(id, SERVICE, "0x12"), SERVICE, "0x12");
    await registry.connect(stranger).setAttribute(stranger.address, SERVICE, "0x12", DAY);
    await unknown(by.revokeAttribute(id, SERVICE, "0x12"), SERVICE, "0x12");
    await by.setAttribute(id, SERVICE, "0x12", DAY);
    await by.revokeAttribute(id, SERVICE, "0x12");
    await unknown(by.revokeAttribute(id, SERVICE, "0x12"), SERVICE, "0x12");
    const at = await nextTime();
    await by.setAttribute(id, SERVICE, "0x12", DAY);
    await nextAt(at + DAY);
    await unknown(by.revokeAttribute(id, SERVICE, "0x12"), SERVICE, "0x12");
    // A delegate and an attribute with the same bytes are different entries.
    await by.addDelegate(id, bytes32("veriKey"), stranger.address, DAY);
    const bytes = stranger.address.toLowerCase();
    await unknown(by.revokeAttribute(id, bytes32("veriKey"), bytes), bytes32("veriKey"), bytes);
    await unknown(by.revokeDelegate(id, bytes32("sigAuth"), stranger.address), bytes32("sigAuth"), bytes);
  });

  it("and delegates together are at most 16; expired ones make room, and every position stays right", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const begin = await now();
    await by.addDelegate(id, bytes32("sigAuth"), stranger.address, 1000n);
    for (let i = 1; i < 16; i++) {
      await by.setAttribute(id, SERVICE, ethers.toBeHex(i, 2), i === 7 || i === 15 ? 1000n : NO_END);
    }
    const full = expect(by.setAttribute(id, SERVICE, "0xffff", DAY));
    await full.to.be.revertedWithCustomError(registry, "DIDFull").withArgs(id, 16n);
    await by.setAttribute(id, SERVICE, "0x0003", DAY * 5n); // changing an end needs no room
    await time.increaseTo(begin + 1100n);
    await by.setAttribute(id, SERVICE, "0x0007", DAY); // an expired entry that is still listed is restored in its place
    await by.setAttribute(id, SERVICE, "0xffff", DAY);
    expect((await registry.identityOf(id)).attributeCount).to.equal(15n);
    const { attributes } = await registry.resolve(id);
    expect(attributes.map((a) => a.value)).to.have.members(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xffff].map((n) => ethers.toBeHex(n, 2)),
    );
    for (const { name, value } of attributes) await by.revokeAttribute(id, name, value);
    expect((await registry.identityOf(id)).attributeCount).to.equal(0n);
  });

  it("are ended in any order, without removing another", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const all = ["0x0a", "0x0b", "0x0c"];
    for (const order of ["012", "021", "102", "120", "201", "210"]) {
      await by.multicall(all.map((value) => call(registry, "setAttribute", [id, SERVICE, value, DAY])));
      const left = new Set(all);
      for (const ended of [...order].map((place) => all[Number(place)] ?? "")) {
        await by.revokeAttribute(id, SERVICE, ended);
        left.delete(ended);
        const { attributes } = await registry.resolve(id);
        expect(
          attributes.map(({ value }) => value),
          `${order}, ${ended}`,
        ).to.have.members([...left]);
      }
    }
  });

  it("are hidden from the first second after their validity, and their place is free", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const by = registry.connect(agency);
    const at = await nextTime();
    const set = (i: number) => call(registry, "setAttribute", [id, SERVICE, ethers.toBeHex(i, 2), DAY]);
    await by.multicall(Array.from({ length: 16 }, (_, i) => set(i)));
    await time.increaseTo(at + DAY - 1n);
    expect((await registry.resolve(id)).attributes.length).to.equal(16);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.increaseTo(at + DAY);
    expect((await registry.resolve(id)).attributes.length).to.equal(0);
    await snapshot.restore();
    await nextAt(at + DAY);
    await by.setAttribute(id, SERVICE, "0xffff", DAY);
    expect((await registry.identityOf(id)).attributeCount).to.equal(1n);
  });

  it("and keys, sixteen each of the largest, are still read in one cheap call", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const batch = Array.from({ length: 16 }, (_, i) =>
      call(registry, "setAttribute", [id, SERVICE, hex(512, (i + 16).toString(16)), NO_END]),
    );
    await registry.connect(agency).multicall(batch);
    expect(await registry.resolve.estimateGas(id)).to.be.lessThan(1_500_000n);
  });
});

describe("DIDRegistry: the names of attributes", () => {
  /**
   * Whether the agency could set an attribute with this name. Both key names require a point and do not get one here.
   */
  const accepts = async ({ registry, agency, id }: People, name: string): Promise<boolean> => {
    try {
      await registry.connect(agency).setAttribute.staticCall(id, name, "0x01", 1n);
      return true;
    } catch (error) {
      const { data } = error as { data?: string };
      const reason = data === undefined ? undefined : registry.interface.parseError(data)?.name;
      if (reason === "DIDNameUnknown") return false;
      if (reason === "DIDNotAPoint") return true;
      throw error;
    }
  };

  /** How a resolver reads 32 bytes: as UTF-8 without trailing zeros, by its regular expression. */
  const readable = (name: string): boolean => parseEntryName(nameFromBytes32(name)) !== undefined;

  const word = fc.stringMatching(/^[A-Za-z0-9_]{1,7}$/);
  const byte = fc.integer({ min: 0, max: 255 });
  /** Correct and nearly correct names: up to four words, perhaps with one byte replaced. */
  const nearly = fc
    .record({
      section: fc.constantFrom("did/pub", "did/svc", "did/pub", "did/pubs", "did/pub/", "did"),
      words: fc.array(word, { minLength: 0, maxLength: 4 }),
      replaced: fc.option(fc.record({ at: fc.integer({ min: 0, max: 31 }), by: byte }), { freq: 2 }),
    })
    .map(({ section, words, replaced }) => {
      const name = Buffer.alloc(32);
      name.write([section, ...words].join("/").slice(0, 32));
      if (replaced) name[replaced.at] = replaced.by;
      return `0x${name.toString("hex")}`;
    });
  const anything = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => ethers.hexlify(b));

  it("are exactly those that did:ethr resolvers read", async () => {
    const people = await loadFixture(registryAndPeople);
    let [read, unread] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: nearly }, { weight: 1, arbitrary: anything }), async (name) => {
        expect(await accepts(people, name)).to.equal(readable(name));
        if (readable(name)) read++;
        else unread++;
      }),
      { numRuns: 600 },
    );
    expect(Math.min(read, unread)).to.be.greaterThan(40);
  });

  const examples: [name: string, read: boolean][] = [
    ["did/pub/Ed25519", true],
    ["did/pub/Ed25519/veriKey", true],
    ["did/pub/Ed25519/veriKey/base58", true],
    ["did/pub/Secp256k1/veriKey/hex", true],
    ["did/pub/X25519/enc/base64", true],
    ["did/svc/a", true],
    ["did/pub/aaaaaaaaaaaaaaaaaaaaaaaa", true], // 32 bytes, no padding
    ["did/pub/aaaaaaaaaaaaaaaaaaaaaaa/", false],
    ["did/pub/P-256/veriKey", false],
    ["did/pub/", false],
    ["did/pub/a/", false],
    ["did/pub//a", false],
    ["did/pub/a/b/c/d", false],
    ["did/pub/a\0b", false],
    ["did/pub/a\n", false],
    ["did/sub/a", false],
    ["", false],
  ];
  for (const [name, read] of examples) {
    it(`${JSON.stringify(name)} is ${read ? "taken" : "refused"}`, async () => {
      const people = await loadFixture(registryAndPeople);
      expect(await accepts(people, bytes32(name))).to.equal(read);
      expect(readable(bytes32(name))).to.equal(read);
    });
  }

  it("are in the error if refused", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const name = bytes32("did/pub/P-256/veriKey");
    await expect(registry.connect(agency).setAttribute(id, name, "0x01", DAY))
      .to.be.revertedWithCustomError(registry, "DIDNameUnknown")
      .withArgs(name);
  });
});
