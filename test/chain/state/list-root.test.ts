import { createMPT } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import { listRoot } from "../../../src/chain/state/list-root.ts";
import { EMPTY_ROOT } from "../../../src/chain/state/trie.ts";

/** A second implementation to compare with: @ethereumjs/mpt, entry by entry. */
async function theirs(items: readonly Uint8Array[]): Promise<string> {
  const trie = await createMPT();
  for (const [i, item] of items.entries()) await trie.put(keyOf(i), item);
  return `0x${Buffer.from(trie.root()).toString("hex")}`;
}

/** RLP of a position (Yellow Paper, Appendix B). */
function keyOf(i: number): Uint8Array {
  if (i === 0) return Buffer.of(0x80);
  if (i < 0x80) return Buffer.of(i);
  return i < 0x100 ? Buffer.of(0x81, i) : Buffer.of(0x82, i >> 8, i & 255);
}

describe("The root of a block's list", () => {
  it("is the empty trie's for no items", () => {
    expect(listRoot([])).to.equal(EMPTY_ROOT);
  });

  it("is the one that another implementation computes, at every length at which the keys change their form", async () => {
    for (const length of [1, 2, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300, 600]) {
      const items = Array.from({ length }, (_, i) => Buffer.alloc(1 + ((7 * i) % 90), i + 1));
      expect(listRoot(items), `${length}`).to.equal(await theirs(items));
    }
  });

  it("is the one that another implementation computes, for items short and long", async () => {
    const item = fc.uint8Array({ minLength: 1, maxLength: 700 });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 40 }), async (items) => {
        expect(listRoot(items)).to.equal(await theirs(items));
      }),
      { numRuns: 60 },
    );
  });
});
