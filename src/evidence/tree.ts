import { concatBytes, sha256 } from "../crypto/encodings/bytes.ts";

/**
 * Merkle trees over evidence (RFC 9162 §2.1.1). Leaves and inner nodes are hashed with different prefixes, so that
 * neither can pass for the other. Hashes are SHA-256, 32 bytes.
 */

/** A step towards the root: the sibling's hash and its side. */
export interface Step {
  readonly side: "left" | "right";
  readonly hash: Uint8Array;
}

/** Enough for 2^32 pieces under one root, more than a day has. Longer paths are refused. */
export const LONGEST_PATH = 32;

/** The leaf of a piece of evidence. The salt, 32 random bytes, prevents guesses of what is anchored. */
export function leafOf(salt: Uint8Array, digest: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, salt, digest));
}

/**
 * The root over the leaves, and the path from each leaf to it, in the order of the leaves. Throws RangeError if there
 * are none.
 */
export function treeOf(leaves: readonly Uint8Array[]): {
  readonly root: Uint8Array;
  readonly paths: readonly (readonly Step[])[];
} {
  const paths: Step[][] = leaves.map(() => []);
  let level: readonly Subtree[] = leaves.map((hash, leaf) => ({ hash, leaves: [leaf] }));
  while (level.length > 1) level = parentsOf(level, paths);
  const [top] = level;
  if (top === undefined) throw new RangeError("a tree needs a leaf");
  return { root: top.hash, paths };
}

/** The root at the end of a leaf's path. */
export function rootOf(leaf: Uint8Array, path: readonly Step[]): Uint8Array {
  return path.reduce(
    (hash, { side, hash: beside }) =>
      side === "left" ? sha256(concatBytes(NODE, beside, hash)) : sha256(concatBytes(NODE, hash, beside)),
    leaf,
  );
}

interface Subtree {
  readonly hash: Uint8Array;
  /** The indices of the leaves below. */
  readonly leaves: readonly number[];
}

/** Pairs subtrees from the left; an odd last one moves up unchanged. The result is the tree of RFC 9162. */
function parentsOf(level: readonly Subtree[], paths: readonly Step[][]): Subtree[] {
  const parents: Subtree[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] as Subtree, level[i + 1]];
    if (right === undefined) parents.push(left);
    else {
      for (const leaf of left.leaves) paths[leaf]?.push({ side: "right", hash: right.hash });
      for (const leaf of right.leaves) paths[leaf]?.push({ side: "left", hash: left.hash });
      parents.push({
        hash: sha256(concatBytes(NODE, left.hash, right.hash)),
        leaves: [...left.leaves, ...right.leaves],
      });
    }
  }
  return parents;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
