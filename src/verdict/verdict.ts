import type { Bilingual } from "../errors/bilingual.ts";
import type { FactsAnswer } from "../facts/facts.ts";
import type { LinkRecord, TypeRecord } from "../records/records.ts";

/** The outcomes of ETSI EN 319 102-1. An inconclusive check never counts as valid, and no option makes it so. */
export type Outcome = "valid" | "invalid" | "indeterminate";

/** The five checks, always in this order (DESIGN §1). */
export const CHECKS = ["signature", "issuerKey", "accreditation", "status", "holderBinding"] as const;
export type CheckName = (typeof CHECKS)[number];

/** One check's finding. `code` is stable (docs/verdicts.md); `evidence` is what was looked at; `text` says it to a person. */
export interface Finding {
  readonly outcome: Outcome;
  readonly code: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly text: Bilingual;
}

export interface CredentialVerdict {
  readonly outcome: Outcome;
  /** The id of the query that it was presented for. */
  readonly query: string;
  readonly format: string;
  /** The issuer's DID, in its one canonical spelling. */
  readonly issuer: string;
  /** The names that the accreditor for this type gave the issuer, if any could be found out: for people, nothing is judged by them. */
  readonly issuerNames?: NonNullable<LinkRecord["names"]>;
  readonly type: string;
  /** What a credential of this type must have, fixed when it was registered; absent if the type is not known. */
  readonly requires?: Pick<TypeRecord, "status" | "holderBinding">;
  readonly issuedAt: number;
  readonly checks: Readonly<Record<CheckName, Finding>>;
  /** What the verifier's policy asked beyond the five: types, claims, times, freshness. */
  readonly policy: readonly Finding[];
  /** The disclosed claims, to be read by claimAt(): WITHHELD stands for elements of a list that were not disclosed. Only when the outcome is "valid", so that nobody reads what nobody vouches for. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** The first finding that is not "valid", in the order of the checks; or why it was accepted. */
  readonly text: Bilingual;
  /** The block that the facts were read at; absent when they could not be read. */
  readonly asOf?: FactsAnswer["asOf"];
  /** The moment that was asked about, seconds; absent if it was now. */
  readonly about?: number;
  /**
   * The verifier pinned a block of the past: all this is as known at that time, seconds, and what became known since is
   * not in it. Absent: as known now.
   */
  readonly asKnownAt?: number;
  readonly source?: string;
  /** When the verifier decided, seconds. */
  readonly decidedAt: number;
  readonly credentials: readonly CredentialVerdict[];
  /** Findings about the presentation as a whole (replay, same holder, unreadable input). */
  readonly presentation: readonly Finding[];
}
