import { createMerkleProof, createMPT, type MerklePatriciaTrie, verifyMPTWithMerkleProof } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { EMPTY_ROOT, valueAt } from "../../../src/chain/state/trie.ts";
import { often } from "../../support/often.ts";

const hex = (bytes: Uint8Array | null | undefined): string | undefined =>
  bytes ? `0x${Buffer.from(bytes).toString("hex")}` : undefined;

/** Keys with long common prefixes, so that there are embedded leaves, long extensions and near misses. */
const key = fc
  .tuple(
    fc.constantFrom("", "00", "0000000000", "00".repeat(29), "00".repeat(31)),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
  )
  .map(([beginning, rest]) => Buffer.concat([Buffer.from(beginning, "hex"), rest]).subarray(0, 32));
const value = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.uint8Array({ minLength: 1, maxLength: 110 }));
const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([each]) => hex(each), minLength: 1, maxLength: 25 });

async function trieOf(held: readonly (readonly [Uint8Array, Uint8Array])[]): Promise<MerklePatriciaTrie> {
  const trie = await createMPT();
  for (const [at, what] of held) await trie.put(Uint8Array.from(at), what);
  return trie;
}

/**
 * The result of each implementation for a proof: the value, undefined if the proof shows that there is none, or
 * "refused".
 */
function ours(root: Uint8Array, at: Uint8Array, proof: readonly Uint8Array[]): string | undefined {
  try {
    return hex(valueAt(hex(root) ?? EMPTY_ROOT, at, bagOf(proof)));
  } catch {
    return "refused";
  }
}

async function theirs(trie: MerklePatriciaTrie, at: Uint8Array, proof: Uint8Array[]): Promise<string | undefined> {
  try {
    return hex(await verifyMPTWithMerkleProof(trie, trie.root(), Uint8Array.from(at), proof));
  } catch {
    return "refused";
  }
}

describe("Merkle-Patricia proofs of @ethereumjs/mpt", () => {
  it("show the same here: values and absence", async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.array(key, { maxLength: 6 }), async (held, others) => {
        const trie = await trieOf(held);
        for (const at of [...held.map(([each]) => each), ...others]) {
          const proof = await createMerkleProof(trie, Uint8Array.from(at));
          const said = ours(trie.root(), at, proof);
          expect(said).to.not.equal("refused");
          expect(said).to.equal(await theirs(trie, at, proof));
        }
      }),
      often(60, "proofs compared with @ethereumjs/mpt's"),
    );
  });

  it("that were damaged never show here what the intact ones do not show", async () => {
    const damage = fc.record({ which: fc.nat(), place: fc.nat(), bit: fc.nat({ max: 7 }), out: fc.boolean() });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(entries, key, fc.nat(), damage, async (held, other, pick, { which, place, bit, out }) => {
        const trie = await trieOf(held);
        const at = pick % 3 === 0 ? other : (held[pick % held.length]?.[0] ?? other);
        const proof = await createMerkleProof(trie, Uint8Array.from(at));
        const node = proof[which % proof.length] ?? new Uint8Array();
        const changed = Uint8Array.from(node, (byte, i) => (i === place % node.length ? byte ^ (1 << bit) : byte));
        const damaged = proof.flatMap((each) => (each === node ? (out ? [] : [changed]) : [each]));
        const said = ours(trie.root(), at, damaged);
        if (said === "refused") refused++;
        else expect(said).to.equal(await theirs(trie, at, proof));
      }),
      often(200, "damaged proofs"),
    );
    expect(refused).to.be.greaterThan(0);
  });
});
