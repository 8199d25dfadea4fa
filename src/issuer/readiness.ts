import { parseDid } from "../did/did.ts";
import type { Bilingual } from "../errors/bilingual.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { Allocator } from "../status/allocator.ts";
import { judgeAccreditation } from "../verdict/checks/accreditation.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { indeterminate, outcomeOf } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import { isoOf } from "../verdict/time.ts";
import type { Finding, Outcome } from "../verdict/verdict.ts";
import { roundDown } from "./one-time.ts";
import { finding, textOf } from "./texts.ts";

/** What verifiers will find about a credential issued now, as far as it depends on the issuer. */
export interface Readiness {
  readonly outcome: Outcome;
  /** The first finding that is not "valid", or the message that the issuer is ready. */
  readonly text: Bilingual;
  /** The block at which the registry was read; absent if it could not be read. */
  readonly asOf?: FactsAnswer["asOf"];
  readonly findings: ReadinessFindings;
  readonly oneTimeCopies: OneTimeReadiness;
}

/**
 * Readiness for one-time copies. They need no list. Their time is rounded down, so in the first hour of a key or an
 * accreditation it lies before the epoch begins.
 */
export interface OneTimeReadiness {
  readonly outcome: Outcome;
  readonly text: Bilingual;
  /** From when they can be issued, in seconds since 1970; present if only the rounded time prevents it. */
  readonly from?: number;
}

export interface ReadinessFindings {
  readonly facts: Finding;
  readonly issuerKey: Finding;
  readonly accreditation: Finding;
  readonly statusList: Finding;
  readonly schema: Finding;
}

export interface ReadinessQuestion {
  readonly did: string;
  /** base64url. */
  readonly keyThumbprint: string;
  readonly type: string;
  readonly allocator: Allocator | undefined;
  readonly schema: Finding;
  readonly now: number;
  /** Seconds to which the `iat` of a one-time copy is rounded down. */
  readonly rounding: number;
}

/** Reads the registry once. Does not throw if the registry is unreachable. */
export async function checkReadiness(question: ReadinessQuestion, facts: Facts): Promise<Readiness> {
  const { now: time, rounding } = question;
  const answer = await askFacts(facts, [query(question, time), query(question, roundDown(time, rounding))]);
  if (!answer.known) return concludeUnread(indeterminate("facts.unavailable", { why: answer.why }), question);
  const { asOf, records } = answer;
  const { chainId } = parseDid(question.did);
  const [now, rounded] = asOf.chainId === chainId ? records : [];
  if (now === undefined || rounded === undefined) {
    const elsewhere = indeterminate("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) });
    return concludeUnread(elsewhere, question, asOf);
  }
  const findings = judge(question, now, asOf);
  return conclude(findings, judgeOneTime(question, rounded, findings, asOf), asOf);
}

/** Only the list's header matters, so the query uses index 0, which reveals no credential. */
function query({ did, keyThumbprint, type, allocator }: ReadinessQuestion, issuedAt: number): FactsQuery {
  const status = allocator && { list: allocator.list, index: 0 };
  return queryFor({ issuer: did, keyThumbprint, type, issuedAt, ...(status && { status }) });
}

function judge(question: ReadinessQuestion, records: TrustRecords, asOf: FactsAnswer["asOf"]): ReadinessFindings {
  const { did, now, schema, allocator } = question;
  return {
    facts: judgeFreshness(asOf, now, DEFAULT_MAX_AGE),
    issuerKey: judgeIssuerKey(records, now),
    accreditation: judgeAccreditation(records, parseDid(did).identity, now),
    statusList: judgeList(allocator, records),
    schema,
  };
}

function judgeList(allocator: Allocator | undefined, { status, type, links }: TrustRecords): Finding {
  if (allocator === undefined) {
    const needless = type?.status === "none" || links[0]?.noStatus === true;
    return needless ? finding("valid", "readiness.list-needless") : finding("invalid", "readiness.list-none");
  }
  const { list, capacity: counted, remaining } = allocator;
  if (status === undefined || status.opened === 0) return indeterminate("status.list-unopened", { list });
  const evidence = { list, capacity: status.capacity, counted, remaining };
  if (status.capacity < counted) return finding("invalid", "readiness.list-short", evidence);
  return remaining > 0
    ? finding("valid", "readiness.list-open", evidence)
    : finding("invalid", "readiness.list-full", evidence);
}

function judgeOneTime(
  { did, now, rounding }: ReadinessQuestion,
  records: TrustRecords,
  { statusList: _, ...needed }: ReadinessFindings,
  { block }: FactsAnswer["asOf"],
): OneTimeReadiness {
  const issuedAt = roundDown(now, rounding);
  const accreditation = judgeAccreditation(records, parseDid(did).identity, issuedAt);
  const outcome = outcomeOf([needed.facts, needed.schema, judgeIssuerKey(records, issuedAt), accreditation]);
  if (outcome === "valid") return { outcome, text: textOf("readiness.ready", { block }) };
  const found = firstNotValid(needed);
  if (found !== undefined) return { outcome, text: found.text };
  const from = issuedAt + rounding;
  return { outcome, text: textOf("readiness.one-time-young", { issuedAt: iso(issuedAt), from: iso(from) }), from };
}

const iso = (seconds: number): string => isoOf(seconds).replace(".000Z", "Z");

/** The combined outcome with the text of the first finding that causes it; undefined if all are valid. */
function firstNotValid(findings: Partial<ReadinessFindings>): { outcome: Outcome; text: Bilingual } | undefined {
  const { facts, issuerKey, accreditation, statusList, schema } = findings;
  const all = [facts, issuerKey, accreditation, statusList, schema].filter((each) => each !== undefined);
  const outcome = outcomeOf(all);
  const reason = all.find((each) => each.outcome === outcome && outcome !== "valid");
  return reason && { outcome, text: reason.text };
}

/** If the registry could not be read, only the schema's finding is known. */
function concludeUnread(why: Finding, { schema }: ReadinessQuestion, asOf?: FactsAnswer["asOf"]): Readiness {
  const findings = { facts: why, issuerKey: why, accreditation: why, statusList: why, schema };
  return conclude(findings, { outcome: "indeterminate", text: why.text }, asOf);
}

function conclude(findings: ReadinessFindings, oneTimeCopies: OneTimeReadiness, asOf?: FactsAnswer["asOf"]): Readiness {
  const { outcome, text } = firstNotValid(findings) ?? {
    outcome: "valid",
    text: textOf("readiness.ready", { block: asOf?.block }),
  };
  return { outcome, text, findings, oneTimeCopies, ...(asOf && { asOf }) };
}
