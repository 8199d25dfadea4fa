import type { Bilingual } from "../errors/bilingual.ts";
import { bad, outcomeOf } from "./finding.ts";
import { type FindingCode, inARow, textFor } from "./texts.ts";
import { isoOf } from "./time.ts";
import { CHECKS, type CredentialVerdict, type Finding, type Outcome, type Verdict } from "./verdict.ts";

/** What was found, before anything is made of it. */
export type Found = Omit<Verdict, "outcome" | "text">;

/** The verdict on all that was found: one failure fails the whole. Nobody reads claims that nobody vouches for. */
export function conclude(found: Found): Verdict {
  const outcome = outcomeOf(found.presentation, found.credentials);
  if (outcome === "valid") return { ...found, outcome, text: textOf(acceptance(found), found) };
  const { code, text } = firstOf(found, outcome) ?? bad("presentation.empty");
  // What is found about an evidence's dates, or since, is not of the block that was pinned.
  const said = code.startsWith("evidence.") ? text : textOf(text, found);
  return { ...found, outcome, text: said, credentials: found.credentials.map(withoutClaims) };
}

function acceptance(found: Found): Bilingual {
  const { asOf, about } = found;
  const [block, code] = [asOf?.block, validCode(found)];
  if (about === undefined) return textFor(code, { block });
  const then = code === "verdict.valid" ? "verdict.valid-then" : "verdict.valid-then-in-part";
  return textFor(then, { block, moment: isoOf(about) });
}

/** Who reads only these must see that the verdict is as known at another time than now. */
function textOf(text: Bilingual, { asKnownAt }: Found): Bilingual {
  return asKnownAt === undefined ? text : inARow(text, textFor("verdict.as-known", { known: isoOf(asKnownAt) }));
}

/** What was not looked at, because the credential's type does not ask for it, is not said to be so. */
function validCode({ credentials }: Found): FindingCode {
  const has = (...codes: readonly string[]) =>
    credentials.some(({ checks }) => codes.includes(checks.status.code) || codes.includes(checks.holderBinding.code));
  const unbound = has("holderBinding.not-required");
  const withoutStatus = has("status.not-required", "status.excepted");
  if (unbound) return withoutStatus ? "verdict.valid-unbound-no-status" : "verdict.valid-unbound";
  return withoutStatus ? "verdict.valid-no-status" : "verdict.valid";
}

/** The verdict once more is known about the presentation as a whole. */
export function withFindings(verdict: Verdict, more: readonly Finding[]): Verdict {
  return conclude({ ...verdict, presentation: [...verdict.presentation, ...more] });
}

/** The first finding that is of this outcome, in the order in which they are told. */
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
