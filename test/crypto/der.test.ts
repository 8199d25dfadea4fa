import { createPublicKey } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { expect } from "chai";
import fc from "fast-check";
import { ecdsaSigValue, fixedSignature, pem, spki } from "../../src/crypto/port/der.ts";
import { generateSigner } from "../../src/crypto/signer.ts";
import { often } from "../support/often.ts";

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

  it("has integers of a byte each for r and s of zero, which nothing verifies", () => {
    expect(hex(ecdsaSigValue(new Uint8Array(64)))).to.equal("3006020100020100");
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
