import { expect } from "chai";
import { artifacts } from "hardhat";

const EIP_170_BYTES = 24_576;

describe("Code size", () => {
  it("of every contract is within the limit of EIP-170, so that every chain accepts it", async () => {
    const names = [...(await artifacts.getAllFullyQualifiedNames())].filter((name) => name.startsWith("contracts/"));
    expect(names).to.not.be.empty;
    for (const name of names) {
      const { deployedBytecode } = await artifacts.readArtifact(name);
      expect((deployedBytecode.length - 2) / 2, name).to.be.at.most(EIP_170_BYTES);
    }
  });
});
