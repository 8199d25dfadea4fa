import { showUnseen } from "../text.ts";
import type { Words } from "../verdict/verdict.ts";

/** What a wallet says to its holder about who asks for what; listed in docs/holding.md. */
const WORDS = {
  "review.as-registered": {
    en: "{verifier} is registered to ask for all of this.",
    ko: "{verifier}은(는) 요청한 항목을 모두 요구할 수 있도록 등록되어 있습니다.",
  },
  "review.over-asking": {
    en: "{verifier} asks for more than it is registered for. Nothing has been shown to it.",
    ko: "{verifier}이(가) 등록된 범위를 넘어 요구하고 있습니다. 아직 아무것도 제시하지 않았습니다.",
  },
  "review.unknown": {
    en: "What {verifier} may ask for could not be found out ({why}). Nothing has been shown to it.",
    ko: "{verifier}이(가) 무엇을 요구할 수 있는지 확인할 수 없습니다({why}). 아직 아무것도 제시하지 않았습니다.",
  },
  "review.item-covered": {
    en: "Registered for: {purpose}.",
    ko: "등록된 목적: {purpose}.",
  },
  "review.item-over-asked": {
    en: "Not registered to ask for: {claims}. Registered for: {purpose}.",
    ko: "등록되지 않은 항목: {claims}. 등록된 목적: {purpose}.",
  },
  "review.item-unregistered": {
    en: "Not registered to ask for this kind of credential at all.",
    ko: "이 종류의 증명서를 요구하도록 등록된 적이 없습니다.",
  },
} as const satisfies Record<string, Words>;

export type ReviewCode = keyof typeof WORDS;

/** Whoever asks chooses some of these words: what draws nothing, or misleads, is shown as a box. */
export function reviewWords(code: ReviewCode, evidence: Readonly<Record<string, string>> = {}): Words {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => showUnseen(evidence[name] ?? "?"));
  return { en: fill(WORDS[code].en), ko: fill(WORDS[code].ko) };
}
