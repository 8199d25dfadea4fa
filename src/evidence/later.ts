import { parseDid } from "../did/did.ts";
import { isDidimError } from "../errors.ts";
import { checkAnswer } from "../facts/checked.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { type QuerySubject, queryFor } from "../facts/query.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { bad, unknown } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import type { Finding } from "../verdict/verdict.ts";

/**
 * What became known afterwards and counts all the same: that the issuer's key was in other hands before the evidence existed (DESIGN §3, rule 2), and that
 * an accreditation was the work of a thief. Whatever else has changed since, a suspension, a withdrawal, a revocation, came after the signature.
 * Empty if nothing is held against it. Who does not know of now, of this chain, or of these credentials at all, has not said that there is nothing.
 *
 * @param moments when the evidence existed at the latest, the reader's time, and what the reader's own clock says; seconds.
 */
export async function judgeLater(
  subjects: readonly QuerySubject[],
  later: Facts,
  { notAfter, now, clock }: { readonly notAfter: number; readonly now: number; readonly clock: number },
): Promise<readonly Finding[]> {
  // What the holder brought is of then.
  const queries = subjects.map((subject) => queryFor(subject)).map(({ staple: _, ...query }) => query);
  try {
    const { asOf, records } = checkAnswer(await later.lookup(queries), queries);
    const fresh = judgeFreshness(asOf, now, DEFAULT_MAX_AGE, now, clock);
    if (fresh.outcome !== "valid") return [notKnown(fresh.code)];
    if (subjects.some(({ issuer }) => parseDid(issuer).chainId !== asOf.chainId))
      return [notKnown("facts.wrong-chain")];
    return records.flatMap((each) => judgeRecords(each, notAfter) ?? []);
  } catch (error) {
    return [notKnown(isDidimError(error) ? error.code : "facts.failed")];
  }
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
