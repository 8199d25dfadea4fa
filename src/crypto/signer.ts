import { createECDH, createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { DidimError } from "../errors/error.ts";
import { toBase64url } from "./base64url.ts";
import { CURVE_OF, CURVES } from "./curve.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "./keys.ts";

/** A new key, held in memory only. */
export function generateSigner(algorithm: SignatureAlgorithm): Signer {
  return signerFromPrivateKey(algorithm, generatePrivateKey(algorithm));
}

/** A new private key: 32 bytes, uniform in [1, n-1] (by rejection, FIPS 186-5 A.2.2). */
export function generatePrivateKey(algorithm: SignatureAlgorithm): Uint8Array {
  const { n } = CURVES[CURVE_OF[algorithm]];
  for (;;) {
    const candidate = randomBytes(32);
    const d = toBigInt(candidate);
    if (d > 0n && d < n) return candidate;
  }
}

/** A signer in memory for a private key of 32 bytes (big-endian), as a keystore file holds it. */
export function signerFromPrivateKey(algorithm: SignatureAlgorithm, privateKey: Uint8Array): Signer {
  const { key, publicJwk } = importPrivateKey(algorithm, privateKey);
  return {
    algorithm,
    publicJwk,
    async sign(message) {
      const signature = sign("sha256", message, { key, dsaEncoding: "ieee-p1363" });
      return algorithm === "ES256K" ? lowS(signature) : signature;
    },
  };
}

function importPrivateKey(algorithm: SignatureAlgorithm, d: Uint8Array): { key: KeyObject; publicJwk: PublicJwk } {
  const crv = CURVE_OF[algorithm];
  try {
    if (d.length !== 32) throw new RangeError(`${d.length} bytes`);
    const ecdh = createECDH(CURVES[crv].openssl);
    ecdh.setPrivateKey(d);
    const point = ecdh.getPublicKey();
    const publicJwk = {
      kty: "EC",
      crv,
      x: toBase64url(point.subarray(1, 33)),
      y: toBase64url(point.subarray(33)),
    } as const;
    return { key: createPrivateKey({ key: { ...publicJwk, d: toBase64url(d) }, format: "jwk" }), publicJwk };
  } catch (cause) {
    // The cause is kept out of the facts: nothing about a private key is ever logged.
    throw new DidimError(
      "crypto.private-key",
      "A private key is 32 bytes, between 1 and the order of its curve.",
      { algorithm },
      { cause },
    );
  }
}

/** OpenSSL makes high-S about half the time; the chain and several libraries refuse it (SEC 1 §4.1.3, EIP-2). */
export function lowS(signature: Uint8Array): Uint8Array {
  const { n } = CURVES.secp256k1;
  const s = toBigInt(signature.subarray(32));
  if (s <= n / 2n) return signature;
  const low = Buffer.from((n - s).toString(16).padStart(64, "0"), "hex");
  return Buffer.concat([signature.subarray(0, 32), low]);
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}
