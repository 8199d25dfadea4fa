import { bad, outcomeOf } from "./finding.ts";
import { CHECKS, type CredentialVerdict, type Finding, type Verdict } from "./verdict.ts";
import { wordsFor } from "./words.ts";

/** What was found, before anything is made of it. */
export type Found = Omit<Verdict, "outcome" | "words">;

/** The verdict on all that was found: one failure fails the whole. Nobody reads claims that nobody vouches for. */
export function conclude(found: Found): Verdict {
  const outcome = outcomeOf([...found.presentation, ...found.credentials]);
  if (outcome === "valid") {
    return { ...found, outcome, words: wordsFor("verdict.valid", { block: found.asOf?.block }) };
  }
  const reason = findingsOf(found).find((finding) => finding.outcome === outcome) ?? bad("presentation.empty");
  return { ...found, outcome, words: reason.words, credentials: found.credentials.map(withoutClaims) };
}

/** The verdict once more is known about the presentation as a whole. */
export function withFindings(verdict: Verdict, more: readonly Finding[]): Verdict {
  return conclude({ ...verdict, presentation: [...verdict.presentation, ...more] });
}

function findingsOf({ presentation, credentials }: Found): readonly Finding[] {
  return [
    ...presentation,
    ...credentials.flatMap(({ checks, policy }) => [...CHECKS.map((name) => checks[name]), ...policy]),
  ];
}

function withoutClaims({ claims: _, ...verdict }: CredentialVerdict): CredentialVerdict {
  return verdict;
}
