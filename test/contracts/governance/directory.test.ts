import { expect } from "chai";
import { decide, fiveSeats } from "./council.fixture.ts";
import { ethers, NO_END, networkHelpers, now, people, SALT } from "./registry.fixture.ts";

const { loadFixture } = networkHelpers;
const NAME = ethers.encodeBytes32String("StatusLists");
const NOTHING = [ethers.ZeroAddress, 0n, 0n, false, ethers.ZeroHash];

/** A directory, and two contracts that could have a name. */
async function emptyDirectory() {
  const all = await people();
  const directory = await ethers.deployContract("Directory", [all.dids, all.council, SALT]);
  const one = await ethers.deployContract("ControllersDouble");
  const two = await ethers.deployContract("DIDRegistry", [ethers.id("another salt")]);
  const codeHash = async (at: { getAddress(): Promise<string> }) =>
    ethers.keccak256(await ethers.provider.getCode(await at.getAddress()));
  return { ...all, directory, by: directory.connect(all.council), one, two, codeHash };
}

async function registered() {
  const all = await emptyDirectory();
  await all.by.register(NAME, all.one);
  return { ...all, from: await now() };
}

describe("Directory", () => {
  it("registers a contract under a name, and reads its code hash itself", async () => {
    const { directory, by, one, codeHash } = await loadFixture(emptyDirectory);
    const hash = await codeHash(one);
    await expect(by.register(NAME, one))
      .to.emit(directory, "Registered")
      .withArgs(NAME, 0n, one, hash, (await now()) + 1n);
    expect([...(await directory.current(NAME))]).to.deep.equal([
      await one.getAddress(),
      await now(),
      NO_END,
      false,
      hash,
    ]);
    expect(await directory.count(NAME)).to.equal(1n);
  });

  it("ends the former entry now when another takes the name, and keeps its record", async () => {
    const { directory, by, one, two, from, codeHash } = await loadFixture(registered);
    await expect(by.register(NAME, two))
      .to.emit(directory, "Ended")
      .withArgs(NAME, 0n, (await now()) + 1n);
    const at = await now();
    expect([...(await directory.entry(NAME, 0))]).to.deep.equal([
      await one.getAddress(),
      from,
      at,
      false,
      await codeHash(one),
    ]);
    expect((await directory.current(NAME)).registry).to.equal(await two.getAddress());
    expect((await directory.entry(NAME, 1)).from).to.equal(at);
  });

  it("ends a name without a successor, and accepts one later", async () => {
    const { directory, by, one } = await loadFixture(registered);
    await by.end(NAME);
    expect([...(await directory.current(NAME))]).to.deep.equal(NOTHING);
    await expect(by.end(NAME)).to.be.revertedWithCustomError(directory, "DirectoryNoCurrent").withArgs(NAME);
    await by.register(NAME, one);
    expect((await directory.current(NAME)).registry).to.equal(await one.getAddress());
    expect(await directory.count(NAME)).to.equal(2n);
  });

  it("distrusts an entry with a reason, which ends it, for good", async () => {
    const { directory, by, one } = await loadFixture(registered);
    await expect(by.distrust(NAME, 0, "erases words"))
      .to.emit(directory, "Distrusted")
      .withArgs(NAME, 0n, (await now()) + 1n, "erases words");
    expect([...(await directory.current(NAME))]).to.deep.equal(NOTHING);
    const fallen = await directory.entry(NAME, 0);
    expect([fallen.distrusted, fallen.until]).to.deep.equal([true, await now()]);
    await expect(by.distrust(NAME, 0, "again"))
      .to.be.revertedWithCustomError(directory, "DirectoryAlreadyDistrusted")
      .withArgs(NAME, 0n);
    await expect(by.register(NAME, one))
      .to.be.revertedWithCustomError(directory, "DirectoryDistrustedCode")
      .withArgs(NAME, 0n);
  });

  it("distrusts an entry that ended before, without moving its end", async () => {
    const { directory, by, two } = await loadFixture(registered);
    await by.register(NAME, two);
    const ended = await now();
    await networkHelpers.time.increase(1_000n);
    await by.distrust(NAME, 0, "found out later");
    expect((await directory.entry(NAME, 0)).until).to.equal(ended);
    expect((await directory.current(NAME)).registry).to.equal(await two.getAddress());
  });

  it("distrusts the current entry together with an earlier one of the same code", async () => {
    const { directory, by, one, two } = await loadFixture(registered);
    await by.register(NAME, two);
    await by.register(NAME, one);
    const falls = by.distrust(NAME, 0, "erases words");
    for (const index of [0n, 2n])
      await expect(falls)
        .to.emit(directory, "Distrusted")
        .withArgs(NAME, index, (value: bigint) => value > 0n, "erases words");
    expect([...(await directory.current(NAME))]).to.deep.equal(NOTHING);
    const fallen = await Promise.all([0, 1, 2].map(async (i) => (await directory.entry(NAME, i)).distrusted));
    expect(fallen).to.deep.equal([true, false, true]);
    expect((await directory.entry(NAME, 2)).until).to.equal(await now());
    await expect(by.register(NAME, one)).to.be.revertedWithCustomError(directory, "DirectoryDistrustedCode");
    await by.register(NAME, two);
  });

  it("distrusts every entry of the same code, ended ones too, whichever is named", async () => {
    for (const named of [0, 2]) {
      const { directory, by, one, two } = await loadFixture(registered);
      for (const registry of [two, one, two]) await by.register(NAME, registry);
      const ends = await Promise.all([0, 2].map(async (i) => (await directory.entry(NAME, i)).until));
      await by.distrust(NAME, named, "erases words");
      const entries = await Promise.all([0, 1, 2, 3].map((i) => directory.entry(NAME, i)));
      expect(entries.map(({ distrusted }) => distrusted)).to.deep.equal([true, false, true, false]);
      expect([entries[0]?.until, entries[2]?.until]).to.deep.equal(ends);
      expect((await directory.current(NAME)).registry).to.equal(await two.getAddress());
      for (const index of [0, 2]) {
        await expect(by.distrust(NAME, index, "again"))
          .to.be.revertedWithCustomError(directory, "DirectoryAlreadyDistrusted")
          .withArgs(NAME, index);
      }
    }
  });

  it("leaves a current entry with other code alone", async () => {
    const { directory, by, one, two } = await loadFixture(registered);
    await by.register(NAME, two);
    await by.register(NAME, one);
    await by.distrust(NAME, 1, "found out later");
    expect((await directory.current(NAME)).registry).to.equal(await one.getAddress());
  });

  it("refuses the empty name, an address without code, the zero address, and the same contract again", async () => {
    const { directory, by, one, stranger } = await loadFixture(registered);
    await expect(by.register(ethers.ZeroHash, one)).to.be.revertedWithCustomError(directory, "DirectoryNoName");
    for (const bare of [stranger.address, ethers.ZeroAddress]) {
      await expect(by.register(NAME, bare)).to.be.revertedWithCustomError(directory, "DirectoryNoCode").withArgs(bare);
    }
    await expect(by.register(NAME, one))
      .to.be.revertedWithCustomError(directory, "DirectoryUnchanged")
      .withArgs(NAME, one);
  });

  it("refuses to distrust a missing entry, and a reason that is empty or longer than 280 bytes", async () => {
    const { directory, by } = await loadFixture(registered);
    await expect(by.distrust(NAME, 1, "x"))
      .to.be.revertedWithCustomError(directory, "DirectoryNoEntry")
      .withArgs(NAME, 1n);
    await expect(by.distrust(NAME, 0, ""))
      .to.be.revertedWithCustomError(directory, "DirectoryReasonLength")
      .withArgs(0n);
    await expect(by.distrust(NAME, 0, "가".repeat(94)))
      .to.be.revertedWithCustomError(directory, "DirectoryReasonLength")
      .withArgs(282n);
    await by.distrust(NAME, 0, "a".repeat(280));
  });

  it("is written by the council only: not by a stranger, not by its deployer", async () => {
    const { directory, council, one, stranger, deployer } = await loadFixture(registered);
    for (const caller of [stranger, deployer]) {
      const by = directory.connect(caller);
      for (const call of [() => by.register(NAME, one), () => by.end(NAME), () => by.distrust(NAME, 0, "x")]) {
        await expect(call())
          .to.be.revertedWithCustomError(directory, "GovernedNotCouncil")
          .withArgs(caller.address, council.address);
      }
    }
  });

  it("keeps names apart, and returns empty records instead of reverting", async () => {
    const { directory } = await loadFixture(registered);
    const other = ethers.encodeBytes32String("StatusLists1");
    expect([...(await directory.current(other))]).to.deep.equal(NOTHING);
    expect([...(await directory.entry(NAME, 7))]).to.deep.equal(NOTHING);
    expect(await directory.count(other)).to.equal(0n);
  });

  it("emits events that rebuild every entry", async () => {
    const { directory, by, one, two } = await loadFixture(registered);
    await by.register(NAME, two);
    await by.distrust(NAME, 0, "late");
    await by.end(NAME);
    await by.register(ethers.encodeBytes32String("Other"), one);
    const rebuilt: unknown[][] = [];
    for (const log of await directory.queryFilter("*" as never)) {
      const event = directory.interface.parseLog(log);
      if (event?.args.name !== NAME) continue;
      const entry = rebuilt[Number(event.args.index)];
      if (event.name === "Registered")
        rebuilt.push([event.args.registry, event.args.from, NO_END, false, event.args.codeHash]);
      if (event.name !== "Registered" && entry) entry[2] = event.args.until;
      if (event.name === "Distrusted" && entry) entry[3] = true;
    }
    expect(rebuilt).to.deep.equal([[...(await directory.entry(NAME, 0))], [...(await directory.entry(NAME, 1))]]);
  });

  it("cannot be deployed with a registry without code, or without a council", async () => {
    const { directory, dids, council, stranger } = await loadFixture(emptyDirectory);
    await expect(ethers.deployContract("Directory", [stranger.address, council, SALT]))
      .to.be.revertedWithCustomError(directory, "GovernedNoCode")
      .withArgs(stranger.address);
    await expect(ethers.deployContract("Directory", [dids, ethers.ZeroAddress, SALT])).to.be.revertedWithCustomError(
      directory,
      "GovernedNotCouncil",
    );
    expect([
      await directory.DIDS(),
      await directory.COUNCIL(),
      await directory.SALT(),
      await directory.CHAIN_ID(),
    ]).to.deep.equal([await dids.getAddress(), council.address, SALT, 31337n]);
  });

  it("has a different code hash for each salt, so that a pinned one names one deployment", async () => {
    const { directory, dids, council } = await loadFixture(emptyDirectory);
    const twin = await ethers.deployContract("Directory", [dids, council, ethers.id("other")]);
    expect(await ethers.provider.getCode(twin)).not.to.equal(await ethers.provider.getCode(directory));
  });
});

describe("Council and Directory", () => {
  it("registers and replaces a registry by vote, through the timelock", async () => {
    const { council, controllers, members } = await loadFixture(fiveSeats);
    const directory = await ethers.deployContract("Directory", [controllers, await council.timelock(), SALT]);
    const call = directory.interface.encodeFunctionData("register", [NAME, await controllers.getAddress()]);
    await decide(council, members.slice(0, 3), [call], "our status lists", await directory.getAddress());
    expect((await directory.current(NAME)).registry).to.equal(await controllers.getAddress());
  });
});
