import { DidimError } from "../errors.ts";
import type { TrustAnchor } from "../facts/proof/anchor.ts";
import { anchoredAt } from "../facts/proof/anchored.ts";
import { headerFrom, proofFrom } from "../facts/proof/node-state.ts";
import { pinnedAt } from "../facts/proof/pins.ts";
import type { SealedBlock } from "../facts/proof/sealed.ts";
import { anchoredSlot } from "../facts/proof/slots.ts";
import { encodeStaple, type Staple } from "../facts/proof/staple.ts";
import type { Registry } from "../registry/connect.ts";
import { rootOver } from "./dating.ts";
import type { Evidence } from "./file.ts";

export interface DatingOptions {
  /** Written to by an account that the chain lets send. */
  readonly registry: Pick<Registry, "evidence" | "rpc">;
  /** By which the proof is looked at before anything is said to be dated. */
  readonly anchor: TrustAnchor;
  /** The own time, seconds. */
  readonly clock: { now(): number };
  /** On a chain without seals: has members of the council sign the block's checkpoint. */
  readonly sign?: (block: SealedBlock) => Promise<readonly Uint8Array[]>;
}

/**
 * Anchors one root over many pieces of evidence, once for all of them, and gives each its date: the way to the root, and the proof that it is anchored. Done again after a
 * lost answer it writes nothing and gives the same date: the first write wins.
 *
 * @returns The pieces, dated, in their order. Throws `evidence.nothing`, `evidence.unanchored`, what the registry's refusals throw, and `facts.*`.
 */
export async function dateEvidence(pieces: readonly Evidence[], options: DatingOptions): Promise<readonly Evidence[]> {
  if (pieces.length === 0) throw new DidimError("evidence.nothing", "There is no evidence to anchor.");
  const { root, paths } = rootOver(pieces);
  const { registry, anchor, clock } = options;
  if ((await registry.evidence.anchoredAt(root)) === 0n) await registry.evidence.anchor([root]);
  const staple = await proofOf(root, options);
  if (anchoredAt(root, { anchor, staple, now: clock.now() }).time === 0) {
    throw new DidimError("evidence.unanchored", "The newest block does not have the root yet. Try again.", { root });
  }
  const encoded = encodeStaple(staple);
  return pieces.map((piece, i) => ({ ...piece, dated: { path: paths[i] ?? [], staple: encoded } }));
}

/** Of the newest block. */
async function proofOf(root: string, { registry: { rpc }, anchor, sign }: DatingOptions): Promise<Staple> {
  const header = await headerFrom(rpc, "latest");
  const { address } = pinnedAt(anchor, "EvidenceLog", header.time);
  const nodes = await proofFrom(rpc, { address, slots: [anchoredSlot(root)] }, header.hash);
  const signatures = await sign?.(header);
  return { header: header.raw, ...(signatures && { signatures }), nodes };
}
