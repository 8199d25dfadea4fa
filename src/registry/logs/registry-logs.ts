import type { RpcClient } from "../../chain/rpc/rpc.ts";
import type { Addresses } from "../addresses.ts";
import { InForce } from "../directory-reader.ts";
import { jsonRpcLogSource, type LogSource, type RegistryAddresses } from "./source.ts";

/** The registries of one deployment, to follow by their logs. */
export interface RegistryLogs {
  readonly source: LogSource;
  readonly addresses: RegistryAddresses;
  readonly chainId: bigint;
  /** The hash of the chain's first block. */
  readonly genesis: string;
  /** No log of the registries is older. */
  readonly fromBlock: number;
  /** What the Directory says of the registries. */
  readonly inForce: InForce;
}

/**
 * The source that a replica follows: a connected {@link Registry}, or an addresses file with `createRpc(…)`. The latter
 * makes no request yet, so that a replica can be opened while the node is down.
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
    inForce: new InForce(rpc, addresses, 0),
  };
}
