import type { RpcClient } from "../chain/rpc/rpc.ts";
import { bagOf } from "../chain/state/node-bag.ts";
import { DidimError } from "../errors/error.ts";
import type { Registry } from "../registry/open.ts";
import { anchoredSlot } from "../storage/evidence-log.ts";
import type { TrustAnchor } from "../trust-anchor/anchor.ts";
import { headerFrom, proofFrom } from "../trust-anchor/node-state.ts";
import { pinnedAt } from "../trust-anchor/pins.ts";
import { encodeStaple, type Staple } from "../trust-anchor/staple/staple.ts";
import { anchoredAt } from "./anchoring-time.ts";
import { rootOver } from "./dated-root.ts";
import type { Evidence } from "./file.ts";

export interface DatingOptions {
  /** A node that has the state of the block. */
  readonly rpc: RpcClient;
  /** Used to check the proof before it is added to the evidence. */
  readonly anchor: TrustAnchor;
  /** The present time, in seconds. */
  readonly clock: { now(): number };
  /**
   * Needed on a chain without seals: a checkpoint of a block after the anchoring, with its members' signatures. On
   * other chains the newest block is used.
   */
  readonly checkpoint?: { readonly block: { readonly hash: string }; readonly signatures: readonly Uint8Array[] };
}

/**
 * Anchors one root over many pieces of evidence. A repeated call writes nothing, because the first write counts.
 *
 * @param registry Its account must be allowed to send transactions.
 * @returns The root, 0x-hex. Throws `evidence.nothing`, and the registry's errors.
 */
export async function anchorEvidence(
  pieces: readonly Evidence[],
  registry: Pick<Registry, "evidence">,
): Promise<string> {
  const { root } = treeOver(pieces);
  if ((await registry.evidence.anchoredAt(root)) === 0n) await registry.evidence.anchor([root]);
  return root;
}

/**
 * Adds the date to pieces that were anchored together: the path to the root, and the proof that the root is anchored. A
 * piece that already has a date keeps it, because a later date proves less.
 *
 * @returns The pieces in their order. Throws `evidence.nothing`, `evidence.unanchored`, and `facts.*`.
 */
export async function dateEvidence(pieces: readonly Evidence[], options: DatingOptions): Promise<readonly Evidence[]> {
  const { root, paths } = treeOver(pieces);
  const { anchor, clock } = options;
  const staple = await proofOf(root, options);
  if (anchoredAt(root, { anchor, staple, now: clock.now() }).time === 0) {
    const message = "The block does not have the root: anchor the same files together first, or take a later block.";
    throw new DidimError("evidence.unanchored", message, { root });
  }
  const encoded = encodeStaple(staple);
  return pieces.map((piece, i) => ({ ...piece, dated: piece.dated ?? { path: paths[i] ?? [], staple: encoded } }));
}

function treeOver(pieces: readonly Evidence[]): ReturnType<typeof rootOver> {
  if (pieces.length > 0) return rootOver(pieces);
  throw new DidimError("evidence.nothing", "There is no evidence to anchor.");
}

async function proofOf(root: string, { rpc, anchor, checkpoint }: DatingOptions): Promise<Staple> {
  const block = checkpoint === undefined ? "latest" : { hash: checkpoint.block.hash };
  const header = await headerFrom(rpc, block, anchor.registries.ValidatorSet?.address);
  const { address } = pinnedAt(anchor, "EvidenceLog", header.time);
  const nodes = await proofFrom(rpc, { address, slots: [anchoredSlot(root)] }, header.hash);
  return { header: header.raw, ...(checkpoint && { signatures: checkpoint.signatures }), nodes: bagOf(nodes) };
}
