import { expect } from "chai";
import fc from "fast-check";
import { CURVE_OF, CURVES, type CurveName } from "../../../src/crypto/keys/curve.ts";
import { ecdsaSigValue } from "../../../src/crypto/port/der.ts";
import * as node from "../../../src/crypto/port/node.ts";
import type { CryptoPort } from "../../../src/crypto/port/port.ts";
import * as portable from "../../../src/crypto/port/portable.ts";
import { lowS } from "../../../src/crypto/signatures/signer.ts";
import { often } from "../../support/often.ts";

const PORTS: Readonly<Record<string, CryptoPort>> = { node, portable };
const hex = (bytes: Uint8Array | undefined): string | undefined => bytes && node.hexOf(bytes);
const crv = fc.constantFrom<CurveName>("P-256", "secp256k1");
const privateKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((key) => {
  const d = BigInt(`0x${node.hexOf(key)}`);
  return d > 0n && d < CURVES.secp256k1.n && d < CURVES["P-256"].n;
});

function keyOf(port: CryptoPort, d: Uint8Array, curve: CurveName) {
  const { point, sign } = port.ecdsaSigner(d, curve);
  const [x, y] = [port.base64urlOf(point.subarray(1, 33)), port.base64urlOf(point.subarray(33))];
  return { point, sign, jwk: { kty: "EC", crv: curve, x, y } as const };
}

describe("The two ports of bytes and cryptography", () => {
  it("encode and decode hex, base64url and text alike", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: "binary" }), fc.string(), (bytes, text, other) => {
        expect(portable.hexOf(bytes)).to.equal(node.hexOf(bytes));
        expect(portable.base64urlOf(bytes)).to.equal(node.base64urlOf(bytes));
        expect(portable.textOf(bytes)).to.equal(node.textOf(bytes));
        expect(hex(portable.bytesOfText(text))).to.equal(hex(node.bytesOfText(text)));
        expect(portable.textOf(node.bytesOfText(text))).to.equal(text);
        for (const digits of [node.hexOf(bytes), `${node.hexOf(bytes)}f`, other]) {
          expect(hex(portable.bytesOfHex(digits))).to.equal(hex(node.bytesOfHex(digits)));
        }
        expect(hex(portable.bytesOfBase64url(node.base64urlOf(bytes)))).to.equal(hex(bytes));
      }),
      often(200, "bytes read and written by both ports"),
    );
  });

  it("keep a byte order mark, and detect what is not UTF-8", () => {
    for (const port of Object.values(PORTS)) {
      expect(port.textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).to.equal("\ufeffa");
      for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
        expect(port.textOf(Uint8Array.from(bytes))).to.equal(undefined);
      }
    }
  });

  it("hash alike", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array()), (input) => {
        expect(hex(portable.sha256(input))).to.equal(hex(node.sha256(input)));
        if (typeof input !== "string") return;
        expect(portable.sha256Base64url(input)).to.equal(node.sha256Base64url(input));
      }),
      often(100, "inputs hashed by both ports"),
    );
  });

  it("accept each other's signatures, with high or low S, and none with a flipped bit", () => {
    fc.assert(
      fc.property(privateKey, crv, fc.uint8Array(), fc.nat({ max: 511 }), (d, curve, message, bit) => {
        const keys = Object.values(PORTS).map((port) => keyOf(port, d, curve));
        expect(hex(keys[0]?.point)).to.equal(hex(keys[1]?.point));
        for (const { jwk, sign } of keys) {
          const signature = sign(message);
          const turned = Uint8Array.from(signature);
          turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          for (const port of Object.values(PORTS)) {
            for (const comesBack of [true, false]) {
              expect(port.verifyEcdsa(jwk, message, signature, comesBack)).to.equal(true);
              if (curve === "secp256k1")
                expect(port.verifyEcdsa(jwk, message, lowS(signature), comesBack)).to.equal(true);
              expect(port.verifyEcdsa(jwk, message, turned, comesBack)).to.equal(false);
            }
          }
        }
      }),
      often(25, "signatures made and verified by both ports"),
    );
  });

  it("decompress alike, and refuse an x without a point", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.constantFrom("02", "03"),
        crv,
        (x, parity, curve) => {
          const [ours, theirs] = Object.values(PORTS).map((port) => {
            try {
              return hex(port.decompressed(parity + node.hexOf(x), curve));
            } catch {
              return "refused";
            }
          });
          expect(ours).to.equal(theirs);
        },
      ),
      often(100, "points decompressed by both ports"),
    );
  });

  it("refuse an invalid private key, and verify nothing with an invalid point", () => {
    for (const port of Object.values(PORTS)) {
      for (const curve of Object.values(CURVE_OF)) {
        const order = port.bytesOfHex(CURVES[curve].n.toString(16));
        for (const none of [new Uint8Array(32), order, new Uint8Array(31)]) {
          expect(() => port.ecdsaSigner(none, curve)).to.throw();
        }
        const { jwk, sign } = keyOf(port, new Uint8Array(32).fill(1), curve);
        const message = port.bytesOfText("m");
        const nowhere = { ...jwk, y: port.base64urlOf(new Uint8Array(32)) };
        expect(port.verifyEcdsa(nowhere, message, sign(message), false)).to.equal(false);
        expect(port.verifyEcdsa(jwk, message, new Uint8Array(64), false)).to.equal(false);
      }
    }
  });

  it("verify no signature of another length than 64 bytes", () => {
    for (const port of Object.values(PORTS)) {
      for (const curve of Object.values(CURVE_OF)) {
        const { jwk, sign } = keyOf(port, new Uint8Array(32).fill(1), curve);
        const message = port.bytesOfText("m");
        const signature = sign(message);
        expect(port.verifyEcdsa(jwk, message, signature, false)).to.equal(true);
        for (const other of [
          [],
          signature.subarray(0, 63),
          [...signature, 0],
          [0, ...signature],
          [...signature, ...signature],
          ecdsaSigValue(signature),
        ]) {
          for (const comesBack of [true, false]) {
            expect(port.verifyEcdsa(jwk, message, Uint8Array.from(other), comesBack), `${other}`).to.equal(false);
          }
        }
      }
    }
  });

  it("derive the keys of RFC 7914 §12 from passwords, and others alike", async () => {
    const text = node.bytesOfText;
    const known = [
      ["", "", { N: 16, r: 1, p: 1 }, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"],
      [
        "password",
        "NaCl",
        { N: 1024, r: 8, p: 16 },
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
      ],
      [
        "pleaseletmein",
        "SodiumChloride",
        { N: 16384, r: 8, p: 1 },
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
      ],
    ] as const;
    for (const port of Object.values(PORTS)) {
      for (const [password, salt, cost, start] of known) {
        const key = hex(await port.scrypt(text(password), text(salt), cost, 64));
        expect(key).to.have.length(128);
        expect(key?.slice(0, 64)).to.equal(start);
      }
    }
    const [ours, theirs] = Object.values(PORTS).map((port) =>
      port.scrypt(text("비밀번호"), text("소금"), { N: 2, r: 3, p: 2 }, 40),
    );
    expect(hex(await ours)).to.equal(hex(await theirs));
  });

  it("derive none at a cost that is none, or that takes more than 1 GiB", async () => {
    const costs = [
      { N: 0, r: 8, p: 1 },
      { N: 1, r: 8, p: 1 },
      { N: 1000, r: 8, p: 1 },
      { N: 1024, r: 0, p: 1 },
      { N: 1024, r: 8, p: 0 },
      { N: 1024, r: -8, p: 1 },
      { N: 2 ** 21, r: 8, p: 1 },
      { N: 2 ** 20, r: 16, p: 1 },
    ];
    for (const port of Object.values(PORTS)) {
      for (const cost of costs) {
        const key = port.scrypt(new Uint8Array(8), new Uint8Array(8), cost, 32);
        expect(await key.catch((error: unknown) => error), JSON.stringify(cost)).to.be.instanceOf(Error);
      }
    }
  });

  it("derive no key of a length that is none", async () => {
    for (const [name, port] of Object.entries(PORTS)) {
      for (const N of [16, 2 ** 17]) {
        for (const length of [0, -1, 1.5, Number.NaN]) {
          const key = port.scrypt(new Uint8Array(8), new Uint8Array(8), { N, r: 1, p: 1 }, length);
          expect(await key.catch((error: unknown) => error), `${name}: ${length}`).to.be.instanceOf(Error);
        }
      }
    }
  });

  it("draw bytes by chance, each time others", () => {
    for (const port of Object.values(PORTS)) {
      expect(port.randomBytes(32)).to.have.length(32);
      expect(hex(port.randomBytes(32))).to.not.equal(hex(port.randomBytes(32)));
    }
  });
});
