import { expect } from "chai";
import { claimId, claimIds } from "../../src/records/relying-parties.ts";

describe("A claim's id in the registry of relying parties", () => {
  it("is keccak256 of its path as JSON, a bare name being a path of one step", () => {
    expect(claimId("family_name")).to.equal("0x0fa5823a61bd4556968870620c97edd66288b89eee1dd1169cb95d4cfd3b5204");
    expect(claimId(["family_name"])).to.equal(claimId("family_name"));
  });

  it("distinguishes paths that look alike when joined", () => {
    const paths = [
      ["address", "region"],
      ["address.region"],
      '["address","region"]',
      ["address", "region", 0],
      ["a", 0],
      ["a", "0"],
      ["a", null],
    ];
    expect(new Set(paths.map(claimId)).size).to.equal(paths.length);
  });

  it("is sorted and not repeated when several are registered", () => {
    const ids = claimIds(["b", "a", ["a"], "c"]);
    expect(ids).to.have.length(3);
    expect(ids).to.deep.equal([...ids].sort());
  });
});
