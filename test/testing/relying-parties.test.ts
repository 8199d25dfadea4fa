import { expect } from "chai";
import { keccak256 } from "../../src/crypto/hash.ts";
import { createTestRegistry } from "../../src/public/testing.ts";
import { claimIds } from "../../src/records/relying-parties.ts";

const VCT = "https://didim.example/vct/civil-servant-id";

describe("Relying parties of the registry in memory", () => {
  it("may request what they are registered for, and nobody else may, for a year", async () => {
    const registry = createTestRegistry();
    const [gate, bank] = [registry.agency("gate"), registry.agency("bank")];
    registry.registerRelyingParty(gate, VCT, ["family_name", ["address", "region"]], "Entry");
    const of = async (identity: string, vct = VCT) =>
      (await registry.relyingParties.look()).registrationOf(identity, keccak256(vct));
    expect(await of(gate.identity)).to.deep.include({
      claims: claimIds(["family_name", ["address", "region"]]),
      names: { ko: "gate", en: "" },
      purpose: "Entry",
    });
    expect(await of(gate.identity, "another")).to.equal(undefined);
    expect(await of(bank.identity)).to.equal(undefined);
    registry.pass(365 * 86_400);
    expect(await of(gate.identity)).to.equal(undefined);
  });
});
