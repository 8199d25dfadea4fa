import { expect } from "chai";
import { validatorStorage } from "../../../src/public/council.ts";
import { isDidimError } from "../../../src/public/index.ts";
import { validatorSlots } from "../../../src/public/trust-anchor.ts";

const node = (number: number): string => `0x${number.toString(16).padStart(40, "0")}`;
const nodes = (count: number): string[] => Array.from({ length: count }, (_, index) => node(index + 1));

function refusal(validators: readonly string[]): string {
  try {
    validatorStorage(validators);
  } catch (error) {
    if (isDidimError(error, "registry.validators")) return String(error.details.why);
    throw error;
  }
  return "accepted";
}

describe("The validators of a genesis", () => {
  it("are stored where Solidity keeps an array in slot 0", () => {
    // keccak256 of 32 zero bytes
    const first = "0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563";
    const second = "0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e564";
    expect(validatorSlots(2)).to.deep.equal([`0x${"0".repeat(64)}`, first, second]);
    expect(validatorStorage([node(0xaa), node(0xbb)])).to.deep.equal({
      [`0x${"0".repeat(64)}`]: `0x${"2".padStart(64, "0")}`,
      [first]: `0x${"aa".padStart(64, "0")}`,
      [second]: `0x${"bb".padStart(64, "0")}`,
    });
  });

  it("are 1 to 64", () => {
    expect(refusal([])).to.match(/not 0/);
    expect(refusal(nodes(64))).to.equal("accepted");
    expect(refusal(nodes(65))).to.match(/not 65/);
  });

  it("are addresses, none of them zero, without duplicates in any spelling", () => {
    for (const wrong of ["0x12", node(0), "validator", node(1).slice(2)]) {
      expect(refusal([node(1), wrong])).to.match(/no address/);
    }
    const letters = `0x${"ab".repeat(20)}`;
    expect(refusal([letters, `0x${"AB".repeat(20)}`])).to.match(/twice/);
  });
});
