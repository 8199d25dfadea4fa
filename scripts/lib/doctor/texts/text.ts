import type { Bilingual } from "../../../../src/public/errors.ts";

/** How a finding ends; `unknown`: it could not be found out. */
export type FindingOutcome = "ok" | "warning" | "problem" | "unknown";

/** What the catalogue says of a finding; `{name}` is filled in from its facts, `{name:time}` from seconds since 1970. */
export interface FindingText extends Bilingual {
  readonly outcome: FindingOutcome;
  /** What to do; only where nothing is wrong there is nothing to do. */
  readonly cure?: Bilingual;
}

export type FindingTexts = Readonly<Record<string, FindingText>>;

export const ok = (words: Bilingual): FindingText => ({ outcome: "ok", ...words });

const withCure =
  (outcome: FindingOutcome) =>
  (words: Bilingual, cure: Bilingual): FindingText => ({ outcome, ...words, cure });

export const warning = withCure("warning");
export const problem = withCure("problem");
export const unknown = withCure("unknown");
