import { compareBytes, sha256, toHex } from "../crypto/encodings/bytes.ts";
import { contentOf, type Dated, type Evidence } from "./file.ts";
import { leafOf, type Step, treeOf } from "./tree.ts";

/** The leaf of a piece: a salted SHA-256 hash of everything in it except its date. 32 bytes. */
export function leafFor(evidence: Evidence): Uint8Array {
  return leafOf(evidence.salt, sha256(contentOf(evidence)));
}

/**
 * The root over all pieces, and each piece's path to it, in the order of the pieces. Leaves are sorted by their bytes,
 * so the same pieces have the same root in any order. So a repeated anchoring after a lost answer finds the root
 * already anchored.
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
