import { parseDid } from "../did/did.ts";
import type { Words } from "../errors/words.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { Allocator } from "../status/allocator.ts";
import { judgeAccreditation } from "../verdict/checks/accreditation.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { outcomeOf, unknown } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import { isoOf } from "../verdict/time.ts";
import type { Finding, Outcome } from "../verdict/verdict.ts";
import { roundDown } from "./one-time.ts";
import { finding, wordsOf } from "./words.ts";

/** What verifiers will find about a credential that is issued now, as far as it is the issuer's part. */
export interface Readiness {
  readonly outcome: Outcome;
  /** The first finding that is not "valid"; or that it is ready. */
  readonly words: Words;
  /** The block that the registry was read at; absent when it could not be read. */
  readonly asOf?: FactsAnswer["asOf"];
  readonly findings: ReadinessFindings;
  readonly oneTimeCopies: OneTimeReadiness;
}

/** The same for one-time copies, which need no list and bear a rounded time: in the first hour of a key or an accreditation it lies before them. */
export interface OneTimeReadiness {
  readonly outcome: Outcome;
  readonly words: Words;
  /** From when on they can be issued, in seconds, where only the rounded time is in the way. */
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
  /** What the `iat` of a one-time copy is rounded down to, in seconds. */
  readonly rounding: number;
}

/** Reads the registry once; never throws for a registry out of reach. */
export async function checkReadiness(question: ReadinessQuestion, facts: Facts): Promise<Readiness> {
  const { now: time, rounding } = question;
  const answer = await askFacts(facts, [query(question, time), query(question, roundDown(time, rounding))]);
  if (!answer.known) return concludeUnread(unknown("facts.unavailable", { why: answer.why }), question);
  const { asOf, records } = answer;
  const { chainId } = parseDid(question.did);
  const [now, rounded] = asOf.chainId === chainId ? records : [];
  if (now === undefined || rounded === undefined) {
    const elsewhere = unknown("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) });
    return concludeUnread(elsewhere, question, asOf);
  }
  const findings = judge(question, now, asOf);
  return conclude(findings, judgeOneTime(question, rounded, findings, asOf), asOf);
}

/** Of a list only its header matters here, so the index is always the first: it is nobody in particular. */
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
  if (status === undefined || status.opened === 0) return unknown("status.list-unopened", { list });
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
  if (outcome === "valid") return { outcome, words: wordsOf("readiness.ready", { block }) };
  const found = firstNotValid(needed);
  if (found !== undefined) return { outcome, words: found.words };
  const from = issuedAt + rounding;
  return { outcome, words: wordsOf("readiness.one-time-young", { issuedAt: iso(issuedAt), from: iso(from) }), from };
}

const iso = (seconds: number): string => isoOf(seconds).replace(".000Z", "Z");

/** What it comes to, and the first finding that it is because of; undefined where all are valid. */
function firstNotValid(findings: Partial<ReadinessFindings>): { outcome: Outcome; words: Words } | undefined {
  const { facts, issuerKey, accreditation, statusList, schema } = findings;
  const all = [facts, issuerKey, accreditation, statusList, schema].filter((each) => each !== undefined);
  const outcome = outcomeOf(all);
  const reason = all.find((each) => each.outcome === outcome && outcome !== "valid");
  return reason && { outcome, words: reason.words };
}

/** Where the registry could not be read, all that is known is the schema. */
function concludeUnread(why: Finding, { schema }: ReadinessQuestion, asOf?: FactsAnswer["asOf"]): Readiness {
  const findings = { facts: why, issuerKey: why, accreditation: why, statusList: why, schema };
  return conclude(findings, { outcome: "indeterminate", words: why.words }, asOf);
}

function conclude(findings: ReadinessFindings, oneTimeCopies: OneTimeReadiness, asOf?: FactsAnswer["asOf"]): Readiness {
  const { outcome, words } = firstNotValid(findings) ?? {
    outcome: "valid",
    words: wordsOf("readiness.ready", { block: asOf?.block }),
  };
  return { outcome, words, findings, oneTimeCopies, ...(asOf && { asOf }) };
}
