import { bytesOfHex, compareBytes, hexOf, numberOf } from "../../crypto/bytes.ts";
import { Recent } from "../../crypto/recent.ts";
import { recoverAddress } from "../../crypto/recover.ts";

/** An ECDSA signature over a digest, 65 bytes: r‖s‖v. */
export interface Signed {
  /** Lower-case 0x-hex, 32 bytes. */
  readonly digest: string;
  readonly signature: Uint8Array;
  /** What v is where y is even: 0 in a seal, 27 in a wallet's signature. */
  readonly even: 0 | 27;
}

/** The order of secp256k1 (SEC 2 v2 §2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A signature in the one form that it has here. */
interface Canonical {
  readonly name: string;
  readonly halves: Uint8Array;
  readonly parity: 0 | 1;
}

/**
 * With n − S and the other parity a signature is of the same key over the same digest, so that whoever has one can make the other: here S is the lower of the two.
 * Undefined for what is no signature by its length or its v.
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

/** The same text for the same signature, whichever S it has; undefined for what is none by its form. */
export const nameOf = (signed: Signed): string | undefined => canonical(signed)?.name;

/** The same signatures, each with the lower S, in the order of their bytes: in whichever form and order they come, there is one such list. */
export function inOneForm(signed: readonly Signed[]): Uint8Array[] {
  const all = signed.map((one) => {
    const form = canonical(one);
    return form === undefined ? one.signature : Uint8Array.of(...form.halves, one.even + form.parity);
  });
  return all.sort(compareBytes);
}

/** Twice as many as strangers may bring in one answer (effort.ts). */
const REMEMBERED = 512;

/**
 * Tells who signed: the address, lower case; undefined if the signature is none. To recover it takes a millisecond without the optional packages, so each of the
 * signatures that were looked at most recently is recovered once.
 */
export function signersBy(recover: typeof recoverAddress): (signed: Signed) => string | undefined {
  const known = new Recent<{ readonly address: string | undefined }>(REMEMBERED);
  return (signed) => {
    const one = canonical(signed);
    return one && known.get(one.name, () => ({ address: recover(signed.digest, one.halves, one.parity) })).address;
  };
}

export const recoverSigner = signersBy(recoverAddress);
