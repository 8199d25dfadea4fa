import type { TrustRecords } from "../../facts/facts.ts";
import { bad, good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/** One-time copies live at most this long, in seconds, and have no status (DESIGN §7). */
export const ONE_TIME_LIFE = 24 * 60 * 60;

const NAMES = ["valid", "invalid", "suspended", "application"] as const;

export interface StatusQuestion {
  readonly status?: { readonly list: number; readonly index: number };
  readonly issuedAt: number;
  readonly expires?: number;
  /** Whether the verifier takes one-time copies. */
  readonly oneTimeCopies: boolean;
  /** The moment asked about, if it lies before the block that the facts are of; seconds. */
  readonly before?: number;
}

/** Check 4, the status (DESIGN §3, rule 4; §4: a list must be opened). One that is there is checked, whether the type needs it or not. */
export function judgeStatus(question: StatusQuestion, records: TrustRecords): Finding {
  if (question.status === undefined) return judgeWithoutStatus(question, records);
  const record = records.status;
  if (records.issuerDeactivated) return bad("status.unmaintained", question.status);
  if (record === undefined || record.opened === 0) return unknown("status.list-unopened", question.status);
  const evidence = { ...question.status, capacity: record.capacity, value: NAMES[record.value] };
  if (question.status.index >= record.capacity) return unknown("status.out-of-range", evidence);
  if (question.before !== undefined) {
    // Today's status shows what became of it, not when. But who was revoked once is so for good (rule 4).
    const code = record.value === 1 ? "status.unknown-at" : "status.not-revoked-then";
    return unknown(code, { ...evidence, asOf: question.before });
  }
  if (record.value === 0) return good("status.valid", evidence);
  if (record.value === 1) return bad("status.revoked", evidence);
  if (record.value === 2) return bad("status.suspended", evidence);
  return records.type?.applicationStatusIsValid === true
    ? good("status.application-valid", evidence)
    : bad("status.application", evidence);
}

function judgeWithoutStatus(question: StatusQuestion, { type, links }: TrustRecords): Finding {
  if (type?.status === "none") return good("status.not-required");
  const oneTime = judgeOneTime(question);
  const [own] = links;
  if (oneTime.outcome === "valid" || own?.atIssue === undefined) return oneTime;
  // Exceptions are granted for a generation: of an earlier one the record does not tell any more.
  if (own.atIssue.index < own.generationStart) return unknown("status.exception-unknown", { holder: own.holder });
  return own.noStatus ? good("status.excepted", { holder: own.holder }) : oneTime;
}

function judgeOneTime({ issuedAt, expires, oneTimeCopies }: StatusQuestion): Finding {
  const oneTime = expires !== undefined && expires - issuedAt <= ONE_TIME_LIFE;
  return oneTime && oneTimeCopies ? good("status.one-time", { issuedAt, expires }) : bad("status.absent", { oneTime });
}
