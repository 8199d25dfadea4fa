import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { ethers, key, networkHelpers, register, registryAndPeople } from "./did.fixture.ts";

const { loadFixture } = networkHelpers;
const PAGE = new URL("../../../docs/registries/did-registry.md", import.meta.url);
const SOURCE = "contracts/did/DIDRegistry.sol";

interface Layout {
  readonly storage: readonly { readonly slot: string; readonly label: string; readonly type: string }[];
  readonly types: Readonly<Record<string, { readonly label: string; readonly members?: Layout["storage"] }>>;
}

async function layout(): Promise<Layout> {
  const id = await artifacts.getBuildInfoId(`${SOURCE}:DIDRegistry`);
  const path = id === undefined ? undefined : await artifacts.getBuildInfoOutputPath(id);
  if (path === undefined) throw new Error("DIDRegistry is not compiled");
  const { output } = JSON.parse(await readFile(path, "utf8"));
  return output.contracts[`project/${SOURCE}`].DIDRegistry.storageLayout;
}

const slotOf = (mappingKey: string, slot: bigint): bigint =>
  BigInt(ethers.keccak256(ethers.concat([ethers.zeroPadValue(mappingKey, 32), ethers.toBeHex(slot, 32)])));

describe("DIDRegistry: its storage", () => {
  it("is laid out as docs/registries/did-registry.md says", async () => {
    const { storage } = await layout();
    const text = await readFile(PAGE, "utf8");
    const documented = [...text.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, slot, label]) => `${slot} ${label}`);
    expect(documented).to.deep.equal(storage.map(({ slot, label }) => `${slot} ${label}`));
  });

  it("has an identity's record in one slot, a key in two and a recovery in three, in the order drawn in the interface", async () => {
    const { types } = await layout();
    const members = (name: string) => {
      const struct = Object.values(types).find(({ label }) => label === `struct IDIDRegistry.${name}`);
      return struct?.members?.map(({ label, slot }) => `${slot} ${label}`);
    };
    const identity = ["controller", "changed", "nonce", "keyCount", "attributeCount", "deactivated"];
    const first = ["from", "until", "compromisedSince", "reason", "algorithm", "yIsOdd", "position"];
    expect(members("Identity")).to.deep.equal(identity.map((label) => `0 ${label}`));
    expect(members("Key")).to.deep.equal([...first.map((label) => `0 ${label}`), "1 xOrHash"]);
    expect(members("Recovery")).to.deep.equal([
      "0 recoverer",
      "0 nextFrom",
      "1 next",
      "1 readyAt",
      "1 endKeys",
      "2 newController",
    ]);
  });

  it("can be computed by anybody from identity and thumbprint, and read without calling the registry", async () => {
    const { registry, agency, id } = await loadFixture(registryAndPeople);
    const one = await key(301);
    await register(registry, agency, one, 1000n);
    await registry.connect(agency).compromiseKey(id, one.thumbprint, await networkHelpers.time.latest());
    const at = async (slot: bigint) => BigInt(await ethers.provider.getStorage(registry, slot));

    const record = await at(slotOf(id, 0n));
    const { changed, nonce } = await registry.identityOf(id);
    expect(record).to.equal((nonce << 200n) | (changed << 160n));

    const slot = slotOf(one.thumbprint, slotOf(id, 1n));
    const { from, until, compromisedSince, reason, algorithm, yIsOdd, xOrHash } = await registry.keyOf(
      id,
      one.thumbprint,
    );
    const odd = yIsOdd ? 1n : 0n;
    expect(await at(slot)).to.equal(
      (odd << 136n) | (algorithm << 128n) | (reason << 120n) | (compromisedSince << 80n) | (until << 40n) | from,
    );
    expect(ethers.toBeHex(await at(slot + 1n), 32)).to.equal(xOrHash);
    expect([...(await registry.keyWords(id, one.thumbprint))]).to.deep.equal([await at(slot), xOrHash]);
  });
});
