import { bytesOfBase64url, toHex } from "../crypto/bytes.ts";
import { compressPoint, thumbprint } from "../crypto/jwk.ts";
import type { PublicJwk } from "../crypto/keys.ts";
import { KEY_NAMES, nameToBytes32 } from "./names.ts";

/** A credential-signing key as DIDRegistry takes it: what to give `setAttribute`, and by what the registry then knows it. */
export interface KeyEntry {
  /** The attribute's name, bytes32. */
  readonly name: string;
  /** The SEC1 compressed point, 33 bytes. */
  readonly value: string;
  /** RFC 7638 SHA-256, bytes32: what `retireKey`, `compromiseKey` and `keyOf` ask for. */
  readonly thumbprint: string;
}

export function keyEntry(key: PublicJwk): KeyEntry {
  return {
    name: nameToBytes32(KEY_NAMES[key.crv]),
    value: compressPoint(key),
    thumbprint: toHex(bytesOfBase64url(thumbprint(key))),
  };
}
