/** All that the registry holds of an identity's present document, as read in one call. Hex is lower-case, times are seconds. */
export interface DocumentRecord {
  /** The zero address once deactivated. */
  readonly controller: string;
  readonly deactivated: boolean;
  /** The block of the last change; 0: never written. */
  readonly changed: bigint;
  /** What the next signed operation must carry. */
  readonly nonce: bigint;
  readonly keys: readonly AssertionKeyRecord[];
  readonly entries: readonly EntryRecord[];
}

/** A credential-signing key, or a certificate anchor, inside its epoch. */
export interface AssertionKeyRecord {
  /** RFC 7638 SHA-256, 32 bytes; of an anchor, the certificate's SHA-256. */
  readonly thumbprint: string;
  /** What it is, by the registry's number: crypto/key-algorithms.ts. */
  readonly algorithm: number;
  /** Of a key on P-256 or secp256k1, the SEC 1 compressed point, 33 bytes; of anything else the SHA-256, 32 bytes. */
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
 * Reads the record of an identity (lower-case address), now or as of a block, in one request. Throws DidimError `facts.*`
 * when it cannot find out.
 */
export type DocumentReader = (identity: string, block?: bigint) => Promise<DocumentRecord>;
