import type { RpcClient } from "../../../src/chain/rpc/rpc.ts";
import { type BlockReference, client } from "../../../src/registry/client.ts";
import type { ContractName, Contracts } from "../../../src/registry/contracts.ts";
import { blockOf, type Registry } from "../../../src/registry/open.ts";
import type { Chain } from "../../facts/replica/chain.fixture.ts";

const NOWHERE = `0x${"00".repeat(19)}01`;

/** The registries of a Hardhat chain, for reading. The council, the Directory and the relying parties are not there. */
export async function registryOver(chain: Chain): Promise<Registry> {
  const rpc: RpcClient = { request: (method, params = []) => chain.send(method, params) };
  const addressOf = async (contract: { getAddress(): Promise<string> }) => ({
    address: (await contract.getAddress()).toLowerCase(),
  });
  const contracts = {
    DIDRegistry: await addressOf(chain.dids),
    CredentialTypes: await addressOf(chain.types),
    Accreditations: await addressOf(chain.accreditations),
    StatusLists: await addressOf(chain.statuses),
    TrustLens: await addressOf(chain.lens),
  };
  const elsewhere = ["RelyingParties", "Directory", "Council", "CouncilTimelock", "ValidatorSet", "EvidenceLog"];
  const nowhere = Object.fromEntries(elsewhere.map((name) => [name, { address: NOWHERE }]));
  const addresses = { chainId: 31337n, block: 0n, contracts: { ...nowhere, ...contracts } };
  const at = (block: BlockReference): unknown => {
    const of = <N extends ContractName>(name: N) =>
      client<Contracts[N]>(name, addresses.contracts[name as keyof typeof contracts].address, { rpc, block });
    return {
      ...{ chainId: 31337n, addresses, rpc, at, inForce: { entries: async () => new Map() } },
      ...{ dids: of("DIDRegistry"), types: of("CredentialTypes"), accreditations: of("Accreditations") },
      ...{ statuses: of("StatusLists"), lens: of("TrustLens") },
      head: () => blockOf(rpc as Parameters<typeof blockOf>[0], block),
    };
  };
  return at("latest") as Registry;
}
