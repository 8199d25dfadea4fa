import { algorithmName, anchorKindOf, FIRST_BY_HASH } from "../crypto/keys/key-algorithms.ts";
import { formatDid, formatKeyId } from "./did.ts";
import type { DocumentRecord } from "./record.ts";

/**
 * A larger key or a certificate anchor, which the registry knows only by its SHA-256. A W3C DID document cannot hold
 * it, because its bytes are not on the chain.
 */
export interface RegisteredByHash {
  /** The key's id, by which credentials name it. An anchor has none. */
  readonly id?: string;
  /** The registry's number of its algorithm or kind. */
  readonly algorithm: number;
  /** The number's name, if this release knows it: `x509-root` or `x509-certificate`. */
  readonly name?: string;
  /** SHA-256 of the public key, or of the certificate's DER; 0x-hex. */
  readonly hash: string;
  /** The epoch [from, until) in seconds since 1970; 2^40 − 1 means no end. */
  readonly from: number;
  readonly until: number;
}

/** The part of the record that {@link documentOf} leaves out, in the registry's order. */
export function registeredByHash(
  chainId: bigint,
  identity: string,
  { keys, deactivated }: DocumentRecord,
): readonly RegisteredByHash[] {
  const did = formatDid(chainId, identity);
  const listed = deactivated ? [] : keys.filter(({ algorithm }) => algorithm >= FIRST_BY_HASH);
  return listed.map(({ thumbprint, algorithm, value: hash, from, until }) => {
    const name = algorithmName(algorithm);
    const isKey = anchorKindOf(algorithm) === undefined;
    return { ...(isKey && { id: formatKeyId(did, thumbprint) }), algorithm, ...(name && { name }), hash, from, until };
  });
}
