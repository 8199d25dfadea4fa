import { type PinnedContract, storageRootOf } from "../../chain/state/account.ts";
import type { Nodes } from "../../chain/state/node-bag.ts";
import type { SlotReader } from "../../storage/proved-records.ts";
import type { ProvedRegistry } from "../../storage/registries.ts";
import { slotValue } from "../../storage/slots.ts";

/**
 * Reads slots of the pinned registries in the state with this root. Each account is looked up once, when first needed.
 */
export function slotReader(
  stateRoot: string,
  pinned: (name: ProvedRegistry) => PinnedContract,
  nodes: Nodes,
): SlotReader {
  const roots = new Map<ProvedRegistry, string>();
  return (registry, slot) => {
    const root = roots.get(registry) ?? storageRootOf(stateRoot, pinned(registry), nodes);
    roots.set(registry, root);
    return slotValue(root, slot, nodes);
  };
}
