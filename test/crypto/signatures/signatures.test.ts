import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { CURVES } from "../../../src/crypto/keys/curve.ts";
import { publicJwk } from "../../../src/crypto/keys/jwk.ts";
import { KEY_CACHE_SIZE } from "../../../src/crypto/port/node.ts";
import { generateSigner, lowS, signerFromPrivateKey } from "../../../src/crypto/signatures/signer.ts";
import { verifyOnce, verifySignature } from "../../../src/crypto/signatures/verify.ts";
import { refused } from "../../support/refused.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

describe("ES256 (RFC 7518 §3.4)", () => {
  // RFC 7515 Appendix A.3.
  const key = publicJwk({
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  });
  const message = bytes(
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
  );
  const signature = Buffer.from(
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    "base64url",
  );

  it("verifies the known answer of RFC 7515, with and without the key cache", () => {
    expect(verifySignature("ES256", key, message, signature)).to.equal(true);
    expect(verifyOnce("ES256", key, message, signature)).to.equal(true);
  });

  it("has the public key that RFC 7515 gives for its private key", async () => {
    const signer = signerFromPrivateKey(
      "ES256",
      Buffer.from("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "base64url"),
    );
    expect(signer.publicJwk).to.deep.equal(key);
    expect(verifySignature("ES256", key, message, await signer.sign(message))).to.equal(true);
  });

  it("fails for any changed byte of the signature", () => {
    for (let i = 0; i < signature.length; i++) {
      const changed = Buffer.from(signature);
      changed[i]! ^= 1;
      expect(verifyOnce("ES256", key, message, changed), `byte ${i}`).to.equal(false);
    }
  });

  it("fails, and does not throw, for a signature of another length", () => {
    for (const length of [0, 63, 65, 70]) {
      expect(verifySignature("ES256", key, message, Buffer.alloc(length, 1))).to.equal(false);
    }
    const der = Buffer.concat([Buffer.from("3044", "hex"), Buffer.alloc(62, 1)]);
    expect(verifySignature("ES256", key, message, der)).to.equal(false);
  });

  it("fails for r and s of zero (CVE-2022-21449)", () => {
    expect(verifyOnce("ES256", key, message, Buffer.alloc(64))).to.equal(false);
    expect(verifySignature("ES256", key, message, Buffer.alloc(64))).to.equal(false);
  });
});

describe("ES256K (RFC 8812 §3.2)", () => {
  it("always signs low-S, as OpenSSL does only half of the time", async () => {
    const signer = generateSigner("ES256K");
    for (let i = 0; i < 40; i++) {
      const signature = await signer.sign(bytes(`message ${i}`));
      const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`);
      expect(s <= CURVES.secp256k1.n / 2n).to.equal(true);
      expect(verifySignature("ES256K", signer.publicJwk, bytes(`message ${i}`), signature)).to.equal(true);
    }
  });

  it("agrees with an independent implementation in both directions", async () => {
    const { secretKey, publicKey } = secp256k1.keygen();
    const signer = signerFromPrivateKey("ES256K", secretKey);
    const message = bytes("a message");
    expect(secp256k1.verify(await signer.sign(message), message, publicKey)).to.equal(true);
    expect(verifySignature("ES256K", signer.publicJwk, message, secp256k1.sign(message, secretKey))).to.equal(true);
  });

  it("verifies high S too, because RFC 8812 does not forbid it, and normalises it", async () => {
    const signer = generateSigner("ES256K");
    const low = await signer.sign(bytes("m"));
    const s = BigInt(`0x${Buffer.from(low.subarray(32)).toString("hex")}`);
    const highS = (CURVES.secp256k1.n - s).toString(16).padStart(64, "0");
    const high = Buffer.concat([low.subarray(0, 32), Buffer.from(highS, "hex")]);
    expect(verifySignature("ES256K", signer.publicJwk, bytes("m"), high)).to.equal(true);
    expect(Buffer.from(lowS(high)).equals(Buffer.from(low))).to.equal(true);
  });
});

describe("Verifying", () => {
  it("fails if the algorithm does not match the key's curve", async () => {
    for (const [own, other] of [
      ["ES256", "ES256K"],
      ["ES256K", "ES256"],
    ] as const) {
      const signer = generateSigner(own);
      const signature = await signer.sign(bytes("m"));
      expect(verifySignature(other, signer.publicJwk, bytes("m"), signature)).to.equal(false);
      expect(verifyOnce(other, signer.publicJwk, bytes("m"), signature)).to.equal(false);
    }
  });

  it("fails, and does not throw, for a key that is no point", async () => {
    const signer = generateSigner("ES256");
    const key = { ...signer.publicJwk, y: signer.publicJwk.x };
    const signature = await signer.sign(bytes("m"));
    expect(verifySignature("ES256", key, bytes("m"), signature)).to.equal(false);
    expect(verifyOnce("ES256", key, bytes("m"), signature)).to.equal(false);
  });

  it("uses the right key even when more keys are in use than the cache holds", async function () {
    this.timeout(180_000);
    const signers = Array.from({ length: KEY_CACHE_SIZE + 5 }, () => generateSigner("ES256"));
    const [first] = signers;
    const signature = await first!.sign(bytes("m"));
    for (const { publicJwk: key } of signers) {
      expect(verifySignature("ES256", key, bytes("m"), signature)).to.equal(key === first!.publicJwk);
    }
    expect(verifySignature("ES256", first!.publicJwk, bytes("m"), signature)).to.equal(true);
  });
});

describe("A private key", () => {
  const order = Buffer.from(CURVES["P-256"].n.toString(16), "hex");
  for (const [what, key] of Object.entries({
    zero: Buffer.alloc(32),
    short: Buffer.alloc(31, 1),
    "the curve's order": order,
  })) {
    it(`is refused as ${what}`, () => refused(() => signerFromPrivateKey("ES256", key), "crypto.private-key"));
  }
});
