import { expect } from "chai";
import { setStatus } from "../../src/public/issuer.ts";
import type { Receipt, Registry } from "../../src/public/registry.ts";

const ISSUER = `0x${"5e".repeat(20)}`;
const WORD = 128;

type Written = readonly [issuer: string, list: number, words: readonly bigint[], masks: bigint[], values: bigint[]];

/** A registry that accepts and records everything. */
function recording(): { readonly registry: Registry; readonly batches: Written[] } {
  const batches: Written[] = [];
  const receipt = { hash: "0x", block: 1n } as Receipt;
  const statuses = {
    setStatuses: (...batch: Written) => {
      batches.push(batch);
      return Promise.resolve(receipt);
    },
  };
  return { registry: { statuses } as unknown as Registry, batches };
}

describe("Setting many statuses", () => {
  it("takes several transactions if they do not fit into a block, with each word and each status once", async () => {
    const { registry, batches } = recording();
    const indices = Array.from({ length: 2_500 }, (_, i) => [i * WORD, i * WORD + 5]).flat();
    const places = indices.map((index) => ({ issuer: ISSUER, list: 3, index }));
    expect(await setStatus(registry, places, 2)).to.have.length(3);
    expect(batches.map(([, , words]) => words.length)).to.deep.equal([1_000, 1_000, 500]);
    expect(batches.flatMap(([, , words]) => words)).to.deep.equal(Array.from({ length: 2_500 }, (_, i) => BigInt(i)));
    for (const [issuer, list, , masks, values] of batches) {
      expect([issuer, list]).to.deep.equal([ISSUER, 3]);
      expect([...new Set(masks)]).to.deep.equal([3n | (3n << 10n)]);
      expect([...new Set(values)]).to.deep.equal([2n | (2n << 10n)]);
    }
  });

  it("takes a transaction for each list", async () => {
    const { registry, batches } = recording();
    const places = [0, 1, 200, 201].map((index) => ({ issuer: ISSUER, list: index % 2, index }));
    await setStatus(registry, places, 1);
    expect(batches.map(([, list, words]) => [list, [...words]])).to.deep.equal([
      [0, [0n, 1n]],
      [1, [0n, 1n]],
    ]);
  });
});
