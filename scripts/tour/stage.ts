import type { Bilingual } from "../../src/public/errors.ts";
import type { CredentialVerdict, Finding, Verdict } from "../../src/public/verifier.ts";
import { withLocalTimes } from "../lib/terminal/output/times.ts";

export type Language = "en" | "ko";

const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
const MARKS = { valid: "✔", invalid: "✘", indeterminate: "?" } as const;
const TINTS = { valid: "green", invalid: "red", indeterminate: "yellow" } as const;

const OUTCOMES = {
  invalid: { en: "Refused.", ko: "거절" },
  indeterminate: { en: "Could not find out.", ko: "확인 불가" },
} as const;

const CHECK_NAMES: Readonly<Record<keyof CredentialVerdict["checks"], Bilingual>> = {
  signature: { en: "signature", ko: "서명" },
  issuerKey: { en: "issuer key", ko: "발급기관 키" },
  accreditation: { en: "accreditation", ko: "발급 권한" },
  status: { en: "status", ko: "상태" },
  holderBinding: { en: "holder", ko: "소지자" },
};

/** The tour's output: one language, plain lines, colours only on a terminal. */
export interface Stage {
  readonly language: Language;
  /** From here on, shows this name in place of the address. */
  introduce(address: string, name: Bilingual): void;
  title(text: Bilingual): void;
  /** An event. */
  say(text: Bilingual): void;
  /** A verifier's decision with its reasons; with `inFull`, all checks and what was disclosed. */
  show(verdict: Verdict, inFull?: boolean): void;
  /** A refusal that is not a verdict: by a wallet or a registry. */
  refused(text: Bilingual): void;
  /** The closing text. */
  end(text: Bilingual): void;
}

export function stage(language: Language, out: NodeJS.WriteStream): Stage {
  const colours = out.isTTY === true && process.env.NO_COLOR === undefined;
  const tint = (name: keyof typeof COLOURS, text: string) =>
    colours ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text;
  const line = (text = "") => out.write(`${text}\n`);
  const names = new Map<string, Bilingual>();
  const named = (text: string) =>
    text.replace(/(did:ethr:0x\w+:)?(0x[0-9a-f]{40})/g, (all, _, address) => names.get(address)?.[language] ?? all);
  let chapter = 0;

  const finding = (name: string, { outcome, text }: Finding) =>
    line(`      ${tint(TINTS[outcome], MARKS[outcome])} ${pad(name, 14)} ${withLocalTimes(named(text[language]))}`);

  return {
    language,
    introduce: (address, name) => void names.set(address, name),
    title: (text) => {
      chapter += 1;
      line();
      line(tint("bold", `${chapter}. ${text[language]}`));
    },
    say: (text) => line(`   ${text[language]}`),
    show: (verdict, inFull = false) => {
      const headline = verdict.outcome === "valid" ? verdict.text : OUTCOMES[verdict.outcome];
      line(`   ${tint(TINTS[verdict.outcome], `${MARKS[verdict.outcome]} ${withLocalTimes(headline[language])}`)}`);
      for (const credential of verdict.credentials) {
        if (inFull) line(`      ${tint("cyan", disclosed(credential))}`);
        for (const [name, text] of Object.entries(CHECK_NAMES)) {
          const check = credential.checks[name as keyof typeof CHECK_NAMES];
          if (inFull || check.outcome !== "valid") finding(text[language], check);
        }
      }
    },
    refused: (text) => line(`   ${tint("red", `✘ ${named(text[language])}`)}`),
    end: (text) => line(`\n${tint("green", `✔ ${text[language]}`)}`),
  };
}

/** What a verifier reads in an accepted credential. */
function disclosed({ claims = {} }: CredentialVerdict): string {
  return Object.values(claims).join(" · ");
}

/** Korean characters take two columns. */
function pad(text: string, width: number): string {
  const columns = [...text].reduce((sum, c) => sum + (c >= "\u1100" ? 2 : 1), 0);
  return text + " ".repeat(Math.max(0, width - columns));
}
