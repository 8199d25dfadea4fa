import { bagOf, type NodeBag } from "../../src/chain/state/node-bag.ts";
import { slotReader } from "../../src/facts/proof/reader.ts";
import type { SlotReader } from "../../src/storage/proved-records.ts";
import type { State } from "./state.ts";

/** Exactly the nodes that this reading needs. */
export function nodesFor({ anchor, stateRoot, nodes }: State, ask: (read: SlotReader) => void): NodeBag {
  const bag = bagOf(nodes);
  const used = new Set<Uint8Array>();
  const get = (hash: string): Uint8Array | undefined => {
    const node = bag.get(hash);
    if (node !== undefined) used.add(node);
    return node;
  };
  ask(slotReader(stateRoot, (name) => anchor.registries[name], { get }));
  return bagOf(used);
}
