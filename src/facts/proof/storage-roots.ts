import type { RpcClient } from "../../chain/rpc/rpc.ts";
import { type PinnedContract, storageRootOf } from "../../chain/state/account.ts";
import type { EncodedHeader } from "../../chain/state/header-json.ts";
import { bagOf } from "../../chain/state/node-bag.ts";
import { PROVED, type ProvedRegistry } from "../../storage/registries.ts";
import type { TrustAnchor } from "../../trust-anchor/anchor.ts";
import { headerFrom, proofFrom } from "../../trust-anchor/node-state.ts";
import { pinnedAt } from "../../trust-anchor/pins.ts";
import { type SealedBlock, sealedBlock, type VerifierClock } from "../../trust-anchor/seals/sealed.ts";

/** The registries' storage after a block: one hash for each registry. */
export interface StorageRoots {
  readonly block: SealedBlock;
  /** Whether an anchor's sealers authenticate the block. If not, it is only the node's word. */
  readonly sealed: boolean;
  readonly registries: Readonly<Record<ProvedRegistry, StorageRoot>>;
}

/** Address and root are lower-case 0x-hex. */
export interface StorageRoot {
  readonly address: string;
  readonly root: string;
}

/** The storage roots after the block with this hash. Throws `facts.*`. */
export type RootsAfter = (block: { readonly hash: string }) => Promise<StorageRoots>;

export interface SealedRootsOptions {
  /** The nodes that are asked for `eth_getProof`. They need not be trusted. */
  readonly rpc: RpcClient;
  /** What the verifier knows in advance. */
  readonly anchor: TrustAnchor;
  /** The verifier's time, in seconds since 1970; use a SealedClock. */
  readonly clock: VerifierClock;
  /** For a chain without seals: returns council members' signatures of the block's checkpoint. */
  readonly sign?: (block: SealedBlock) => Promise<readonly Uint8Array[]>;
}

/**
 * Storage roots authenticated by the anchor's sealers: the header is sealed, and each account is proved from its state
 * root.
 *
 * @returns Throws what sealedBlock() and the accounts' proofs throw (`facts.proof-*`), and what an unreachable node
 * throws.
 */
export function sealedRoots({ rpc, anchor, clock, sign }: SealedRootsOptions): RootsAfter {
  return async (block) => {
    const header = await headerFrom(rpc, block, anchor.registries.ValidatorSet?.address);
    const signatures = await sign?.(header);
    const proposed = { header: header.raw, ...(signatures && { signatures }) };
    const sealed = sealedBlock(proposed, anchor, clock.now(), clock.own?.());
    return {
      block: sealed,
      sealed: true,
      registries: await rootsIn(rpc, header, (name) => pinnedAt(anchor, name, header.time)),
    };
  };
}

export interface UnverifiedRootsOptions {
  readonly rpc: RpcClient;
  /** `contracts` of an addresses file. */
  readonly registries: Readonly<Record<ProvedRegistry, PinnedContract>>;
}

/**
 * Storage roots on a node's word. Whoever forges the logs can forge the header. So they only show that the node's
 * answers are consistent.
 */
export function unverifiedRoots({ rpc, registries }: UnverifiedRootsOptions): RootsAfter {
  return async (block) => {
    const header = await headerFrom(rpc, block);
    return { block: header, sealed: false, registries: await rootsIn(rpc, header, (name) => registries[name]) };
  };
}

async function rootsIn(
  rpc: RpcClient,
  { hash, stateRoot }: EncodedHeader,
  pinned: (name: ProvedRegistry) => PinnedContract,
): Promise<StorageRoots["registries"]> {
  const roots = PROVED.map(async (name) => {
    const contract = pinned(name);
    const { address } = contract;
    const nodes = bagOf(await proofFrom(rpc, { address, slots: [] }, hash));
    return [name, { address, root: storageRootOf(stateRoot, contract, nodes) }] as const;
  });
  return Object.fromEntries(await Promise.all(roots)) as unknown as StorageRoots["registries"];
}
