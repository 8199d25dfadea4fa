import { createMPT } from "@ethereumjs/mpt";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { expect } from "chai";
import fc from "fast-check";
import { StorageTrie } from "../../../src/chain/state/storage-trie.ts";
import { EMPTY_ROOT } from "../../../src/chain/state/trie.ts";
import { TrieWalk } from "../../../src/chain/state/trie-walk.ts";
import { fastKeccak } from "../../../src/crypto/keccak.ts";
import { contractual } from "../../facts/proof/recorded.fixture.ts";

const keccak = await fastKeccak();
const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;
const word = (value: bigint | string): Uint8Array => Buffer.from(BigInt(value).toString(16).padStart(64, "0"), "hex");
/** RLP of a non-zero number in its shortest form (Yellow Paper, Appendix B). */
function scalar(value: bigint): Uint8Array {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return value < 128n ? bytes : Buffer.concat([Uint8Array.of(128 + bytes.length), bytes]);
}

type Entry = readonly [key: Uint8Array, value: bigint];

/** A second implementation to compare with: @ethereumjs/mpt, entry by entry. */
async function theirs(entries: readonly Entry[], useKeyHashing: boolean): Promise<string> {
  const trie = await createMPT({ useKeyHashing });
  for (const [key, value] of entries) await trie.put(key, value === 0n ? null : scalar(value));
  return hex(trie.root());
}

async function ours(entries: readonly Entry[]): Promise<string> {
  const trie = new StorageTrie(keccak);
  for (const [slot, value] of entries) trie.put(slot, word(value));
  return trie.root();
}

/** A walk over unhashed keys, so that they can share prefixes that hashes never share. */
async function walked(entries: readonly Entry[], apart: boolean): Promise<string> {
  const [keys, values] = [entries.map(([key]) => key), entries.map(([, value]) => word(value))];
  const walk = new TrieWalk(keccak, Buffer.concat(keys), Buffer.concat(values), entries.length);
  if (apart) await walk.prepare();
  return hex(walk.root());
}

const number = fc.oneof(
  fc.bigInt({ min: 1n, max: 300n }),
  fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
  fc.constantFrom(127n, 128n, 255n, 256n, 2n ** 255n),
);
const digits = fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: 64, maxLength: 64 });
/** Keys with long common prefixes, which make long extensions and embedded leaves. */
const path = fc
  .tuple(fc.constantFrom("0".repeat(63), "0".repeat(62), `1${"0".repeat(40)}`, "12", "3", ""), digits)
  .map(([beginning, rest]) => (beginning + rest.join("")).slice(0, 64));
const crowded = fc
  .uniqueArray(fc.tuple(path, number), { selector: ([each]) => each, minLength: 1, maxLength: 40 })
  .map((entries) => entries.map(([each, value]): Entry => [Buffer.from(each, "hex"), value]));
const slots = fc
  .uniqueArray(fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), number), { selector: ([each]) => each })
  .map((entries) => entries.map(([each, value]): Entry => [word(each), value]));

describe("The storage root computed from all of a contract's slots", () => {
  for (const { number: block, proof } of contractual) {
    it(`equals Besu's for the validator contract after block ${block}`, async () => {
      const entries = proof.storageProof.map(({ key, value }): Entry => [word(key), BigInt(value)]);
      expect(await ours(entries)).to.equal(proof.storageHash);
    });
  }

  it("of no slots is the empty trie's, and zeros are not stored", async () => {
    expect(await ours([])).to.equal(EMPTY_ROOT);
    expect(await ours([[word(1n), 0n]])).to.equal(EMPTY_ROOT);
  });

  it("equals that of @ethereumjs/mpt for any slots", async () => {
    await fc.assert(
      fc.asyncProperty(slots, async (entries) => {
        expect(await ours(entries)).to.equal(await theirs(entries, true));
      }),
      { numRuns: 60 },
    );
  });

  it("equals that of @ethereumjs/mpt for keys that share nearly all digits", async () => {
    await fc.assert(
      fc.asyncProperty(crowded, fc.boolean(), async (entries, apart) => {
        expect(await walked(entries, apart)).to.equal(await theirs(entries, false));
      }),
      { numRuns: 200 },
    );
  });

  it("equals that of @ethereumjs/mpt after slots were written and cleared again", async () => {
    await fc.assert(
      fc.asyncProperty(slots, fc.infiniteStream(fc.boolean()), async (entries, keep) => {
        const left = entries.map(([slot, value]): Entry => [slot, keep.next().value ? value : 0n]);
        expect(await ours(left)).to.equal(await theirs([...entries, ...left], true));
      }),
      { numRuns: 30 },
    );
  });

  it("depends neither on the order of slots nor on being computed in parts", async () => {
    const entries = Array.from({ length: 4_200 }, (_, i): Entry => [word(BigInt(i)), BigInt(i + 1)]);
    const root = await ours(entries);
    expect(await ours(entries.toReversed())).to.equal(root);
    const hashed = entries.map(([slot, value]): Entry => [keccak_256(slot), value]);
    expect(await walked(hashed, false)).to.equal(root);
    expect(await theirs(entries, true)).to.equal(root);
  });

  it("is refused for a repeated slot or a slot of another width", async () => {
    const twice = [1n, 2n].map((value): Entry => [word(7n), value]);
    let refused: unknown;
    await ours(twice).catch((error: unknown) => {
      refused = error;
    });
    expect(refused).to.be.instanceOf(RangeError);
    expect(() => new StorageTrie(keccak).put(word(1n).subarray(1), word(1n))).to.throw(RangeError);
  });
});

describe("Fast keccak256", () => {
  it("equals noble's for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(hex(keccak(bytes))).to.equal(hex(keccak_256(bytes)));
      }),
    );
  });
});
