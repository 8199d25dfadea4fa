import type { Names } from "./names.ts";
import type { EpochReason, KeyReason } from "./reasons.ts";
import type { TypeFlags } from "./type-flags.ts";

/** The epoch [from, until) of an issuer's key or of a certificate anchor; each has exactly one. */
export type KeyRecord = PointRecord | HashRecord;

/** A key on P-256 or secp256k1 (numbers 1 and 2). */
export interface PointRecord extends KeyEpoch {
  /** The SEC 1 compressed point, 33 bytes, 0x-hex. */
  readonly publicKey: string;
}

/** Any other key, or a certificate anchor. */
export interface HashRecord extends KeyEpoch {
  /** The SHA-256 (32 bytes, 0x-hex) of the key or certificate that the credential carries. */
  readonly hash: string;
}

interface KeyEpoch {
  /** The registry's number, which this release may not know; see crypto/keys/key-algorithms.ts. */
  readonly algorithm: number;
  readonly from: number;
  readonly until: number;
  readonly reason: KeyReason;
  /** For reason "compromised": since when. */
  readonly compromisedSince: number;
}

export interface TypeRecord extends TypeFlags {
  readonly registered: number;
  /** Credentials issued at this second or later are not of this type. 0: not retired. */
  readonly retired: number;
  /** The type's current authority. */
  readonly authority: string;
  readonly authorityDeactivated: boolean;
}

/** One term of office [from, until) of a type's authority. */
export interface TermRecord {
  readonly authority: string;
  /**
   * Whether the authority's DID is deactivated as of the facts' block. Deactivation is final, but the record does not
   * say since when.
   */
  readonly deactivated: boolean;
  readonly from: number;
  readonly until: number;
}

/** One epoch [from, until) of an accreditation. */
export interface EpochRecord {
  readonly index: number;
  readonly accreditor: string;
  /** Whether this link is granted by the role of the type's authority, not by a DID's own accreditation. */
  readonly root: boolean;
  readonly from: number;
  readonly until: number;
  readonly reason: EpochReason;
  readonly mayIssue: boolean;
  /** How many levels below itself it may accredit; 0: none. */
  readonly levels: number;
  /** The generation of the accreditor's own accreditation when this epoch began. */
  readonly parentGeneration: number;
}

/** One DID's accreditation for the type, as far as the walk needs it. */
export interface LinkRecord {
  readonly holder: string;
  readonly holderDeactivated: boolean;
  /** How often it was withdrawn. */
  readonly generation: number;
  /** Epochs with a lower index belong to a withdrawn generation. */
  readonly generationStart: number;
  /** An exception that the accreditor granted for the whole generation: credentials need no status. */
  readonly noStatus: boolean;
  /** The name for display. Absent if there is none, or if the source cannot prove it. No rule uses it. */
  readonly names?: Names;
  /** The last epoch that had begun at `issuedAt`, if any; it may have ended before then. */
  readonly atIssue?: EpochRecord;
  /** The newest epoch, which holds now. */
  readonly newest: EpochRecord;
}

export interface StatusRecord {
  /** 0 if the list was never opened. */
  readonly opened: number;
  /** How many credentials the list has room for. */
  readonly capacity: number;
  /** The two-bit status (IETF Token Status List values); 0 if the index is beyond the capacity. */
  readonly value: 0 | 1 | 2 | 3;
}
