import { expect } from "chai";
import fc from "fast-check";
import { compressPoint, decompressPoint, publicJwk, thumbprint } from "../../../src/crypto/keys/jwk.ts";
import type { PublicJwk } from "../../../src/crypto/keys/keys.ts";
import { signerFromPrivateKey } from "../../../src/crypto/signatures/signer.ts";
import { refused } from "../../support/refused.ts";

// RFC 7515 Appendix A.3.1: the key of the ES256 example.
const RFC7515_KEY: PublicJwk = {
  kty: "EC",
  crv: "P-256",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
};

describe("A public key (JWK)", () => {
  it("has the RFC 7638 thumbprint of its required members in order", () => {
    // Computed independently: printf '{"crv":…,"kty":…,"x":…,"y":…}' | openssl dgst -sha256, base64url.
    expect(thumbprint(RFC7515_KEY)).to.equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    const unordered = { y: RFC7515_KEY.y, kty: "EC", x: RFC7515_KEY.x, crv: "P-256", kid: "x" } as PublicJwk;
    expect(thumbprint(unordered)).to.equal(thumbprint(RFC7515_KEY));
  });

  it("is reduced to its four required members", () => {
    expect(publicJwk({ ...RFC7515_KEY, kid: "1", use: "sig", alg: "ES256" })).to.deep.equal(RFC7515_KEY);
  });

  const bad: Record<string, unknown> = {
    "no object": "key",
    null: null,
    "another key type": { ...RFC7515_KEY, kty: "OKP" },
    "another curve": { ...RFC7515_KEY, crv: "P-384" },
    "the wrong one of our curves": { ...RFC7515_KEY, crv: "secp256k1" },
    "a missing coordinate": { kty: "EC", crv: "P-256", x: RFC7515_KEY.x },
    "a short coordinate": { ...RFC7515_KEY, x: RFC7515_KEY.x.slice(1) },
    padding: { ...RFC7515_KEY, y: `${RFC7515_KEY.y}=` },
    "stray low bits (not canonical)": { ...RFC7515_KEY, y: `${RFC7515_KEY.y.slice(0, -1)}1` },
    "the plain base64 alphabet": { ...RFC7515_KEY, y: RFC7515_KEY.y.replace("_", "/") },
    "a point off the curve": { ...RFC7515_KEY, y: RFC7515_KEY.x },
    "a coordinate beyond the field": { ...RFC7515_KEY, x: Buffer.alloc(32, 0xff).toString("base64url") },
    "its private half": { ...RFC7515_KEY, d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI" },
  };
  for (const [what, value] of Object.entries(bad)) {
    it(`is refused with ${what}`, () => refused(() => publicJwk(value), "crypto.jwk"));
  }
});

describe("A compressed point", () => {
  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`decompresses to the original key (${algorithm})`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 31, maxLength: 31 }), (secret) => {
          const { publicJwk: key } = signerFromPrivateKey(algorithm, Buffer.concat([secret, Buffer.from([1])]));
          expect(decompressPoint(compressPoint(key), key.crv)).to.deep.equal(key);
        }),
        { numRuns: 20 },
      );
    });
  }

  it("is 33 bytes of SEC 1, as for the generator of secp256k1", () => {
    const generator = "0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    const key = decompressPoint(generator, "secp256k1");
    expect(Buffer.from(key.y, "base64url").toString("hex")).to.equal(
      "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
    );
    expect(compressPoint(key)).to.equal(generator);
  });

  for (const hex of [
    "0x",
    `0x04${"11".repeat(32)}`,
    `02${"11".repeat(32)}`,
    `0x02${"ff".repeat(32)}`,
    `0x02${"00".repeat(32)}`,
  ]) {
    it(`is refused as ${hex.slice(0, 8)}… (${hex.length} characters)`, () =>
      refused(() => decompressPoint(hex, "secp256k1"), "crypto.jwk"));
  }
});
