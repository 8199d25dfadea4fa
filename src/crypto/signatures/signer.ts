import { ecdsaSigner, randomBytes } from "#crypto";
import { DidimError } from "../../errors/error.ts";
import { toBase64url } from "../encodings/base64url.ts";
import { bytesOfHex, concatBytes, numberOf } from "../encodings/bytes.ts";
import { CURVE_OF, CURVES } from "../keys/curve.ts";
import type { PublicJwk, SignatureAlgorithm, Signer } from "../keys/keys.ts";
import type { EcdsaSigner } from "../port/port.ts";

/** A signer with a new key, in memory only. */
export function generateSigner(algorithm: SignatureAlgorithm): Signer {
  return signerFromPrivateKey(algorithm, generatePrivateKey(algorithm));
}

/** A new private key: 32 bytes, uniform in [1, n-1] (rejection sampling, FIPS 186-5 A.2.2). */
export function generatePrivateKey(algorithm: SignatureAlgorithm): Uint8Array {
  const { n } = CURVES[CURVE_OF[algorithm]];
  for (;;) {
    const candidate = randomBytes(32);
    const d = numberOf(candidate);
    if (d > 0n && d < n) return candidate;
  }
}

/**
 * A signer in memory for a private key of 32 bytes, big-endian. It copies the key, so that the caller may wipe or reuse
 * the bytes. Throws `crypto.private-key`.
 */
export function signerFromPrivateKey(algorithm: SignatureAlgorithm, privateKey: Uint8Array): Signer {
  const { point, sign } = imported(algorithm, privateKey);
  const [x, y] = [toBase64url(point.subarray(1, 33)), toBase64url(point.subarray(33))];
  const publicJwk: PublicJwk = Object.freeze({ kty: "EC", crv: CURVE_OF[algorithm], x, y });
  const signer: Signer = Object.freeze({
    algorithm,
    publicJwk,
    async sign(message: Uint8Array) {
      const signature = sign(message);
      return algorithm === "ES256K" ? lowS(signature) : signature;
    },
  });
  inMemory.add(signer);
  return signer;
}

const inMemory = new WeakSet<Signer>();

/**
 * Whether this very signer was made here: its public key was computed from its private key, and nobody can put another in its place. What
 * wraps or copies it may sign by whatever key.
 */
export const isInMemory = (signer: Signer): boolean => inMemory.has(signer);

function imported(algorithm: SignatureAlgorithm, d: Uint8Array): EcdsaSigner {
  try {
    if (d.length !== 32) throw new RangeError(`${d.length} bytes`);
    return ecdsaSigner(Uint8Array.from(d), CURVE_OF[algorithm]);
  } catch (cause) {
    // The facts leave out the cause, because logs must hold nothing about a private key.
    throw new DidimError(
      "crypto.private-key",
      "A private key is 32 bytes, between 1 and the order of its curve.",
      { algorithm },
      { cause },
    );
  }
}

/**
 * Turns a high S into a low one. About half of OpenSSL's signatures have a high S, which the chain and several
 * libraries refuse (SEC 1 §4.1.3, EIP-2).
 */
export function lowS(signature: Uint8Array): Uint8Array {
  const { n } = CURVES.secp256k1;
  const s = numberOf(signature.subarray(32));
  if (s <= n / 2n) return signature;
  return concatBytes(signature.subarray(0, 32), bytesOfHex((n - s).toString(16).padStart(64, "0")));
}
