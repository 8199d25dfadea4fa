import type { KeyRecord, LinkRecord, StatusRecord, TermRecord, TypeRecord } from "../records/records.ts";

/**
 * The seam "how the registry is read". A source of facts is one folder beside this file that exports one maker of `Facts`.
 * Every source answers with the same records, so that one set of rules (accreditation/, did/, status/) judges them all.
 */
export interface Facts {
  readonly source: "rpc" | "replica" | "proof" | "memory";
  /**
   * The blocks of the past that the verifier chose when it made this source. Absent: the source answers as of the
   * newest block that it knows. Only the verifier sets it; nothing that a holder brings does.
   */
  readonly pin?: PinnedBlocks;
  /**
   * Everything the chain knows about these credentials, as of one block. Throws DidimError `facts.*` when it cannot find
   * out (node down, wrong chain, no contract, stale): the verdict is then "indeterminate", never "valid".
   */
  lookup(queries: readonly FactsQuery[]): Promise<FactsAnswer>;
}

/** Blocks by number, or by hash (lower-case 0x-hex); mostly one. */
export type PinnedBlocks = readonly (bigint | string)[];

/** What a credential makes us ask. Addresses are lower-case 0x-hex of 20 bytes, ids lower-case 0x-hex of 32 bytes. */
export type FactsQuery = OfIssuer & OfType & CommonQuery;

/** Whose the credential is. */
export type OfIssuer =
  /** The issuer's identity: the address in its did:ethr. */
  | { readonly issuer: string; readonly anchor?: undefined }
  /** SHA-256 of the certificate that it hangs on, where it names no DID: whose it is, the registry says for its type. */
  | { readonly anchor: string; readonly issuer?: undefined };

/** Of which type the credential is. */
export type OfType =
  /** keccak256 of its `vct`. */
  | { readonly typeId: string; readonly doctypeId?: undefined }
  /** keccak256 of its ISO/IEC 18013-5 doctype: of which type that is, the registry says. */
  | { readonly doctypeId: string; readonly typeId?: undefined };

/** The question about a credential that names its issuer's DID and its `vct`. */
export interface FactsQueryByName extends CommonQuery {
  readonly issuer: string;
  readonly typeId: string;
}

interface CommonQuery {
  /**
   * The thumbprint (RFC 7638, SHA-256) of the key that the credential names; or the SHA-256 of a certificate, to ask
   * for an anchor.
   */
  readonly keyThumbprint: string;
  /** The credential's `iat`, seconds. Chains of trust are walked as of this moment. */
  readonly issuedAt: number;
  readonly status?: { readonly list: number; readonly index: number };
  /** Whether to tell who held the type's authority at `issuedAt`: for a question about the past. */
  readonly withTerm?: true;
  /** What the holder brought along to prove the records by, and signed; as it came. Of use to a source that proves. */
  readonly staple?: unknown;
}

export interface FactsAnswer {
  /** The block that the records are read at, the oldest if they are of several: none is older. */
  readonly asOf: AsOf;
  /** One for each query, in order. */
  readonly records: readonly TrustRecords[];
}

export interface AsOf {
  readonly chainId: bigint;
  readonly block: bigint;
  /** The block's timestamp, seconds. */
  readonly time: number;
  readonly hash?: string;
  /** Whether the block is one that the verifier pinned ({@link Facts.pin}). */
  readonly pinned?: true;
  /** Where records are of several blocks: the newest one's timestamp. */
  readonly upTo?: number;
  /** Of a copy of the registries: the newest block after which all of it was seen to be what a sealed header vouches for. */
  readonly proved?: bigint;
}

/** The records of one credential, as they stand in the registries' storage. Times in seconds; 0 = absent. */
export interface TrustRecords {
  /** Whose the credential is: as asked, or whom the anchor is assigned to. Absent: it is assigned to nobody. */
  readonly issuer?: string;
  /** Of which type it is: as asked, or that of the doctype. Absent: no type has that doctype. */
  readonly typeId?: string;
  /** Whether the issuer's DID has been deactivated; true also where there is no issuer: nobody acts for it. */
  readonly issuerDeactivated: boolean;
  /** The epoch of the key, or of the certificate anchor; absent if the identity never registered it. */
  readonly key?: KeyRecord;
  readonly type?: TypeRecord;
  /** The chain of trust walked at `issuedAt`, from the issuer to the root link. Empty: never accredited. */
  readonly links: readonly LinkRecord[];
  /** Absent if the query named no status. */
  readonly status?: StatusRecord;
  /**
   * The last term of office of the type's authority that had begun by `issuedAt`; absent if none had, or if the query
   * did not ask.
   */
  readonly term?: TermRecord;
}
