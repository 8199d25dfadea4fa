import type { KeyRecord, LinkRecord, StatusRecord, TermRecord, TypeRecord } from "../records/records.ts";

/**
 * A way to read the registries. A source of facts is a folder beside this file that exports a function which makes
 * `Facts`. Every source returns the same records, so that one set of rules (src/verdict/checks) judges them all.
 */
export interface Facts {
  readonly source: "rpc" | "replica" | "proof" | "memory";
  /**
   * The past blocks that the verifier chose when it made this source. Absent: the source answers as of the newest block
   * it knows. Only the verifier sets it; nothing a holder brings can.
   */
  readonly pin?: PinnedBlocks;
  /**
   * Everything the chain knows about these credentials, as of one block. Throws `facts.*` if it cannot find out (node
   * down, wrong chain, no contract, stale); the verdict is then "indeterminate", never "valid".
   */
  lookup(queries: readonly FactsQuery[]): Promise<FactsAnswer>;
}

/** Blocks by number or by hash (lower-case 0x-hex), usually one. */
export type PinnedBlocks = readonly (bigint | string)[];

/**
 * What must be known to verify a credential. Addresses are lower-case 0x-hex of 20 bytes; ids are lower-case 0x-hex of
 * 32 bytes.
 */
export type FactsQuery = OfIssuer & OfType & CommonQuery;

/** The credential's issuer. */
export type OfIssuer =
  /** The issuer's identity: the address in its did:ethr. */
  | { readonly issuer: string; readonly anchor?: undefined }
  /**
   * SHA-256 of the certificate that a credential without a DID relies on. The registry says which issuer it belongs to
   * for the type.
   */
  | { readonly anchor: string; readonly issuer?: undefined };

/** The credential's type. */
export type OfType =
  /** keccak256 of its `vct`. */
  | { readonly typeId: string; readonly doctypeId?: undefined }
  /** keccak256 of its ISO/IEC 18013-5 doctype. The registry says which type that is. */
  | { readonly doctypeId: string; readonly typeId?: undefined };

/** The query for a credential that names its issuer's DID and its `vct`. */
export interface FactsQueryByName extends CommonQuery {
  readonly issuer: string;
  readonly typeId: string;
}

interface CommonQuery {
  /**
   * The thumbprint (RFC 7638, SHA-256) of the key that the credential names; for a certificate anchor, the
   * certificate's SHA-256.
   */
  readonly keyThumbprint: string;
  /** The credential's `iat`, in seconds since 1970. The chain of trust is walked as of this time. */
  readonly issuedAt: number;
  readonly status?: { readonly list: number; readonly index: number };
  /** Whether to return who held the type's authority at `issuedAt`: for a question about the past. */
  readonly withTerm?: true;
  /** What the holder brought to prove the records, and signed; unchanged. Used by sources that prove. */
  readonly staple?: unknown;
}

export interface FactsAnswer {
  /** The block at which the records were read. If they are from several blocks, this is the oldest. */
  readonly asOf: AsOf;
  /** One for each query, in order. */
  readonly records: readonly TrustRecords[];
}

export interface AsOf {
  readonly chainId: bigint;
  readonly block: bigint;
  /** The block's timestamp, seconds since 1970. */
  readonly time: number;
  readonly hash?: string;
  /** Whether the verifier pinned this block ({@link Facts.pin}). */
  readonly pinned?: true;
  /** If the records are from several blocks: the newest block's timestamp. */
  readonly upTo?: number;
  /** For a copy of the registries: the newest block at which the whole copy was found to match a sealed header. */
  readonly proved?: bigint;
}

/** The records of one credential, as the registries store them. Times in seconds since 1970; 0 means absent. */
export interface TrustRecords {
  /**
   * The credential's issuer: the one in the query, or the one to whom the anchor is assigned. Absent if it is assigned
   * to nobody.
   */
  readonly issuer?: string;
  /** The credential's type: the one in the query, or that of the doctype. Absent if no type has the doctype. */
  readonly typeId?: string;
  /** Whether the issuer's DID is deactivated. Also true if there is no issuer, because nobody acts for it. */
  readonly issuerDeactivated: boolean;
  /** The epoch of the key or certificate anchor; absent if the identity never registered it. */
  readonly key?: KeyRecord;
  readonly type?: TypeRecord;
  /** The chain of trust at `issuedAt`, from the issuer to the root link. Empty if the issuer was never accredited. */
  readonly links: readonly LinkRecord[];
  /** Absent if the query named no status. */
  readonly status?: StatusRecord;
  /**
   * The last term of office of the type's authority that had begun at `issuedAt`; absent if none had, or if the query
   * did not ask for it.
   */
  readonly term?: TermRecord;
}
