import { isDidimError } from "../errors.ts";
import { checkAnswer } from "../facts/checked.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { type QuerySubject, queryFor } from "../facts/query.ts";
import { bad, unknown } from "../verdict/finding.ts";
import type { Finding } from "../verdict/verdict.ts";

/**
 * What became known afterwards and counts all the same: that the issuer's key was in other hands before the evidence existed (DESIGN §3, rule 2), and that
 * an accreditation was the work of a thief. Whatever else has changed since, a suspension, a withdrawal, a revocation, came after the signature.
 * Empty if nothing is held against it; `notAfter` in seconds.
 */
export async function judgeLater(
  subjects: readonly QuerySubject[],
  later: Facts,
  notAfter: number,
): Promise<readonly Finding[]> {
  const queries = subjects.map((subject) => queryFor(subject));
  try {
    const { records } = checkAnswer(await later.lookup(queries), queries);
    return records.flatMap((each) => judgeRecords(each, notAfter) ?? []);
  } catch (error) {
    return [unknown("evidence.later-unknown", { why: isDidimError(error) ? error.code : "facts.failed" })];
  }
}

function judgeRecords({ key, links }: TrustRecords, notAfter: number): Finding | undefined {
  if (key?.reason === "compromised" && key.compromisedSince <= notAfter) {
    return bad("evidence.key-compromised", { compromisedSince: key.compromisedSince, notAfter });
  }
  const annulled = links.find(({ atIssue }) => atIssue?.reason === "annulled");
  return annulled && bad("evidence.annulled", { holder: annulled.holder });
}
