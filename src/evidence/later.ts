import { parseDid } from "../did/did.ts";
import { joinTexts } from "../errors/bilingual.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { judgeAccreditation } from "../verdict/checks/accreditation.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { judgeStatus } from "../verdict/checks/status.ts";
import { indeterminate, invalid, valid } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import type { Finding } from "../verdict/verdict.ts";

/**
 * Judges what became known after the signature. Only two things make the evidence invalid: the issuer's key was stolen
 * before the evidence existed, or an accreditation was made by a thief. Other changes, such as a
 * suspension, a withdrawal or a revocation, came later; they are reported and do not count. A source that is stale, of
 * another chain, or without records of the credentials is inconclusive.
 *
 * @param moments `notAfter`: when the evidence existed at the latest; `now`: the reader's time; `clock`: the time of
 * the reader's own clock. Seconds.
 * @returns At least one finding.
 */
export async function judgeLater(
  credentials: readonly PresentedCredential[],
  later: Facts,
  { notAfter, now, clock }: { readonly notAfter: number; readonly now: number; readonly clock: number },
): Promise<readonly Finding[]> {
  // The holder's staple is old, so it is left out.
  const queries = credentials.map(queryFor).map(({ staple: _, ...query }) => query);
  const answer = await askFacts(later, queries);
  if (!answer.known) return [notKnown(answer.why)];
  const { asOf, records } = answer;
  const fresh = judgeFreshness(asOf, now, DEFAULT_MAX_AGE, clock);
  if (fresh.outcome !== "valid") return [notKnown(fresh.code)];
  if (credentials.some(({ issuer }) => parseDid(issuer).chainId !== asOf.chainId))
    return [notKnown("facts.wrong-chain")];
  const against = records.flatMap((each) => judgeRecords(each, notAfter) ?? []);
  if (against.length > 0) return against;
  const changes = credentials.flatMap((each, i) => changesOf(each, records[i]));
  return [valid("evidence.later-clear", { block: Number(asOf.block) }), ...changes];
}

const notKnown = (why: string): Finding => indeterminate("evidence.later-unknown", { why });

function judgeRecords({ key, links }: TrustRecords, notAfter: number): Finding | undefined {
  // A registry never removes keys or epochs, so this one cannot be the credentials' registry.
  if (key === undefined || links.at(-1)?.atIssue?.root !== true) return notKnown("facts.foreign-contract");
  if (key.reason === "compromised" && key.compromisedSince <= notAfter) {
    return invalid("evidence.key-compromised", { compromisedSince: key.compromisedSince, notAfter });
  }
  const annulled = links.find(({ atIssue }) => atIssue?.reason === "annulled");
  return annulled && invalid("evidence.annulled", { holder: annulled.holder });
}

/** The findings that would make the credential not valid for a verifier today. */
function changesOf({ issuer, issuedAt, status }: PresentedCredential, records?: TrustRecords): readonly Finding[] {
  if (records === undefined) return [];
  const findings = [
    judgeIssuerKey(records, issuedAt),
    judgeAccreditation(records, parseDid(issuer).identity, issuedAt),
    ...(status === undefined ? [] : [judgeStatus({ status, issuedAt, oneTimeCopies: false }, records)]),
  ];
  return findings.filter(({ outcome }) => outcome !== "valid").map(changed);
}

function changed({ code, evidence, text }: Finding): Finding {
  const told = valid("evidence.changed-since", { ...evidence, code });
  return { ...told, text: joinTexts(told.text, text) };
}
