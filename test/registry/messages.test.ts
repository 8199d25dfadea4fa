import { expect } from "chai";
import { AbiCoder, type Interface, id } from "ethers";
import { RpcError } from "../../src/chain/rpc/node.ts";
import { namesIn } from "../../src/errors/catalogue/sentence.ts";
import { CONTRACT_MESSAGES, isContractError } from "../../src/errors/contracts.ts";
import { ERRORS } from "../../src/public/errors.ts";
import { INTERFACES } from "../../src/registry/contracts.ts";
import { reverted, translate } from "../../src/registry/errors.ts";
import { messageOf } from "../../src/registry/messages.ts";

const ALICE = `0x${"A1".repeat(20)}`;

/** The errors of every contract, with the names of their values. */
const DECLARED: readonly (readonly [string, readonly string[]])[] = Object.values(INTERFACES).flatMap(errorsOf);

function errorsOf(one: Interface): [string, readonly string[]][] {
  const found: [string, readonly string[]][] = [];
  one.forEachError(({ name, inputs }) => found.push([name, inputs.map((input) => input.name)]));
  return found;
}

describe("The list of contract errors", () => {
  it("has exactly the errors of the contracts", () => {
    expect(Object.keys(CONTRACT_MESSAGES)).to.have.members([...new Set(DECLARED.map(([name]) => name))]);
  });

  it("has texts in both languages, which name only facts that the error has", () => {
    for (const [name, inputs] of DECLARED) {
      if (!isContractError(name)) throw new Error(name);
      const facts = Object.fromEntries(inputs.map((input) => [input, input === "current" ? 3 : "x"]));
      expect(messageOf(name, facts), name).not.to.contain("{");
      const { needed, aside } = namesIn(ERRORS[`registry.${name}`].ko);
      expect(inputs, name).to.include.members([...needed, ...aside]);
    }
  });

  it("gives an error the contract's name for it, and its values as facts", () => {
    const data = INTERFACES.StatusLists.encodeErrorResult("StatusListUnopened", [ALICE, 7]);
    for (const shape of [data, { data }, { message: "…", data: { data } }]) {
      const error = translate(new RpcError(3, "execution reverted", shape), "StatusLists.setStatus");
      expect(error.code).to.equal("registry.StatusListUnopened");
      expect(error.details).to.deep.equal({ issuer: ALICE.toLowerCase(), list: 7n, doing: "StatusLists.setStatus" });
      expect(error.message).to.equal(`${ALICE.toLowerCase()} has not opened list 7.`);
    }
  });

  it("is found, or not, however deep a node nests what it says", () => {
    let deep: unknown = "0x";
    for (let i = 0; i < 100_000; i++) deep = { data: deep };
    expect(translate(new RpcError(3, "execution reverted", deep), "A call").code).to.equal("registry.reverted");
  });

  it("is not needed for an error of another contract, which is reported too", () => {
    const encode = (types: string[], values: unknown[]): string =>
      AbiCoder.defaultAbiCoder().encode(types, values).slice(2);
    const said = id("Error(string)").slice(0, 10) + encode(["string"], ["not today"]);
    expect(reverted(said, "A call").details.reason).to.equal("not today");
    const panic = id("Panic(uint256)").slice(0, 10) + encode(["uint256"], [0x11]);
    expect(reverted(panic, "A call").details.reason).to.equal("panic 0x11");
    for (const data of [undefined, "0x", "0xdeadbeef", `${id("DIDDeactivated(address)").slice(0, 10)}00`]) {
      expect(reverted(data, "A call").code).to.equal("registry.reverted");
    }
  });

  const words: readonly [string, string][] = [
    ["Upfront cost exceeds account balance", "registry.insufficient-funds"],
    ["Sender doesn't have enough funds to send tx", "registry.insufficient-funds"],
    ["Sender account not authorized to send transactions", "registry.not-permitted"],
    ["Nonce too low", "registry.nonce"],
    ["Known transaction", "registry.nonce"],
    ["unknown account", "registry.unknown-account"],
    ["execution reverted", "registry.reverted"],
    ["something else at https://user:secret@host/key", "registry.rpc"],
  ];
  for (const [message, code] of words) {
    it(`maps "${message.slice(0, 40)}" to ${code}`, () => {
      const error = translate(new RpcError(-32000, message, undefined), "A write");
      expect(error.code).to.equal(code);
      expect(error.message).not.to.contain("secret");
    });
  }
});
