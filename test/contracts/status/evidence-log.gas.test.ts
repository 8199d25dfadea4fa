import { expect } from "chai";
import { ethers, SALT } from "../support/registries.ts";

const roots = (count: number): string[] => Array.from({ length: count }, (_, index) => ethers.id(`root ${index}`));

/** The gas of a whole receipt, per root. */
async function gasPerRoot(count: number): Promise<bigint> {
  const log = await ethers.deployContract("EvidenceLog", [SALT]);
  const receipt = await (await log.anchor(roots(count))).wait();
  return (receipt?.gasUsed ?? 0n) / BigInt(count);
}

describe("Budgets of gas: anchoring evidence, on cancun", () => {
  for (const [count, budget] of [
    [1, 48_000n],
    [100, 26_000n],
  ] as const) {
    it(`${count} at once: at most ${budget} a root`, async () => {
      const gas = await gasPerRoot(count);
      console.log(`      ${count}: ${gas} of ${budget} a root`);
      expect(gas <= budget, `${gas} > ${budget}`).to.equal(true);
    });
  }
});
