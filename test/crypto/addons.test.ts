import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { expect } from "chai";
import fc from "fast-check";
import { speedUp } from "../../src/crypto/addons.ts";
import { keccak256 } from "../../src/crypto/hash.ts";
import { recoverAddress } from "../../src/crypto/signatures/recover.ts";

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const word = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
const EDGES = [0n, 1n, 2n, N / 2n, N / 2n + 1n, N - 1n, N, N + 1n, 2n ** 256n - 1n];
const edge = fc.constantFrom(...EDGES.map(word));
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const half = fc.oneof(edge, bytes(32));
const parity = fc.constantFrom(0 as const, 1 as const);

/** recoverAddress() without the addon. */
function byNoble(digest: Uint8Array, signature: Uint8Array, v: 0 | 1): string | undefined {
  try {
    const point = secp256k1.Signature.fromBytes(Uint8Array.of(v, ...signature), "recovered").recoverPublicKey(digest);
    return `0x${Buffer.from(keccak_256(point.toBytes(false).subarray(1)).subarray(12)).toString("hex")}`;
  } catch {
    return undefined;
  }
}

describe("The optional packages, if installed,", () => {
  before(speedUp);

  it("compute the same keccak256", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), (input) => {
        expect(keccak256(input)).to.equal(`0x${Buffer.from(keccak_256(input)).toString("hex")}`);
      }),
    );
    expect(keccak256("정")).to.equal(keccak256(Buffer.from("정", "utf8")));
  });

  it("recover the same addresses, and none from the same invalid signatures: S high or low, R and S at their limits", () => {
    const say = (digest: Uint8Array, signature: Uint8Array, v: 0 | 1) => {
      const hex = `0x${Buffer.from(digest).toString("hex")}`;
      expect(recoverAddress(hex, signature, v)).to.equal(byNoble(digest, signature, v));
    };
    fc.assert(
      fc.property(half, half, half, parity, (digest, r, s, v) => say(digest, Buffer.concat([r, s]), v)),
      { numRuns: 100 },
    );
    const key = secp256k1.utils.randomSecretKey();
    fc.assert(
      fc.property(bytes(32), parity, fc.boolean(), (digest, v, high) => {
        const signature = Buffer.from(secp256k1.sign(digest, key, { prehash: false, format: "recovered" }).subarray(1));
        const s = BigInt(`0x${signature.subarray(32).toString("hex")}`);
        say(digest, high ? Buffer.concat([signature.subarray(0, 32), word(N - s)]) : signature, v);
      }),
      { numRuns: 20 },
    );
  });
});
