import type { BaseContract } from "ethers";
import { fastKeccak } from "../../../src/crypto/keccak.ts";
import { applyBlock } from "../../../src/facts/replica/events/apply.ts";
import { slotsOf } from "../../../src/facts/replica/state/slots.ts";
import { State } from "../../../src/facts/replica/state/state.ts";
import { decodeLog, eventTable } from "../../../src/registry/logs/decode.ts";
import type { RegistryEvent } from "../../../src/registry/logs/events.ts";
import { jsonRpcLogSource } from "../../../src/registry/logs/source.ts";
import type { ProvedRegistry } from "../../../src/storage/registries.ts";
import { type Storage, storageOf } from "./storage.ts";

/** The contracts of a deployment that a test has. */
export type Told = Readonly<Partial<Record<keyof typeof REGISTRIES, BaseContract>>>;
type Node = Parameters<typeof storageOf>[1];

const REGISTRIES = {
  dids: "DIDRegistry",
  types: "CredentialTypes",
  accreditations: "Accreditations",
  statuses: "StatusLists",
} as const satisfies Record<string, ProvedRegistry>;
const NAMES = Object.keys(REGISTRIES) as (keyof typeof REGISTRIES)[];
const keccak = await fastKeccak();

/** The replica's state, computed only from the registries' events with their blocks' numbers and times. */
async function toldBy(contracts: Told, node: Node): Promise<State> {
  const placed = NAMES.map(async (name, i) => {
    const nowhere = `0x${"0".repeat(39)}${i}`;
    return [name, (await contracts[name]?.getAddress())?.toLowerCase() ?? nowhere] as const;
  });
  const addresses = Object.fromEntries(await Promise.all(placed)) as Record<keyof typeof REGISTRIES, string>;
  const source = jsonRpcLogSource((method, params) => node.send(method, [...params]), addresses);
  const table = eventTable(addresses);
  const blocks = new Map<number, RegistryEvent[]>();
  for (const log of await source.logs(0, await node.getBlockNumber())) {
    blocks.set(log.block, [...(blocks.get(log.block) ?? []), decodeLog(table, log)]);
  }
  const state = new State(0);
  for (const [number, events] of blocks) {
    const { time } = await source.block(number);
    applyBlock(state, events, { number, time });
  }
  return state;
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** For each contract, the storage computed from its events, and the real one. */
export async function toldAndHeld(contracts: Told, node: Node): Promise<readonly (readonly [Storage, Storage])[]> {
  const state = await toldBy(contracts, node);
  const both: (readonly [Storage, Storage])[] = [];
  for (const name of NAMES) {
    const contract = contracts[name];
    if (contract === undefined) continue;
    const told = [...slotsOf(state, REGISTRIES[name], keccak)].map(
      ([slot, value]) => [hex(slot), BigInt(hex(value))] as const,
    );
    both.push([new Map(told), await storageOf(contract, node)]);
  }
  return both;
}
