import { parseDid } from "../did/did.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { judgeAccreditation } from "../verdict/checks/accreditation.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { judgeStatus } from "../verdict/checks/status.ts";
import { bad, good, unknown } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import { inARow } from "../verdict/texts.ts";
import type { Finding } from "../verdict/verdict.ts";

/**
 * What became known afterwards. Two things count: that the issuer's key was in other hands before the evidence existed
 * (DESIGN §3, rule 2), and that an accreditation was the work of a thief. Whatever else has changed since, a
 * suspension, a withdrawal, a revocation, came after the signature: it is told, and does not count. Who does not know
 * of now, of this chain, or of these credentials at all, has not said that there is nothing.
 *
 * @param moments when the evidence existed at the latest, the reader's time, and what the reader's own clock says; seconds.
 * @returns Findings: one at least.
 */
export async function judgeLater(
  credentials: readonly PresentedCredential[],
  later: Facts,
  { notAfter, now, clock }: { readonly notAfter: number; readonly now: number; readonly clock: number },
): Promise<readonly Finding[]> {
  // What the holder brought is of then.
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
  return [good("evidence.later-clear", { block: Number(asOf.block) }), ...changes];
}

const notKnown = (why: string): Finding => unknown("evidence.later-unknown", { why });

function judgeRecords({ key, links }: TrustRecords, notAfter: number): Finding | undefined {
  // Keys and epochs are never taken out of a registry.
  if (key === undefined || links.at(-1)?.atIssue?.root !== true) return notKnown("facts.foreign-contract");
  if (key.reason === "compromised" && key.compromisedSince <= notAfter) {
    return bad("evidence.key-compromised", { compromisedSince: key.compromisedSince, notAfter });
  }
  const annulled = links.find(({ atIssue }) => atIssue?.reason === "annulled");
  return annulled && bad("evidence.annulled", { holder: annulled.holder });
}

/** What a verifier of now would find fault with. */
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
  const told = good("evidence.changed-since", { ...evidence, code });
  return { ...told, text: inARow(told.text, text) };
}
