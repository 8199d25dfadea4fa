import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { ENTRY, ethers, networkHelpers, now, people, SALT } from "./registry.fixture.ts";

type Layout = { storage: { slot: string; label: string }[] };
type Output = { output: { contracts: Record<string, Record<string, { storageLayout: Layout }>> } };

const PAGES = { Council: "council", Directory: "directory", RelyingParties: "relying-parties" } as const;

async function compiled(contract: string): Promise<string[]> {
  const source = `contracts/governance/${contract}.sol`;
  const id = await artifacts.getBuildInfoId(`${source}:${contract}`);
  const path = id === undefined ? undefined : await artifacts.getBuildInfoOutputPath(id);
  if (path === undefined) throw new Error(`${contract} is not compiled`);
  const { output }: Output = JSON.parse(await readFile(path, "utf8"));
  const layout = output.contracts[`project/${source}`]?.[contract]?.storageLayout;
  if (layout === undefined) throw new Error(`${contract} has no storage layout`);
  return layout.storage.map(({ slot, label }) => `${slot} ${label}`);
}

async function documented(page: string): Promise<string[]> {
  const text = await readFile(new URL(`../../../docs/registries/${page}.md`, import.meta.url), "utf8");
  return [...text.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, slot, label]) => `${slot} ${label}`);
}

describe("Storage of the council's registries", () => {
  for (const [contract, page] of Object.entries(PAGES)) {
    it(`is laid out as docs/registries/${page}.md says (${contract})`, async () => {
      expect(await documented(page)).to.deep.equal(await compiled(contract));
    });
  }

  const coder = ethers.AbiCoder.defaultAbiCoder();
  const slotOf = (key: string, slot: bigint | string) =>
    BigInt(
      ethers.keccak256(coder.encode(["bytes32", "bytes32"], [ethers.zeroPadValue(key, 32), ethers.toBeHex(slot, 32)])),
    );
  const firstOf = (slot: bigint) => BigInt(ethers.keccak256(ethers.toBeHex(slot, 32)));

  it("has a directory's entry in two slots that anybody can compute from its name and index", async () => {
    const { dids, council } = await networkHelpers.loadFixture(people);
    const directory = await ethers.deployContract("Directory", [dids, council, SALT]);
    const name = ethers.encodeBytes32String("DIDRegistry");
    await directory.connect(council).register(name, directory);
    await directory.connect(council).register(name, dids);
    const second = firstOf(slotOf(name, 0n)) + 2n;
    const { from, codeHash } = await directory.entry(name, 1);
    const packed = ((((2n ** 40n - 1n) << 40n) | from) << 160n) | BigInt(await dids.getAddress());
    expect(BigInt(await ethers.provider.getStorage(directory, second))).to.equal(packed);
    expect(await ethers.provider.getStorage(directory, second + 1n)).to.equal(codeHash);
  });

  it("has a registration's epoch in the first of six slots", async () => {
    const { dids, council, supervisor, party } = await networkHelpers.loadFixture(people);
    const registry = await ethers.deployContract("RelyingParties", [dids, council, SALT]);
    const until = (await now()) + 1_000n;
    await registry.connect(council).appoint(supervisor, until);
    await registry.connect(supervisor).register(supervisor, party, SALT, { ...ENTRY, claims: [SALT], until });
    await registry.connect(supervisor).withdraw(supervisor, party, SALT);
    const { from, until: ended } = await registry.registration(party, SALT, 0);
    const slot = firstOf(slotOf(SALT, ethers.toBeHex(slotOf(party.address, 1n), 32)));
    const packed = (1n << 240n) | (ended << 200n) | (from << 160n) | BigInt(supervisor.address);
    expect(BigInt(await ethers.provider.getStorage(registry, slot))).to.equal(packed);
  });
});
