/**
 * Everything the registry holds of an identity's current document, read in one call. Hex is lower-case; times are in
 * seconds since 1970.
 */
export interface DocumentRecord {
  /** The zero address once deactivated. */
  readonly controller: string;
  readonly deactivated: boolean;
  /** The block of the last change; 0 if never written. */
  readonly changed: bigint;
  /** The nonce of the next signed operation. */
  readonly nonce: bigint;
  readonly keys: readonly AssertionKeyRecord[];
  readonly entries: readonly EntryRecord[];
}

/** A key for signing credentials, or a certificate anchor, within its epoch. */
export interface AssertionKeyRecord {
  /** RFC 7638 SHA-256, 32 bytes; for an anchor, the certificate's SHA-256. */
  readonly thumbprint: string;
  /** The registry's number; see crypto/keys/key-algorithms.ts. */
  readonly algorithm: number;
  /** For a key on P-256 or secp256k1 the SEC 1 compressed point, 33 bytes; otherwise the SHA-256, 32 bytes. */
  readonly value: string;
  readonly from: number;
  readonly until: number;
}

/** A delegate, a service, or a key that signs no credentials. */
export interface EntryRecord {
  readonly delegate: boolean;
  /** The delegate type, or the attribute's name. */
  readonly name: string;
  /** The delegate's address, or the attribute's value. */
  readonly value: string;
  readonly until: number;
}

/**
 * Reads the record of an identity (lower-case address), now or as of a block, in one request. Throws `facts.*` if it
 * cannot find out.
 */
export type DocumentReader = (identity: string, block?: bigint) => Promise<DocumentRecord>;
