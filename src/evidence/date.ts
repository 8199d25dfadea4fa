import type { RpcClient } from "../chain/rpc/rpc.ts";
import { bagOf } from "../chain/state/node-bag.ts";
import { DidimError } from "../errors/error.ts";
import type { Registry } from "../registry/open.ts";
import { anchoredSlot } from "../storage/evidence-log.ts";
import type { TrustAnchor } from "../trust-anchor/anchor.ts";
import { headerFrom, proofFrom } from "../trust-anchor/node-state.ts";
import { pinnedAt } from "../trust-anchor/pins.ts";
import { encodeStaple, type Staple } from "../trust-anchor/staple/staple.ts";
import { anchoredAt } from "./anchored.ts";
import { rootOver } from "./dating.ts";
import type { Evidence } from "./file.ts";

export interface DatingOptions {
  /** Where the root was anchored, and can be proved: a node that has the block's state. */
  readonly rpc: RpcClient;
  /** By which the proof is looked at before anything is said to be dated. */
  readonly anchor: TrustAnchor;
  /** The own time, seconds. */
  readonly clock: { now(): number };
  /** On a chain without seals: the checkpoint of a block since, with its members' signatures. Elsewhere the newest block will do. */
  readonly checkpoint?: { readonly block: { readonly hash: string }; readonly signatures: readonly Uint8Array[] };
}

/**
 * Anchors one root over many pieces of evidence. Done again it writes nothing: the first write wins.
 *
 * @param registry written to by an account that the chain lets send.
 * @returns The root. Throws `evidence.nothing`, and what the registry's refusals throw.
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
 * Gives each of the pieces that were anchored together its date: the way to the root, and the proof that it is anchored. One that has a date keeps it:
 * a later one says less, and days later nothing.
 *
 * @returns The pieces, dated, in their order. Throws `evidence.nothing`, `evidence.unanchored`, and `facts.*`.
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
