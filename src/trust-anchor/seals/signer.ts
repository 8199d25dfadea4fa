import { bytesOfHex, compareBytes, hexOf, numberOf } from "../../crypto/encodings/bytes.ts";
import { RecentCache } from "../../crypto/recent-cache.ts";
import { recoverAddress } from "../../crypto/signatures/recover.ts";

/** An ECDSA signature over a digest: 65 bytes, r‖s‖v. */
export interface Signed {
  /** Lower-case 0x-hex, 32 bytes. */
  readonly digest: string;
  readonly signature: Uint8Array;
  /** The value of v for an even y: 0 in a seal, 27 in a wallet's signature. */
  readonly even: 0 | 27;
}

/** The order of secp256k1 (SEC 2 v2 §2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A signature in canonical form. */
interface Canonical {
  readonly name: string;
  readonly halves: Uint8Array;
  readonly parity: 0 | 1;
}

/**
 * From a signature anyone can compute a second one, of the same key over the same digest: with n − S and the other
 * parity. The canonical form has the lower S. Undefined if the length or v is wrong.
 */
function canonical({ digest, signature, even }: Signed): Canonical | undefined {
  const parity = (signature[64] ?? -1) - even;
  if (signature.length !== 65 || (parity !== 0 && parity !== 1)) return undefined;
  const r = hexOf(signature.subarray(0, 32));
  const s = numberOf(signature.subarray(32, 64));
  const isHigh = s < ORDER && s > ORDER - s;
  const halves = r + (isHigh ? ORDER - s : s).toString(16).padStart(64, "0");
  const own = isHigh ? (parity === 0 ? 1 : 0) : parity;
  return { name: `${digest}${halves}${own}`, halves: bytesOfHex(halves), parity: own };
}

/** The same text for both forms of a signature; undefined if it is malformed. */
export const nameOf = (signed: Signed): string | undefined => canonical(signed)?.name;

/**
 * The signatures in canonical form, sorted by their bytes, so that every list of the same signatures gives the same
 * result.
 */
export function inCanonicalForm(signed: readonly Signed[]): Uint8Array[] {
  const all = signed.map((one) => {
    const form = canonical(one);
    return form === undefined ? one.signature : Uint8Array.of(...form.halves, one.even + form.parity);
  });
  return all.sort(compareBytes);
}

/** Twice as many as one answer may bring (effort.ts). */
const REMEMBERED = 512;

/**
 * Recovers signers: the address in lower case, or undefined if the signature is invalid. Recovering takes a millisecond
 * without the optional packages, so recent results are cached.
 */
export function signersBy(recover: typeof recoverAddress): (signed: Signed) => string | undefined {
  const known = new RecentCache<{ readonly address: string | undefined }>(REMEMBERED);
  return (signed) => {
    const one = canonical(signed);
    return one && known.get(one.name, () => ({ address: recover(signed.digest, one.halves, one.parity) })).address;
  };
}

export const recoverSigner = signersBy(recoverAddress);
