import type { Registry } from "./connect.ts";
import { type ContractName, INTERFACES } from "./contracts.ts";
import { translate } from "./errors.ts";
import { eventsOf, type RawLog, type RegistryEvent } from "./receipt.ts";

/** Values of an event's indexed parameters, in order; undefined: any. */
export type Filter = readonly (string | undefined)[];

/** All events of some names that a contract made since it was deployed, the oldest first. For people; verifiers read states. */
export async function historyOf(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  filter: Filter = [],
): Promise<RegistryEvent[]> {
  return eventsOf(await logsSince(registry, contract, names, filter));
}

/** The same as the node has them. */
export async function logsSince(
  registry: Registry,
  contract: ContractName,
  names: readonly string[],
  filter: Filter = [],
): Promise<readonly RawLog[]> {
  const topics = names.map((name) => INTERFACES[contract].getEvent(name)?.topicHash);
  const query = {
    address: registry.addresses.contracts[contract].address,
    topics: [topics, ...filter.map((value) => (value === undefined ? null : padded(value)))],
    fromBlock: `0x${registry.addresses.block.toString(16)}`,
  };
  try {
    return (await registry.rpc.request("eth_getLogs", [query])) as readonly RawLog[];
  } catch (error) {
    throw translate(error, `Reading the history of ${contract}`);
  }
}

function padded(hex: string): string {
  return `0x${hex.slice(2).toLowerCase().padStart(64, "0")}`;
}
