import { ethers, SALT } from "../../test/contracts/support/registries.ts";

/** The gas of anchoring, per root: of one root, and of a hundred at once. */
export async function anchoring(): Promise<Readonly<Record<string, bigint>>> {
  return {
    "gas.evidence.perRoot": await perRoot(1),
    "gas.evidence.batch100.perRoot": await perRoot(100),
  };
}

async function perRoot(count: number): Promise<bigint> {
  const log = await ethers.deployContract("EvidenceLog", [SALT]);
  const roots = Array.from({ length: count }, (_, i) => ethers.id(`root ${i}`));
  const receipt = await (await log.anchor(roots)).wait();
  return (receipt?.gasUsed ?? 0n) / BigInt(count);
}
