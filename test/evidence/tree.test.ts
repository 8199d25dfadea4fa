import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { leafOf, rootOf, treeOf } from "../../src/evidence/tree.ts";

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const leaves = fc.array(hash, { minLength: 1, maxLength: 70 });
const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

/** RFC 9162 §2.1.1, literally: splits at the largest power of two below n. */
function merkleTreeHash(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!;
  const split = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return sha256(Uint8Array.of(1), merkleTreeHash(hashes.slice(0, split)), merkleTreeHash(hashes.slice(split)));
}

describe("A Merkle tree over evidence", () => {
  it("has the root that RFC 9162 defines", () => {
    fc.assert(
      fc.property(leaves, (all) => {
        expect(Buffer.from(treeOf(all).root)).to.deep.equal(Buffer.from(merkleTreeHash(all)));
      }),
    );
  });

  it("has a path from each leaf to its root", () => {
    fc.assert(
      fc.property(leaves, (all) => {
        const { root, paths } = treeOf(all);
        for (const [i, path] of paths.entries()) expect(rootOf(all[i]!, path)).to.deep.equal(root);
      }),
    );
  });

  it("has no path to its root from any other leaf or from an inner node", () => {
    fc.assert(
      fc.property(leaves, hash, (all, other) => {
        const { root, paths } = treeOf(all);
        for (const path of paths) expect(rootOf(other, path)).to.not.deep.equal(root);
      }),
    );
    const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const { root } = treeOf([a, b]);
    expect(leafOf(a, b)).to.not.deep.equal(root);
  });

  it("needs at least one leaf", () => {
    expect(() => treeOf([])).to.throw(RangeError);
  });
});
