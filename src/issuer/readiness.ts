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
import type { Finding, Outcome } from "../verdict/verdict.ts";
import { finding, wordsOf } from "./words.ts";

/** What verifiers will find about a credential that is issued now, as far as it is the issuer's part. */
export interface Readiness {
  readonly outcome: Outcome;
  /** The first finding that is not "valid"; or that it is ready. */
  readonly words: Words;
  /** The block that the registry was read at; absent when it could not be read. */
  readonly asOf?: FactsAnswer["asOf"];
  readonly findings: ReadinessFindings;
  /** One-time copies bear a rounded time: in the first hour of a key or an accreditation it lies before them. */
  readonly oneTimeCopies: Outcome;
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
  /** The `iat` that a one-time copy would bear. */
  readonly roundedNow: number;
}

/** Reads the registry once; never throws for a registry out of reach. */
export async function checkReadiness(question: ReadinessQuestion, facts: Facts): Promise<Readiness> {
  const answer = await askFacts(facts, [query(question, question.now), query(question, question.roundedNow)]);
  if (!answer.known) {
    const unavailable = unknown("facts.unavailable", { why: answer.why });
    return conclude(unread(unavailable, question), "indeterminate");
  }
  const { asOf, records } = answer;
  const { chainId } = parseDid(question.did);
  const [now, rounded] = asOf.chainId === chainId ? records : [];
  if (now === undefined || rounded === undefined) {
    const elsewhere = unknown("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) });
    return conclude(unread(elsewhere, question), "indeterminate", asOf);
  }
  const findings = judge(question, now, asOf);
  return conclude(findings, judgeOneTime(question, rounded, findings), asOf);
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
  { did, roundedNow }: ReadinessQuestion,
  records: TrustRecords,
  { facts, schema }: ReadinessFindings,
): Outcome {
  const accreditation = judgeAccreditation(records, parseDid(did).identity, roundedNow);
  return outcomeOf([facts, schema, judgeIssuerKey(records, roundedNow), accreditation]);
}

function unread(why: Finding, { schema }: ReadinessQuestion): ReadinessFindings {
  return { facts: why, issuerKey: why, accreditation: why, statusList: why, schema };
}

function conclude(findings: ReadinessFindings, oneTimeCopies: Outcome, asOf?: FactsAnswer["asOf"]): Readiness {
  const all = [findings.facts, findings.issuerKey, findings.accreditation, findings.statusList, findings.schema];
  const outcome = outcomeOf(all);
  const reason = all.find((each) => each.outcome === outcome && outcome !== "valid");
  const words = reason?.words ?? wordsOf("readiness.ready", { block: asOf?.block });
  return { outcome, words, findings, oneTimeCopies, ...(asOf && { asOf }) };
}
