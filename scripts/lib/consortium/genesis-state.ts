import { hexOf } from "../../../network/bytes.ts";
import type { GenesisAccount } from "../../../network/genesis.ts";
import { storageRootOf } from "../../../network/genesis-hash.ts";
import {
  type ChainSigner,
  createRemoteAccount,
  createRpc,
  createSigningProvider,
  type Rpc,
  type SendingAccount,
} from "../../../src/public/chain.ts";
import { callOf } from "../../../src/public/council.ts";
import { DidimError } from "../../../src/public/index.ts";
import { type Addresses, CONTRACT_NAMES, openRegistry } from "../../../src/public/registry.ts";
import { deployRegistries } from "../network/deployer.ts";
import { startEdrNode } from "../network/edr-node.ts";
import type { DeploymentParameters } from "../network/parameters.ts";

export interface GenesisState {
  /** As on the embedded chain to which the registries were deployed; `genesis` is still that chain's. */
  readonly addresses: Addresses;
  readonly accounts: ReadonlyMap<string, GenesisAccount>;
}

/** Deploys the registries into a genesis. Nobody knows its key, and on the real chain it has no transactions. */
const NOBODY = "0x00000000000000000000000000000000000d1d13";

/**
 * The state of the registries right after deployment and registration in the Directory. They are deployed to an
 * embedded chain with the consortium's chain id and first timestamp, and read from it account by account. The same
 * options give the same state, so that every member can rebuild it. No key has power over it: nobody holds the
 * deployer's key, and whoever accepts the genesis accepts its Directory.
 */
export async function genesisState(options: {
  readonly chainId: bigint;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly parameters: DeploymentParameters;
}): Promise<GenesisState> {
  const { chainId, timestamp, parameters } = options;
  const secondsAgo = Math.max(0, Math.ceil(Date.now() / 1000) - timestamp);
  const node = await startEdrNode({ chainId: Number(chainId), secondsAgo });
  try {
    const rpc = createRpc({ url: node.url });
    const as = async (account: string): Promise<ChainSigner> => {
      await rpc.request("hardhat_impersonateAccount", [account]);
      return inOneSecond(createRemoteAccount({ url: node.url, address: account }), rpc, timestamp);
    };
    const addresses = await deployRegistries({ rpc, signer: await as(NOBODY), parameters, pollMs: 20 });
    const deployed = String(await rpc.request("eth_blockNumber"));
    await fillDirectory(node.url, addresses, await as(addresses.contracts.CouncilTimelock.address));
    return { addresses, accounts: await accountsOf(rpc, addresses, deployed) };
  } finally {
    await node.stop();
  }
}

async function fillDirectory(url: string, addresses: Addresses, council: ChainSigner): Promise<void> {
  const registry = await openRegistry({ url, addresses });
  const provider = createSigningProvider({ rpc: registry.rpc, signer: council, chainId: addresses.chainId });
  for (const name of CONTRACT_NAMES) {
    const { address } = addresses.contracts[name];
    const { target, data } = callOf(registry, { do: "directory.register", name, address });
    await provider.request({ method: "eth_sendTransaction", params: [{ to: target, data, gas: "0xf4240" }] });
  }
}

/**
 * Sends transactions one by one, all in the same second, because constructors store the time: it must be the genesis's.
 */
function inOneSecond(signer: SendingAccount, rpc: Rpc, timestamp: number): SendingAccount {
  return {
    ...signer,
    async send(transaction) {
      await rpc.request("evm_setNextBlockTimestamp", [timestamp]);
      return signer.send(transaction);
    },
  };
}

/**
 * `deployed`: the block of the last deployment. A contract's nonce is taken from there; calls made afterwards may have
 * raised it.
 */
async function accountsOf(rpc: Rpc, { contracts }: Addresses, deployed: string): Promise<Map<string, GenesisAccount>> {
  const { slots, created } = await tracesOf(rpc);
  const addresses = Object.values(contracts).map(({ address }) => address);
  if (created !== addresses.length) throw incomplete(`${created} contracts were made, ${addresses.length} are known`);
  const accounts = addresses.map(async (address): Promise<[string, GenesisAccount]> => {
    return [address, await accountAt(rpc, address, slots, deployed)];
  });
  return new Map(await Promise.all(accounts));
}

interface Trace {
  readonly structLogs: readonly { readonly op: string; readonly stack?: readonly string[] | null }[];
}

/** Every slot that any contract ever wrote, and the number of contracts created. */
async function tracesOf(rpc: Rpc): Promise<{ readonly slots: ReadonlySet<string>; readonly created: number }> {
  const slots = new Set<string>();
  let created = 0;
  const head = Number(await rpc.request("eth_blockNumber"));
  for (let number = 1; number <= head; number++) {
    const block = (await rpc.request("eth_getBlockByNumber", [hexOf(BigInt(number)), true])) as {
      readonly transactions: readonly { readonly hash: string; readonly to: string | null }[];
    };
    for (const { hash, to } of block.transactions) {
      const options = { disableMemory: true, disableStorage: true };
      const { structLogs } = (await rpc.request("debug_traceTransaction", [hash, options])) as Trace;
      created += (to === null ? 1 : 0) + structLogs.filter(({ op }) => op === "CREATE" || op === "CREATE2").length;
      for (const { op, stack } of structLogs) {
        if (op === "SSTORE") slots.add(word(stack?.at(-1) ?? "0x0"));
      }
    }
  }
  return { slots, created };
}

/** Reads all possible slots, and proves by the storage root that none is missing. */
async function accountAt(
  rpc: Rpc,
  address: string,
  slots: ReadonlySet<string>,
  deployed: string,
): Promise<GenesisAccount> {
  const read = [...slots].map(async (slot): Promise<[string, string]> => {
    return [slot, String(await rpc.request("eth_getStorageAt", [address, slot, "latest"]))];
  });
  const storage = Object.fromEntries((await Promise.all(read)).filter(([, value]) => BigInt(value) !== 0n).sort());
  const { storageHash } = (await rpc.request("eth_getProof", [address, [], "latest"])) as { storageHash: string };
  const root = await storageRootOf(storage);
  if (root !== storageHash) throw incomplete(`the storage of ${address} has the root ${storageHash}, not ${root}`);
  const code = String(await rpc.request("eth_getCode", [address, "latest"]));
  const nonce = BigInt(String(await rpc.request("eth_getTransactionCount", [address, deployed])));
  return { nonce, balance: 0n, code, storage };
}

function incomplete(why: string): DidimError {
  return new DidimError("consortium.genesis", `The registries could not be copied completely into a genesis: ${why}.`, {
    why,
  });
}

const word = (hex: string): string => `0x${hex.slice(2).padStart(64, "0")}`;
