import { sleep } from "../../chain/sleep.ts";
import { StorageTrie } from "../../chain/state/storage-trie.ts";
import { fastKeccak, type Keccak } from "../../crypto/keccak.ts";
import { DidimError } from "../../errors/error.ts";
import type { BlockHeader, RegistryAddresses } from "../../registry/logs/source.ts";
import { PROVED, type ProvedRegistry } from "../../storage/registries.ts";
import type { StorageRoots } from "../proof/storage-roots.ts";
import { slotsOf } from "./state/slots.ts";
import type { State } from "./state/state.ts";

/** The result of a replica's proof: it holds exactly what the registries held after a block. */
export interface ReplicaProof {
  readonly block: bigint;
  /** The block's time, seconds since 1970. */
  readonly time: number;
  readonly hash: string;
  /** Whether an anchor's sealers authenticate the block. If not, it is only the node's word. */
  readonly sealed: boolean;
  readonly registries: Readonly<Record<ProvedRegistry, { readonly root: string; readonly slots: number }>>;
}

/** How many slots are hashed before other work may run. */
const AT_ONCE = 2048;
const FOLLOWED = {
  DIDRegistry: "dids",
  CredentialTypes: "types",
  Accreditations: "accreditations",
  StatusLists: "statuses",
} as const satisfies Record<ProvedRegistry, keyof RegistryAddresses>;

/**
 * Computes each registry's storage root from the state and compares it with the root after that block. Other work may
 * run in between, but the state must not change. Throws `facts.replica-not-proved`.
 */
export async function prove(
  state: State,
  reached: BlockHeader,
  addresses: RegistryAddresses,
  known: StorageRoots,
): Promise<ReplicaProof> {
  const { block, sealed } = known;
  const number = Number(block.number);
  if (block.hash !== reached.hash || number !== reached.number) {
    throw notProved("is of another block", { block: reached.number, hash: reached.hash, proved: block.hash });
  }
  const keccak = await fastKeccak();
  const registries: [ProvedRegistry, { root: string; slots: number }][] = [];
  for (const registry of PROVED) {
    const { address, root } = known.registries[registry];
    const followed = addresses[FOLLOWED[registry]];
    if (address !== followed) throw notProved("follows another contract", { registry, followed, pinned: address });
    const trie = await trieOf(state, registry, keccak);
    const own = await trie.root();
    if (own !== root) throw notProved("holds something else", { registry, block: number, root: own, proved: root });
    registries.push([registry, { root, slots: trie.count }]);
  }
  return {
    ...{ block: block.number, time: block.time, hash: block.hash, sealed },
    registries: Object.fromEntries(registries) as unknown as ReplicaProof["registries"],
  };
}

async function trieOf(state: State, registry: ProvedRegistry, keccak: Keccak): Promise<StorageTrie> {
  const trie = new StorageTrie(keccak);
  let put = 0;
  for (const [slot, value] of slotsOf(state, registry, keccak)) {
    trie.put(slot, value);
    if (++put % AT_ONCE === 0) await sleep(0);
  }
  return trie;
}

function notProved(what: string, facts: { readonly registry?: ProvedRegistry } & Record<string, unknown>): DidimError {
  const whose = facts.registry === undefined ? "" : ` of ${facts.registry}`;
  const message = `What the replica was told${whose} is not what the chain's sealed state says: it ${what}. It answers nothing until it has proved itself; ask another node for the logs.`;
  return new DidimError("facts.replica-not-proved", message, { what, ...facts });
}
