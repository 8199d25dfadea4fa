import { concatBytes, sha256 } from "../crypto/bytes.ts";

/**
 * Merkle trees over evidence (RFC 9162 §2.1.1): leaves and inner nodes are hashed apart, so that none can pass for the other.
 * Hashes are SHA-256, 32 bytes.
 */

/** A step on the way up: what stands beside, and on which side. */
export interface Step {
  readonly side: "left" | "right";
  readonly hash: Uint8Array;
}

/** 2^32 pieces under one root are more than a day has; a path that says more is refused. */
export const LONGEST_PATH = 32;

/** The leaf of a piece of evidence. The salt, 32 random bytes, keeps anyone from guessing what is anchored. */
export function leafOf(salt: Uint8Array, digest: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, salt, digest));
}

/** The root over the leaves, and the way to it from each, in their order. Throws RangeError if there are none. */
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

/** The root that the way leads to. */
export function rootOf(leaf: Uint8Array, path: readonly Step[]): Uint8Array {
  return path.reduce(
    (hash, { side, hash: beside }) =>
      side === "left" ? sha256(concatBytes(NODE, beside, hash)) : sha256(concatBytes(NODE, hash, beside)),
    leaf,
  );
}

interface Subtree {
  readonly hash: Uint8Array;
  /** Which leaves are below. */
  readonly leaves: readonly number[];
}

/** Pairs them from the left; an odd one out goes up as it is. That is the tree of RFC 9162. */
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
