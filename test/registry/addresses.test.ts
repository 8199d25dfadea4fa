import { expect } from "chai";
import { isDidimError } from "../../src/public/index.ts";
import { CONTRACT_NAMES, formatAddresses, parseAddresses } from "../../src/public/registry.ts";

const hex = (bytes: number, digit: string): string => `0x${digit.repeat(2 * bytes)}`;

function file(): Record<string, unknown> {
  const contracts = CONTRACT_NAMES.map((name) => [name, { address: hex(20, "a"), codeHash: hex(32, "b") }]);
  return {
    format: "didim-addresses/1",
    chainId: 31337,
    genesis: hex(32, "1"),
    salt: hex(32, "2"),
    block: 7,
    contracts: Object.fromEntries(contracts),
  };
}

function refusal(value: unknown): string {
  try {
    parseAddresses(value);
  } catch (error) {
    if (isDidimError(error, "registry.addresses")) return String(error.details.why);
    throw error;
  }
  return "accepted";
}

describe("An addresses file", () => {
  it("is read as it was written", () => {
    const addresses = parseAddresses(file());
    expect(parseAddresses(JSON.parse(formatAddresses(addresses)))).to.deep.equal(addresses);
    expect(addresses.chainId).to.equal(31337n);
  });

  it("names exactly the contracts of the deployment", () => {
    const { TrustLens: _, ...rest } = file().contracts as Record<string, unknown>;
    expect(refusal({ ...file(), contracts: rest })).to.equal("contracts lacks TrustLens");
    expect(refusal({ ...file(), contracts: { ...rest, TrustLens: rest.Council, Extra: rest.Council } })).to.match(
      /Extra/,
    );
    expect(refusal({ ...file(), owner: "nobody" })).to.match(/owner/);
  });

  const wrong: readonly [string, unknown][] = [
    ["no object", "addresses"],
    ["another format", { ...file(), format: "didim-addresses/2" }],
    ["a chain id that is no number", { ...file(), chainId: "31337" }],
    ["a negative block", { ...file(), block: -1 }],
    ["a short genesis", { ...file(), genesis: "0x12" }],
    ["a salt that is no hex", { ...file(), salt: hex(32, "g") }],
    ["no members", {}],
    ["nothing", null],
  ];
  for (const [what, value] of wrong) {
    it(`with ${what} is refused`, () => expect(refusal(value)).not.to.equal("accepted"));
  }

  it("contains no zero address", () => {
    const contracts = file().contracts as Record<string, object>;
    const nobody = { ...contracts, Council: { ...contracts.Council, address: hex(20, "0") } };
    expect(refusal({ ...file(), contracts: nobody })).to.match(/Council.address/);
  });
});
