import type { RpcClient } from "../../chain/rpc/rpc.ts";
import type { Addresses } from "../addresses.ts";
import { Terms } from "../terms.ts";
import { jsonRpcLogSource, type LogSource, type RegistryAddresses } from "./source.ts";

/** The registries of one deployment, to be followed by their logs. */
export interface RegistryLogs {
  readonly source: LogSource;
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block. */
  readonly genesis: string;
  /** Nothing of the registries is older. */
  readonly fromBlock: number;
  /** What the Directory says of them. */
  readonly terms: Terms;
}

/**
 * What a replica follows: a {@link Registry} that one is connected to; or an addresses file with `httpRpc(…)`, which asks no node
 * yet, so that a replica can be opened while the node is away.
 */
export function logsOf({ rpc, addresses }: { rpc: RpcClient; addresses: Addresses }): RegistryLogs {
  const { DIDRegistry, CredentialTypes, Accreditations, StatusLists } = addresses.contracts;
  const followed = {
    dids: DIDRegistry.address,
    types: CredentialTypes.address,
    accreditations: Accreditations.address,
    statuses: StatusLists.address,
  };
  const codeHashes = [DIDRegistry, CredentialTypes, Accreditations, StatusLists].map(({ codeHash }) => codeHash);
  return {
    source: jsonRpcLogSource((method, params) => rpc.request(method, params), followed, codeHashes),
    addresses: followed,
    chainId: addresses.chainId,
    genesis: addresses.genesis,
    fromBlock: Number(addresses.block),
    terms: new Terms(rpc, addresses, 0),
  };
}
