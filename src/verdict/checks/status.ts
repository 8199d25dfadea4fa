import type { TrustRecords } from "../../facts/facts.ts";
import { indeterminate, invalid, valid } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/** Maximum life of a one-time copy, in seconds. One-time copies have no status. */
export const ONE_TIME_LIFE = 24 * 60 * 60;

const NAMES = ["valid", "invalid", "suspended", "application"] as const;

export interface StatusQuestion {
  readonly status?: { readonly list: number; readonly index: number };
  readonly issuedAt: number;
  readonly expires?: number;
  /** Whether the verifier accepts one-time copies. */
  readonly oneTimeCopies: boolean;
  /** The moment asked about, if it is before the block of the facts. Seconds. */
  readonly before?: number;
}

/**
 * Check 4, the status. A status that is there is checked even if the
 * type needs none.
 */
export function judgeStatus(question: StatusQuestion, records: TrustRecords): Finding {
  if (question.status === undefined) return judgeWithoutStatus(question, records);
  const record = records.status;
  if (records.issuerDeactivated) return invalid("status.unmaintained", question.status);
  if (record === undefined || record.opened === 0) return indeterminate("status.list-unopened", question.status);
  const evidence = { ...question.status, capacity: record.capacity, value: NAMES[record.value] };
  if (question.status.index >= record.capacity) return indeterminate("status.out-of-range", evidence);
  if (question.before !== undefined) {
    // Today's status does not say since when it holds. But revocation is final (rule 4), so what is not revoked today
    // was not revoked earlier.
    const code = record.value === 1 ? "status.unknown-at" : "status.not-revoked-then";
    return indeterminate(code, { ...evidence, asOf: question.before });
  }
  if (record.value === 0) return valid("status.valid", evidence);
  if (record.value === 1) return invalid("status.revoked", evidence);
  if (record.value === 2) return invalid("status.suspended", evidence);
  return records.type?.applicationStatusIsValid === true
    ? valid("status.application-valid", evidence)
    : invalid("status.application", evidence);
}

function judgeWithoutStatus(question: StatusQuestion, { type, links }: TrustRecords): Finding {
  if (type?.status === "none") return valid("status.not-required");
  const oneTime = judgeOneTime(question);
  const [own] = links;
  if (oneTime.outcome === "valid" || own?.atIssue === undefined) return oneTime;
  // An exception belongs to one generation; the record no longer has those of earlier generations.
  if (own.atIssue.index < own.generationStart) return indeterminate("status.exception-unknown", { holder: own.holder });
  return own.noStatus ? valid("status.excepted", { holder: own.holder }) : oneTime;
}

function judgeOneTime({ issuedAt, expires, oneTimeCopies }: StatusQuestion): Finding {
  const oneTime = expires !== undefined && expires - issuedAt <= ONE_TIME_LIFE;
  return oneTime && oneTimeCopies
    ? valid("status.one-time", { issuedAt, expires })
    : invalid("status.absent", { oneTime });
}
