import { ethers, networkHelpers } from "../support/local.ts";

export { ethers, networkHelpers };

export const SALT = ethers.id("registry tests");
export const NO_END = 2n ** 40n - 1n;
export const now = async () => BigInt(await networkHelpers.time.latest());
/** A relying party's entry, without its claims and its end. */
export const ENTRY = {
  nameKo: "새봄은행",
  nameEn: "Saebom Bank",
  contact: "https://saebom.example/privacy",
  purpose: "면허 소지와 나이를 확인합니다",
};

/** The real DIDRegistry, an account in place of the council's timelock, and other accounts. */
export async function people() {
  const [deployer, council, supervisor, rival, party, stranger, newKey] = await ethers.getSigners();
  if (!deployer || !council || !supervisor || !rival || !party || !stranger || !newKey)
    throw new Error("too few accounts");
  const dids = await ethers.deployContract("DIDRegistry", [SALT]);
  return { dids, deployer, council, supervisor, rival, party, stranger, newKey };
}
