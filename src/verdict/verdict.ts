import type { Bilingual } from "../errors/bilingual.ts";
import type { FactsAnswer } from "../facts/facts.ts";
import type { LinkRecord, TypeRecord } from "../records/records.ts";

/** The outcomes of ETSI EN 319 102-1. An inconclusive check never counts as valid, and no option makes it so. */
export type Outcome = "valid" | "invalid" | "indeterminate";

/** The five checks, always in this order. */
export const CHECKS = ["signature", "issuerKey", "accreditation", "status", "holderBinding"] as const;
export type CheckName = (typeof CHECKS)[number];

/**
 * The result of one check. `code` is stable (docs/verdicts.md). `evidence` holds the values that the check used. `text`
 * explains it to a person.
 */
export interface Finding {
  readonly outcome: Outcome;
  readonly code: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly text: Bilingual;
}

export interface CredentialVerdict {
  readonly outcome: Outcome;
  /** The id of the query that the credential was presented for. */
  readonly query: string;
  readonly format: string;
  /** The issuer's DID, in its canonical spelling. */
  readonly issuer: string;
  /**
   * The issuer's names, set by its accreditor for this type; absent if not known. For display only: no check uses them.
   */
  readonly issuerNames?: NonNullable<LinkRecord["names"]>;
  readonly type: string;
  /** The type's requirements, fixed at its registration; absent if the type is not known. */
  readonly requires?: Pick<TypeRecord, "status" | "holderBinding">;
  readonly issuedAt: number;
  readonly checks: Readonly<Record<CheckName, Finding>>;
  /** Findings about the policy's further conditions: type, format, parties, claims, times. */
  readonly policy: readonly Finding[];
  /**
   * The disclosed claims; read them by claimAt(). WITHHELD replaces withheld list elements. Present only if the outcome
   * of the whole verdict is "valid".
   */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Verdict {
  readonly outcome: Outcome;
  /**
   * The text of the finding that decided the outcome, in the order of the checks; or why the presentation was accepted.
   */
  readonly text: Bilingual;
  /** The block at which the facts were read; absent if they could not be read. */
  readonly asOf?: FactsAnswer["asOf"];
  /** The moment asked about, in seconds since 1970; absent if it was now. */
  readonly about?: number;
  /**
   * Present if the verifier pinned a past block: the verdict is as known at that block's time, in seconds since 1970,
   * without anything that became known later.
   */
  readonly asKnownAt?: number;
  readonly source?: string;
  /** When the verifier decided, in seconds since 1970. */
  readonly decidedAt: number;
  readonly credentials: readonly CredentialVerdict[];
  /** Findings about the presentation as a whole (replay, same holder, unreadable input). */
  readonly presentation: readonly Finding[];
}
