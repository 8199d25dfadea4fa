import { createPublicKey } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { expect } from "chai";
import fc from "fast-check";
import { ecdsaSigValue, fixedSignature, pem, spki } from "../../../src/crypto/port/der.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import { often } from "../../support/often.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** 32 bytes below the order of P-256, often with leading zeros or a set first bit. */
const scalar = fc
  .tuple(fc.nat({ max: 31 }), fc.constantFrom(0x01, 0x7f, 0x80, 0xfe), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([zeros, first, bytes]) => Uint8Array.from(bytes, (byte, i) => (i < zeros ? 0 : i === zeros ? first : byte)));

describe("A signature in DER (RFC 3279 §2.2.3)", () => {
  it("equals another implementation's, whatever zeros or bits r and s begin with", () => {
    const same = (r: Uint8Array, s: Uint8Array) => {
      const signature = Buffer.concat([r, s]);
      expect(hex(ecdsaSigValue(signature))).to.equal(
        hex(p256.Signature.fromBytes(signature, "compact").toBytes("der")),
      );
    };
    fc.assert(fc.property(scalar, scalar, same), often(300, "signatures in DER"));
  });

  it("leads back to r and s, as another implementation wrote them", () => {
    const same = (r: Uint8Array, s: Uint8Array) => {
      const signature = Buffer.concat([r, s]);
      const der = p256.Signature.fromBytes(signature, "compact").toBytes("der");
      expect(hex(fixedSignature(der))).to.equal(hex(signature));
    };
    fc.assert(fc.property(scalar, scalar, same), often(300, "signatures from DER"));
  });

  const r = `0220${"11".repeat(32)}`;
  const s = `0220${"22".repeat(32)}`;
  const refused: [what: string, der: string][] = [
    ["nothing", ""],
    ["a SEQUENCE without its length", "30"],
    ["a SEQUENCE of nothing", "3000"],
    ["another tag than SEQUENCE", `3144${r}${s}`],
    ["another tag than INTEGER for r", `304403${r.slice(2)}${s}`],
    ["another tag than INTEGER for s", `3044${r}03${s.slice(2)}`],
    ["a SEQUENCE longer than its bytes", `3045${r}${s}`],
    ["a SEQUENCE shorter than its bytes", `3043${r}${s}`],
    ["a length in two bytes", `308144${r}${s}`],
    ["r alone", `3022${r}`],
    ["bytes after s", `3045${r}${s}00`],
    ["an s longer than its bytes", `3044${r}0221${s.slice(4)}`],
    ["an r of no bytes", `30240200${s}`],
    ["an s of no bytes", `3024${r}0200`],
    ["a negative r", `3006020180020101`],
    ["a negative s", `3006020101020180`],
    ["an r of 2^256", `3045022101${"00".repeat(32)}${s}`],
    ["an s of 34 bytes", `3046${r}02220000${"22".repeat(32)}`],
    ["a zero byte that r does not need", `300702020001020101`],
    ["a zero byte that s does not need", `300702010102020001`],
  ];
  for (const [what, der] of refused) {
    it(`is not read from ${what}`, () => {
      expect(() => fixedSignature(Buffer.from(der, "hex"))).to.throw(RangeError);
    });
  }

  it("has integers of a byte each for r and s of zero, which nothing verifies", () => {
    expect(hex(ecdsaSigValue(new Uint8Array(64)))).to.equal("3006020100020100");
    expect(hex(fixedSignature(Buffer.from("3006020100020100", "hex")))).to.equal("00".repeat(64));
  });
});

describe("A key as SubjectPublicKeyInfo (RFC 5480 §2)", () => {
  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`equals node:crypto's export of an ${algorithm} key`, () => {
      const { publicJwk } = generateSigner(algorithm);
      const key = createPublicKey({ key: { ...publicJwk }, format: "jwk" });
      expect(hex(spki(publicJwk))).to.equal(hex(key.export({ format: "der", type: "spki" })));
      expect(createPublicKey(pem(publicJwk)).equals(key)).to.equal(true);
    });
  }
});
