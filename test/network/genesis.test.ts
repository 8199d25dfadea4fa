import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Genesis, genesisOf } from "../../network/genesis.ts";
import { genesisHash, storageRootOf } from "../../network/genesis-hash.ts";
import { validatorStorage } from "../../src/public/council.ts";

const vector = (name: string) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));

const VALIDATORS = [1, 2, 3, 4].map((n) => `0x${String(n).repeat(40)}`);
const CONTRACT = `0x${"77".repeat(20)}`;

function genesis(storage: Readonly<Record<string, string>> = validatorStorage(VALIDATORS)): Genesis {
  const accounts = new Map([[CONTRACT, { nonce: 1n, balance: 0n, code: "0x6001", storage }]]);
  return genesisOf({
    chainId: 7n,
    timestamp: 1_793_000_000,
    gasLimit: 30_000_000n,
    validatorContract: CONTRACT,
    accounts,
  });
}

describe("The consortium's genesis", () => {
  it("has the hash and the state root that Besu computes for the same file", async () => {
    const { block } = vector("besu-qbft/blocks/block-0.json");
    expect(await genesisHash(vector("besu-qbft/genesis.json"))).to.deep.equal({
      hash: block.hash,
      stateRoot: block.stateRoot,
    });
  });

  it("makes Besu read its validators from a contract, as recorded networks do", () => {
    const [ours, recorded] = [genesis(), vector("besu-qbft-contract/genesis.json")];
    for (const member of ["extraData", "mixHash", "difficulty", "coinbase", "nonce"] as const) {
      expect(ours[member], member).to.equal(recorded[member]);
    }
    expect(Object.keys(recorded.config.qbft)).to.have.members(Object.keys(ours.config.qbft));
    expect(ours.config).to.deep.include({ zeroBaseFee: true, cancunTime: 0, chainId: 7 });
    // A transaction signed while there is only the first block must not offer a price.
    expect(ours.baseFeePerGas).to.equal("0x0");
    expect(ours.config.qbft).to.deep.include({ blockperiodseconds: 1, validatorcontractaddress: CONTRACT });
  });

  it("has Besu's default price if it names none", async () => {
    const { baseFeePerGas: _, ...unnamed } = genesis();
    expect(await genesisHash(unnamed)).to.deep.equal(await genesisHash({ ...unnamed, baseFeePerGas: "0x3b9aca00" }));
  });

  it("differs by chain, time, contract and slot", async () => {
    const one = genesis();
    const others = [
      { ...one, timestamp: "0x1" },
      { ...one, gasLimit: "0x1" },
      { ...one, baseFeePerGas: "0x1" },
      genesis(validatorStorage(VALIDATORS.slice(1))),
      { ...one, alloc: {} },
    ];
    const hashes = await Promise.all([one, ...others].map(async (each) => (await genesisHash(each)).hash));
    expect(new Set(hashes).size).to.equal(hashes.length);
  });

  it("leaves out slots that hold 0", async () => {
    const slot = `0x${"01".repeat(32)}`;
    const [none, zero] = [await storageRootOf({}), await storageRootOf({ [slot]: `0x${"00".repeat(32)}` })];
    expect(zero).to.equal(none);
    expect(await storageRootOf({ [slot]: `0x${"00".repeat(31)}01` })).not.to.equal(none);
  });
});
