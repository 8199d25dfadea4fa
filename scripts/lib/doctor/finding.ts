import { type Bilingual, showUnseen } from "../../../src/public/errors.ts";
import { isDidimError } from "../../../src/public/index.ts";
import { koreanOf } from "../terminal/language/korean.ts";
import { utcAndLocal } from "../terminal/output/times.ts";
import { AGENCY } from "./texts/agency.ts";
import { CHAIN } from "./texts/chain.ts";
import { MACHINE } from "./texts/machine.ts";
import type { FindingOutcome, FindingText } from "./texts/text.ts";

/** Every finding that `didim doctor` can have: docs/doctor.md lists them. */
export const DOCTOR_FINDINGS = { ...MACHINE, ...CHAIN, ...AGENCY } as const;

export type FindingCode = keyof typeof DOCTOR_FINDINGS;

/** A fact that a sentence names. One in two languages is shown in that of the sentence. */
type Fact = string | number | bigint | Bilingual;
type Facts = Readonly<Record<string, Fact>>;

export interface DoctorFinding {
  readonly outcome: FindingOutcome;
  readonly code: FindingCode;
  readonly facts: Facts;
  readonly text: Bilingual;
  readonly cure?: Bilingual;
}

export function found(code: FindingCode, facts: Facts = {}): DoctorFinding {
  const { outcome, cure, ...words }: FindingText = DOCTOR_FINDINGS[code];
  const text = filledIn(words, facts);
  return { outcome, code, facts, text, ...(cure && { cure: filledIn(cure, facts) }) };
}

const filledIn = ({ en, ko }: Bilingual, facts: Facts): Bilingual => ({
  en: filled(en, "en", facts),
  ko: filled(ko, "ko", facts),
});

/** Facts may be what strangers wrote: names, URLs, messages of nodes. Each stays on the line of its sentence. */
function filled(sentence: string, lang: keyof Bilingual, facts: Facts): string {
  return sentence.replaceAll(/\{(\w+)(:time)?\}/g, (_, name: string, time?: string) => {
    const fact = facts[name] ?? "?";
    if (time !== undefined) return utcAndLocal(Number(fact));
    return showUnseen(typeof fact === "object" ? fact[lang] : String(fact));
  });
}

/** Why something failed, for a sentence. A URL in it may hold a password. */
export function reasonOf(error: unknown): Bilingual {
  const said = error instanceof Error ? error.message : String(error);
  const korean = isDidimError(error) ? koreanOf(error) : undefined;
  return { en: shown(said), ko: shown(korean ?? said) };
}

const shown = (said: string): string => said.replaceAll(/(https?:\/\/)[^\s/?#,]*@/g, "$1…@").slice(0, LONGEST);

const LONGEST = 400;
