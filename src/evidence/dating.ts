import { compareBytes, sha256, toHex } from "../crypto/bytes.ts";
import { contentOf, type Dated, type Evidence } from "./file.ts";
import { leafOf, type Step, treeOf } from "./tree.ts";

/** The leaf of a piece: SHA-256 over everything in it but its date, under its salt. */
export function leafFor(evidence: Evidence): Uint8Array {
  return leafOf(evidence.salt, sha256(contentOf(evidence)));
}

/**
 * One root over all these pieces, and each piece's way to it, in their order. The tree stands on the leaves in the order of their bytes, so that the
 * same pieces have the same root, whoever names them in whichever order: anchored again after a lost answer, it is the root that was anchored.
 */
export function rootOver(pieces: readonly Evidence[]): { root: string; paths: readonly (readonly Step[])[] } {
  const leaves = pieces.map((piece, place) => ({ leaf: leafFor(piece), place }));
  leaves.sort((one, other) => compareBytes(one.leaf, other.leaf));
  const { root, paths } = treeOf(leaves.map(({ leaf }) => leaf));
  const inOrder: (readonly Step[])[] = [];
  for (const [i, { place }] of leaves.entries()) inOrder[place] = paths[i] ?? [];
  return { root: toHex(root), paths: inOrder };
}

/** The piece with its date. */
export function datedBy(piece: Evidence, dated: Dated): Evidence {
  return { ...piece, dated };
}
