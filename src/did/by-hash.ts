import { algorithmName, anchorKindOf, FIRST_BY_HASH } from "../crypto/key-algorithms.ts";
import { formatDid, formatKeyId } from "./did.ts";
import type { DocumentRecord } from "./record.ts";

/**
 * A larger key, or a certificate anchor, that the registry knows by its SHA-256. A W3C document has no place for it:
 * its bytes are not there.
 */
export interface RegisteredByHash {
  /** The key's id, by which a credential names it. An anchor has none: no credential names it as its key. */
  readonly id?: string;
  /** The registry's number. */
  readonly algorithm: number;
  /** The number's name, if this release knows one: `x509-root` or `x509-certificate`. */
  readonly name?: string;
  /** SHA-256 over the public key, or over the certificate's DER; 0x-hex. */
  readonly hash: string;
  /** The epoch, in seconds; 2^40 − 1 is no end. */
  readonly from: number;
  readonly until: number;
}

/** What of the record {@link documentOf} leaves out, in the registry's order. */
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
