import type { Names } from "./names.ts";
import type { EpochReason, KeyReason } from "./reasons.ts";
import type { TypeFlags } from "./type-flags.ts";

/** The one life of an issuer's key, or of a certificate anchor: an epoch [from, until). */
export type KeyRecord = PointRecord | HashRecord;

/** A key on P-256 or secp256k1: numbers 1 and 2. */
export interface PointRecord extends KeyEpoch {
  /** SEC1 compressed point, 33 bytes, 0x-hex. */
  readonly publicKey: string;
}

/** Anything else: a larger key, or a certificate anchor. */
export interface HashRecord extends KeyEpoch {
  /** The SHA-256, 32 bytes, 0x-hex, of what travels with the credential. */
  readonly hash: string;
}

interface KeyEpoch {
  /** What it is, by the registry's number, which this release may not know: crypto/key-algorithms.ts. */
  readonly algorithm: number;
  readonly from: number;
  readonly until: number;
  readonly reason: KeyReason;
  /** With reason "compromised": since when. */
  readonly compromisedSince: number;
}

export interface TypeRecord extends TypeFlags {
  readonly registered: number;
  /** Credentials issued from this second on are not of this type any more. 0: not retired. */
  readonly retired: number;
  /** The present authority of the type. */
  readonly authority: string;
  readonly authorityDeactivated: boolean;
}

/** One term of office [from, until) of a type's authority. */
export interface TermRecord {
  readonly authority: string;
  /**
   * Whether the authority's DID is deactivated, as of the block that the facts are of. That is for good, but does not
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
  /** Whether this link hangs on the role of the type's authority, not on a DID's own accreditation. */
  readonly root: boolean;
  readonly from: number;
  readonly until: number;
  readonly reason: EpochReason;
  readonly mayIssue: boolean;
  /** How many levels it may accredit below itself; 0: none. */
  readonly levels: number;
  /** The generation of the accreditor's own accreditation when this epoch began. */
  readonly parentGeneration: number;
}

/** One DID's accreditation for the type, as far as the walk needs it. */
export interface LinkRecord {
  readonly holder: string;
  readonly holderDeactivated: boolean;
  /** How many times it was withdrawn. */
  readonly generation: number;
  /** Epochs with a lower index belong to a generation that was withdrawn. */
  readonly generationStart: number;
  /** An exception that its accreditor granted for the whole generation: what it issues is taken without a status. */
  readonly noStatus: boolean;
  /** What people are shown as its name. Absent: it has none, or the source cannot prove it. Nothing is judged by it. */
  readonly names?: Names;
  /** The last epoch that had begun by `issuedAt`, if any had; it may have ended by then. */
  readonly atIssue?: EpochRecord;
  /** The newest epoch: what holds now. */
  readonly newest: EpochRecord;
}

export interface StatusRecord {
  /** 0: the list was never opened. */
  readonly opened: number;
  /** How many credentials it has room for. */
  readonly capacity: number;
  /** The two-bit status (IETF Token Status List values), or 0 where index is beyond the capacity. */
  readonly value: 0 | 1 | 2 | 3;
}
