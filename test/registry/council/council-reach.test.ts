import { expect } from "chai";
import type { FunctionFragment, ParamType } from "ethers";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../../../src/registry/contracts.ts";
import { ACTIONS } from "../../../src/registry/council/action-table.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";

const STRANGER = `0x${"5e".repeat(20)}`;

/** Zero values for parameters of any type: a guard runs before everything else. */
function nothing({ baseType, arrayChildren, components, type }: ParamType): unknown {
  if (arrayChildren !== null) return [];
  if (components !== null) return components.map(nothing);
  if (baseType === "string") return "";
  if (baseType === "bytes") return "0x";
  if (baseType === "bool") return false;
  if (baseType === "address") return `0x${"0".repeat(40)}`;
  const [, size] = /^bytes(\d+)$/.exec(type) ?? [];
  return size === undefined ? 0 : `0x${"00".repeat(Number(size))}`;
}

const writesOf = (name: ContractName): FunctionFragment[] =>
  (INTERFACES[name].fragments.filter((each) => each.type === "function") as FunctionFragment[]).filter(
    ({ constant }) => !constant,
  );

describe("What the council can call", function () {
  this.timeout(120_000);
  let chain: LocalChain;

  before(async () => {
    chain = await startLocalChain();
  });
  after(() => chain.stop());

  /** The error of a call with zero values by `from`. */
  async function ending(from: string, to: string, data: string): Promise<string> {
    const { rpc } = chain.as(chain.accounts[0] ?? "");
    try {
      await rpc.request("eth_call", [{ from, to, data }, "latest"]);
      return "done";
    } catch (error) {
      const { data: reason, message } = error as { data?: unknown; message: string };
      return /0x[0-9a-f]{8}/.exec(JSON.stringify(reason ?? message))?.[0] ?? message;
    }
  }

  it("is exactly the table of actions: every function that refuses a stranger and accepts the council's timelock", async () => {
    const { contracts } = chain.addresses;
    const timelock = contracts.CouncilTimelock.address;
    const guarded: string[] = [];
    for (const name of CONTRACT_NAMES)
      for (const fragment of writesOf(name)) {
        const data = INTERFACES[name].encodeFunctionData(fragment, fragment.inputs.map(nothing));
        const to = contracts[name].address;
        const [theirs, ours] = [await ending(STRANGER, to, data), await ending(timelock, to, data)];
        if (theirs !== ours) guarded.push(`${name}.${fragment.name}`);
      }
    const table = Object.values(ACTIONS).map(({ contract, method }) => `${contract}.${method}`);
    expect(guarded.sort()).to.deep.equal(table.sort());
  });
});
