import { expect } from "chai";
import { validatorStorage } from "../../../src/registry/council/validator-set.ts";
import { validatorSlots } from "../../../src/storage/validator-set.ts";
import { pack, type Storage, slot, storageOf } from "../support/storage.ts";
import { decide, ethers, fiveSeats, networkHelpers, SALT } from "./council.fixture.ts";

const { loadFixture, time } = networkHelpers;
const DAY = 86_400n;
const FIRST_CHANGE = ethers.keccak256(ethers.toBeHex(1n, 32));
const node = (number: number): string => ethers.getAddress(ethers.toBeHex(0xb0de00 + number, 20));
const nodes = (count: number): string[] => Array.from({ length: count }, (_, index) => node(index));

const now = async (): Promise<bigint> => BigInt(await time.latest());

/** A set with an account in place of the council's timelock. */
async function setOf(size: number) {
  const [deployer, council, stranger] = await ethers.getSigners();
  if (!deployer || !council || !stranger) throw new Error("too few accounts");
  const set = await ethers.deployContract("ValidatorSet", [council, nodes(size), SALT]);
  return { set, by: set.connect(council), council, stranger, deployer };
}
const four = () => setOf(4);
const five = () => setOf(5);
const six = () => setOf(6);
const nine = () => setOf(9);
const one = () => setOf(1);
const full = () => setOf(64);

/** The same code in a genesis, which runs no constructor: code and storage are written directly. */
async function inGenesis() {
  const all = await setOf(4);
  const place = "0x0000000000000000000000000000000000007777";
  await networkHelpers.setCode(place, await ethers.provider.getCode(all.set));
  for (const [slot, word] of Object.entries(validatorStorage(nodes(4)))) {
    await networkHelpers.setStorageAt(place, slot, word);
  }
  const set = all.set.attach(place) as typeof all.set;
  return { ...all, set, by: set.connect(all.council) };
}

describe("ValidatorSet: its members", () => {
  it("are returned to QBFT as given at deployment, and emitted in an event", async () => {
    const { set } = await loadFixture(four);
    expect(await set.getValidators()).to.deep.equal(nodes(4));
    await expect(set.deploymentTransaction()).to.emit(set, "ValidatorsNamed").withArgs(nodes(4));
    expect(await set.changeCount()).to.equal(0n);
    expect([...(await set.change(0))]).to.deep.equal([0n, 0n]);
  });

  it("are extended by one, with the whole set in the event", async () => {
    const { set, by } = await loadFixture(four);
    await expect(by.add(node(9)))
      .to.emit(set, "ValidatorAdded")
      .withArgs(node(9), [...nodes(4), node(9)]);
    expect(await set.getValidators()).to.deep.equal([...nodes(4), node(9)]);
    expect([...(await set.change(0))]).to.deep.equal([await now(), 4n]);
  });

  it("are reduced by one; the last takes its place", async () => {
    const { set, by } = await loadFixture(four);
    const left = [node(0), node(3), node(2)];
    await expect(by.remove(node(1)))
      .to.emit(set, "ValidatorRemoved")
      .withArgs(node(1), left);
    expect(await set.getValidators()).to.deep.equal(left);
    await time.increase(DAY);
    await by.remove(node(2));
    expect(await set.getValidators()).to.deep.equal([node(0), node(3)]);
  });

  it("are never none", async () => {
    const { set, by, council } = await loadFixture(one);
    await expect(by.remove(node(0))).to.be.revertedWithCustomError(set, "ValidatorSetEmpty");
    await expect(ethers.deployContract("ValidatorSet", [council, [], SALT])).to.be.revertedWithCustomError(
      set,
      "ValidatorSetEmpty",
    );
    expect(await set.getValidators()).to.deep.equal([node(0)]);
  });

  it("are distinct, and never the zero address", async () => {
    const { set, by, council } = await loadFixture(four);
    await expect(by.add(node(2)))
      .to.be.revertedWithCustomError(set, "ValidatorSetAlreadyIn")
      .withArgs(node(2));
    await expect(by.add(ethers.ZeroAddress)).to.be.revertedWithCustomError(set, "ValidatorSetZeroAddress");
    await expect(ethers.deployContract("ValidatorSet", [council, [node(1), node(1)], SALT]))
      .to.be.revertedWithCustomError(set, "ValidatorSetAlreadyIn")
      .withArgs(node(1));
    await expect(
      ethers.deployContract("ValidatorSet", [council, [node(1), ethers.ZeroAddress], SALT]),
    ).to.be.revertedWithCustomError(set, "ValidatorSetZeroAddress");
  });

  it("cannot be removed if they are not in it", async () => {
    const { set, by } = await loadFixture(four);
    for (const other of [node(4), ethers.ZeroAddress]) {
      await expect(by.remove(other)).to.be.revertedWithCustomError(set, "ValidatorSetNotIn").withArgs(other);
    }
    expect(await set.changeCount()).to.equal(0n);
  });

  it("are 64 at most", async () => {
    const { set, by, council } = await loadFixture(full);
    await expect(by.add(node(64)))
      .to.be.revertedWithCustomError(set, "ValidatorSetFull")
      .withArgs(64n);
    await expect(ethers.deployContract("ValidatorSet", [council, nodes(65), SALT]))
      .to.be.revertedWithCustomError(set, "ValidatorSetFull")
      .withArgs(64n);
  });
});

describe("ValidatorSet: at most max(1, ⌊n/3⌋) changes in any 86,400 seconds", () => {
  it("do not include the first set", async () => {
    for (const [fixture, allowed] of [
      [one, 1n],
      [five, 1n],
      [six, 2n],
      [nine, 3n],
      [full, 21n],
    ] as const) {
      const { set } = await loadFixture(fixture);
      expect([...(await set.allowance())]).to.deep.equal([0n, allowed]);
    }
  });

  it("let four change once, and again exactly a day later, not a second earlier", async () => {
    const { set, by } = await loadFixture(four);
    await by.add(node(4));
    const made = await now();
    await time.setNextBlockTimestamp(made + DAY - 1n);
    await expect(by.remove(node(0)))
      .to.be.revertedWithCustomError(set, "ValidatorSetTooManyChanges")
      .withArgs(1n, 1n, made + DAY);
    await time.setNextBlockTimestamp(made + DAY);
    await by.remove(node(0));
    expect(await set.changeCount()).to.equal(2n);
  });

  it("are counted in a sliding window: two bursts around midnight are one", async () => {
    const { set, by } = await loadFixture(nine);
    const midnight = ((await now()) / DAY + 2n) * DAY;
    for (const [second, added] of [
      [-3n, 10],
      [-2n, 11],
      [-1n, 12],
    ] as const) {
      await time.setNextBlockTimestamp(midnight + second);
      await by.add(node(added));
    }
    await time.setNextBlockTimestamp(midnight + 1n);
    await expect(by.add(node(13)))
      .to.be.revertedWithCustomError(set, "ValidatorSetTooManyChanges")
      .withArgs(3n, 3n, midnight - 3n + DAY);
  });

  it("depend on n as the day begins: changes within it do not move the limit", async () => {
    const growing = await loadFixture(five);
    await growing.by.add(node(5));
    expect([...(await growing.set.allowance())], "six now, but five then").to.deep.equal([1n, 1n]);
    await expect(growing.by.add(node(6))).to.be.revertedWithCustomError(growing.set, "ValidatorSetTooManyChanges");

    const shrinking = await loadFixture(six);
    await shrinking.by.remove(node(0));
    await shrinking.by.remove(node(1));
    await expect(shrinking.by.remove(node(2))).to.be.revertedWithCustomError(
      shrinking.set,
      "ValidatorSetTooManyChanges",
    );
    expect((await shrinking.set.getValidators()).length).to.equal(4);
  });

  it("are additions and removals alike, so that an exchange is two changes", async () => {
    const { set, by } = await loadFixture(six);
    await by.add(node(6));
    await by.remove(node(6));
    expect([...(await set.allowance())]).to.deep.equal([2n, 2n]);
    await expect(by.remove(node(0))).to.be.revertedWithCustomError(set, "ValidatorSetTooManyChanges");
  });

  it("do not include refused ones", async () => {
    const { set, by } = await loadFixture(four);
    await expect(by.add(node(0))).to.be.revertedWithCustomError(set, "ValidatorSetAlreadyIn");
    await expect(by.remove(node(7))).to.be.revertedWithCustomError(set, "ValidatorSetNotIn");
    expect([...(await set.allowance())]).to.deep.equal([0n, 1n]);
    await by.add(node(4));
  });
});

describe("ValidatorSet: it is changed", () => {
  it("only by the council: no stranger, deployer, validator, itself, or the zero address", async () => {
    const { set, council, stranger, deployer } = await loadFixture(four);
    const others = [stranger.address, deployer.address, node(0), await set.getAddress(), ethers.ZeroAddress];
    for (const caller of others) {
      await networkHelpers.impersonateAccount(caller);
      await networkHelpers.setBalance(caller, ethers.parseEther("1"));
      const by = set.connect(await ethers.getSigner(caller));
      for (const call of [by.add(node(9)), by.remove(node(0))]) {
        await expect(call).to.be.revertedWithCustomError(set, "GovernedNotCouncil").withArgs(caller, council);
      }
    }
    expect(await set.getValidators()).to.deep.equal(nodes(4));
  });

  it("by vote, through the timelock", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const set = await ethers.deployContract("ValidatorSet", [await council.timelock(), nodes(4), SALT]);
    const call = set.interface.encodeFunctionData("add", [node(4)]);
    await decide(council, members.slice(0, 3), [call], "a fifth validator", await set.getAddress());
    expect(await set.getValidators()).to.deep.equal(nodes(5));
  });

  it("only with a council at deployment, and has a different code hash for each salt", async () => {
    const { set, council, deployer } = await loadFixture(four);
    await expect(ethers.deployContract("ValidatorSet", [ethers.ZeroAddress, nodes(4), SALT]))
      .to.be.revertedWithCustomError(set, "GovernedNotCouncil")
      .withArgs(deployer, ethers.ZeroAddress);
    const twin = await ethers.deployContract("ValidatorSet", [council, nodes(4), ethers.id("other")]);
    expect(await ethers.provider.getCode(twin)).not.to.equal(await ethers.provider.getCode(set));
    expect([await set.COUNCIL(), await set.SALT(), await set.CHAIN_ID()]).to.deep.equal([
      council.address,
      SALT,
      31337n,
    ]);
  });
});

describe("ValidatorSet: in a genesis, where no constructor runs,", () => {
  it("it has the storage that its constructor would have written", async () => {
    const { set } = await loadFixture(four);
    for (const [slot, word] of Object.entries(validatorStorage(nodes(4)))) {
      expect(await ethers.provider.getStorage(set, slot)).to.equal(word);
    }
  });

  it("it answers, changes and refuses like a deployed one", async () => {
    const { set, by, stranger, council } = await loadFixture(inGenesis);
    expect(await set.getValidators()).to.deep.equal(nodes(4));
    expect([await set.COUNCIL(), await set.SALT()]).to.deep.equal([council.address, SALT]);
    await expect(set.connect(stranger).add(node(4))).to.be.revertedWithCustomError(set, "GovernedNotCouncil");
    await expect(by.add(node(3))).to.be.revertedWithCustomError(set, "ValidatorSetAlreadyIn");
    await expect(by.add(node(4)))
      .to.emit(set, "ValidatorAdded")
      .withArgs(node(4), nodes(5));
    await expect(by.add(node(5))).to.be.revertedWithCustomError(set, "ValidatorSetTooManyChanges");
  });

  it("it can be rebuilt from genesis and events alone", async () => {
    const { set, by } = await loadFixture(inGenesis);
    await by.add(node(4));
    await time.increase(DAY);
    await by.remove(node(1));
    const logs = await ethers.provider.getLogs({ address: await set.getAddress(), fromBlock: 0 });
    const last = set.interface.parseLog(logs.at(-1) ?? { topics: [], data: "0x" });
    expect([...(last?.args.validators ?? [])]).to.deep.equal([...(await set.getValidators())]);
  });
});

describe("ValidatorSet: its events", () => {
  it("determine every slot, including the history of changes", async () => {
    const { set, by } = await loadFixture(six);
    await by.remove(node(1));
    await by.add(node(6));
    await time.increase(DAY);
    await by.remove(node(0));
    const address = await set.getAddress();
    const told: Storage = new Map();
    let changes = -1n; // the first set is not a change
    for (const log of await ethers.provider.getLogs({ address, fromBlock: 0 })) {
      const block = await ethers.provider.getBlock(log.blockNumber);
      const held = validatorStorage([...(set.interface.parseLog(log)?.args.validators ?? [])]);
      const before = told.get(slot(0n)) ?? 0n;
      if (++changes > 0n) {
        told.set(slot(FIRST_CHANGE, changes - 1n), pack([block?.timestamp ?? 0, 40n], [before, 16n]));
        told.set(slot(1n), changes);
      }
      // A removed validator leaves a 0 in its slot.
      if (before > 0n) told.set(validatorSlots(Number(before)).at(-1) ?? "", 0n);
      for (const [place, word] of Object.entries(held)) told.set(place, BigInt(word));
    }
    const read = (place: string): Promise<string> => ethers.provider.getStorage(address, place);
    expect(changes).to.equal(3n);
    for (const [place, word] of told) expect(BigInt(await read(place)), place).to.equal(word);
    // Every non-zero slot that a transaction wrote is in the expected storage.
    const held = [...(await storageOf(set, ethers.provider))].filter(([, word]) => word !== 0n);
    for (const [place, word] of held) expect(told.get(place), place).to.equal(word);
  });
});
