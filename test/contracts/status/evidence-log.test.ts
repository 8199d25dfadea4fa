import { expect } from "chai";
import { ethers, networkHelpers, nobody, now, SALT, timeOf, wait } from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const root = (number: number): string => ethers.id(`root ${number}`);
const roots = (count: number): string[] => Array.from({ length: count }, (_, index) => root(index));

async function emptyLog() {
  const [first, second] = await ethers.getSigners();
  if (!first || !second) throw new Error("too few accounts");
  return { log: await ethers.deployContract("EvidenceLog", [SALT]), first, second };
}

describe("EvidenceLog", () => {
  it("keeps the time of the block that first contained a root", async () => {
    const { log } = await loadFixture(emptyLog);
    expect(await log.anchoredAt(root(1))).to.equal(0n);
    const sent = await log.anchor([root(1)]);
    await expect(sent)
      .to.emit(log, "RootAnchored")
      .withArgs(root(1), await timeOf(sent));
    expect(await log.anchoredAt(root(1))).to.equal(await timeOf(sent));
  });

  it("anchors many at once, each with an event of its own, in order", async () => {
    const { log } = await loadFixture(emptyLog);
    const receipt = await (await log.anchor(roots(100))).wait();
    const told = receipt?.logs.map(({ topics, data }) => log.interface.parseLog({ topics, data })?.args[0]);
    expect(told).to.deep.equal(roots(100));
    for (const each of roots(100)) expect(await log.anchoredAt(each)).to.equal(await now());
  });

  it("lets the first write win, whoever comes later: no error, no change, no event", async () => {
    const { log, second } = await loadFixture(emptyLog);
    const time = await timeOf(log.anchor([root(1)]));
    await wait(1_000n);
    await expect(log.connect(second).anchor([root(1)])).not.to.emit(log, "RootAnchored");
    expect(await log.anchoredAt(root(1))).to.equal(time);
  });

  it("accepts the new ones among known ones", async () => {
    const { log } = await loadFixture(emptyLog);
    const time = await timeOf(log.anchor([root(0), root(2)]));
    await wait(1_000n);
    const receipt = await (await log.anchor([...roots(4), root(3)])).wait();
    expect(receipt?.logs.map(({ topics }) => topics[1])).to.deep.equal([root(1), root(3)]);
    const times = await Promise.all(roots(4).map((each) => log.anchoredAt(each)));
    expect(times).to.deep.equal([time, await now(), time, await now()]);
  });

  it("accepts them from anyone, even the zero address: an earlier time harms no one", async () => {
    const { log, second } = await loadFixture(emptyLog);
    await log.connect(second).anchor([root(1)]);
    await log.connect(await nobody()).anchor([root(2)]);
    expect(await log.anchoredAt(root(2))).to.equal(await now());
  });

  it("refuses a call without roots", async () => {
    const { log } = await loadFixture(emptyLog);
    await expect(log.anchor([])).to.be.revertedWithCustomError(log, "EvidenceNoRoots");
  });

  it("refuses root 0, and then everything in the call", async () => {
    const { log } = await loadFixture(emptyLog);
    await expect(log.anchor([root(1), ethers.ZeroHash, root(2)]))
      .to.be.revertedWithCustomError(log, "EvidenceZeroRoot")
      .withArgs(1n);
    expect(await log.anchoredAt(root(1))).to.equal(0n);
    expect(await log.anchoredAt(ethers.ZeroHash)).to.equal(0n);
  });

  it("has a different code hash for each chain and salt", async () => {
    const { log } = await loadFixture(emptyLog);
    const twin = await ethers.deployContract("EvidenceLog", [ethers.id("other")]);
    expect(await ethers.provider.getCode(twin)).not.to.equal(await ethers.provider.getCode(log));
    expect([await log.SALT(), await log.CHAIN_ID()]).to.deep.equal([SALT, 31337n]);
  });
});
