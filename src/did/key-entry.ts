import { bytesOfBase64url, toHex } from "../crypto/encodings/bytes.ts";
import { compressPoint, thumbprint } from "../crypto/keys/jwk.ts";
import type { PublicJwk } from "../crypto/keys/keys.ts";
import { KEY_NAMES, nameToBytes32 } from "./names.ts";

/**
 * A key for signing credentials in the form DIDRegistry takes it: the arguments of `setAttribute`, and the thumbprint
 * by which the registry names the key.
 */
export interface KeyEntry {
  /** The attribute's name, bytes32. */
  readonly name: string;
  /** The SEC1 compressed point, 33 bytes. */
  readonly value: string;
  /** RFC 7638 SHA-256, bytes32; an argument of `retireKey`, `compromiseKey` and `keyOf`. */
  readonly thumbprint: string;
}

export function keyEntry(key: PublicJwk): KeyEntry {
  return {
    name: nameToBytes32(KEY_NAMES[key.crv]),
    value: compressPoint(key),
    thumbprint: toHex(bytesOfBase64url(thumbprint(key))),
  };
}
