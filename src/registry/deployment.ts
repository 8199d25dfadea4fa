import type { Rpc } from "../chain/rpc/rpc.ts";
import { DidimError } from "../errors/error.ts";
import type { Addresses, Deployed } from "./addresses.ts";
import { CONTRACT_NAMES, type ContractName } from "./contracts.ts";
import { blockOf, codeHashOf } from "./open.ts";

/** Reads the data for an addresses file from the chain after a deployment. */
export async function describeDeployment(
  rpc: Rpc,
  deployment: {
    readonly chainId: bigint;
    readonly salt: string;
    readonly block: bigint;
    readonly contracts: Readonly<Record<string, string>>;
  },
): Promise<Addresses> {
  const { chainId, salt, block } = deployment;
  const found = CONTRACT_NAMES.map(async (name): Promise<[ContractName, Deployed]> => {
    const address = deployment.contracts[name]?.toLowerCase() ?? "";
    const codeHash = address === "" ? undefined : await codeHashOf(rpc, address);
    if (codeHash !== undefined) return [name, { address, codeHash }];
    throw new DidimError("facts.no-contract", `There is no ${name} at ${address}.`, { contract: name, address });
  });
  const contracts = Object.fromEntries(await Promise.all(found)) as Record<ContractName, Deployed>;
  return { chainId, genesis: (await blockOf(rpc, 0n)).hash, salt, block, contracts };
}
