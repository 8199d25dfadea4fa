import { type Bilingual, joinTexts } from "../errors/bilingual.ts";
import { invalid, outcomeOf } from "./finding.ts";
import { type FindingCode, textFor } from "./texts.ts";
import { CHECKS, type CredentialVerdict, type Finding, type Outcome, type Verdict } from "./verdict.ts";

/** A verdict's findings, before its outcome and text are set. */
export type Found = Omit<Verdict, "outcome" | "text">;

/** Sets the outcome and the text: one failure fails the whole. Removes the claims unless the outcome is "valid". */
export function conclude(found: Found): Verdict {
  const outcome = outcomeOf(found.presentation, found.credentials);
  if (outcome === "valid") return told(outcome, textOf(acceptance(found), found), found);
  const { code, text } = firstOf(found, outcome) ?? invalid("presentation.empty");
  // Findings about evidence dates, or about later changes, do not depend on the pinned block.
  const said = code.startsWith("evidence.") ? text : textOf(text, found);
  return told(outcome, said, { ...found, credentials: found.credentials.map(withoutClaims) });
}

/** The outcome comes first, also as JSON, and replaces one that was reached before more was found. */
function told(outcome: Outcome, text: Bilingual, found: Found): Verdict {
  return Object.assign({ outcome, text }, found, { outcome, text });
}

function acceptance(found: Found): Bilingual {
  const { asOf, about } = found;
  const [block, code] = [asOf?.block, validCode(found)];
  if (about === undefined) return textFor(code, { block });
  const then = code === "verdict.valid" ? "verdict.valid-then" : "verdict.valid-then-in-part";
  return textFor(then, { block, moment: about });
}

/** A reader of the text alone must see that the verdict is as known at a past time. */
function textOf(text: Bilingual, { asKnownAt }: Found): Bilingual {
  return asKnownAt === undefined ? text : joinTexts(text, textFor("verdict.as-known", { known: asKnownAt }));
}

/** The text must not claim a check that the credential's type does not require. */
function validCode({ credentials }: Found): FindingCode {
  const has = (...codes: readonly string[]) =>
    credentials.some(({ checks }) => codes.includes(checks.status.code) || codes.includes(checks.holderBinding.code));
  const unbound = has("holderBinding.not-required");
  const withoutStatus = has("status.not-required", "status.excepted");
  if (unbound) return withoutStatus ? "verdict.valid-unbound-no-status" : "verdict.valid-unbound";
  return withoutStatus ? "verdict.valid-no-status" : "verdict.valid";
}

/** Adds findings about the presentation as a whole, and concludes again. */
export function withFindings(verdict: Verdict, more: readonly Finding[]): Verdict {
  return conclude({ ...verdict, presentation: [...verdict.presentation, ...more] });
}

/**
 * The first finding with this outcome: the presentation's findings, then each credential's checks in their order, then
 * its policy.
 */
function firstOf({ presentation, credentials }: Found, wanted: Outcome): Finding | undefined {
  const isWanted = ({ outcome }: Finding) => outcome === wanted;
  const found = presentation.find(isWanted);
  if (found !== undefined) return found;
  for (const { checks, policy } of credentials) {
    const failed = CHECKS.find((name) => isWanted(checks[name]));
    const finding = failed === undefined ? policy.find(isWanted) : checks[failed];
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function withoutClaims({ claims: _, ...verdict }: CredentialVerdict): CredentialVerdict {
  return verdict;
}
