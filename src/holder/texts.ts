import type { Bilingual } from "../errors/bilingual.ts";
import { showUnseen } from "../errors/unseen.ts";

/** The sentences of a review; listed in docs/holding.md. */
const TEXTS = {
  "review.as-registered": {
    en: "{verifier} is registered to ask for all of this.",
    ko: "검증자({verifier})는 요청한 항목을 모두 요구할 수 있도록 등록되어 있습니다.",
  },
  "review.over-asking": {
    en: "{verifier} asks for more than it is registered for. Nothing has been shown to it yet.",
    ko: "검증자({verifier})가 등록된 범위를 넘어 요구하고 있습니다. 아직 아무것도 제시하지 않았습니다.",
  },
  "review.unproven": {
    en: "The request names {verifier}, but nothing proves that this verifier asks, and receives the answer. Nothing has been shown to it yet.",
    ko: "요청에 검증자({verifier})가 적혀 있으나, 이 검증자가 요구하고 응답을 받는다는 증거가 없습니다. 아직 아무것도 제시하지 않았습니다.",
  },
  "review.unknown": {
    en: "What {verifier} may ask for could not be found out ({why}). Nothing has been shown to it yet.",
    ko: "검증자({verifier})가 무엇을 요구할 수 있는지 확인할 수 없습니다({why}). 아직 아무것도 제시하지 않았습니다.",
  },
  "review.stale": {
    en: "What {verifier} may ask for could only be read as of {age} seconds ago; this wallet allows {maxAge}. Nothing has been shown to it yet.",
    ko: "검증자({verifier})가 무엇을 요구할 수 있는지 {age}초 전 기준으로만 확인할 수 있습니다(허용 {maxAge}초). 아직 아무것도 제시하지 않았습니다.",
  },
  "review.ahead": {
    en: "The registry is {ahead} seconds ahead of this wallet's clock: one of the two is wrong. Nothing has been shown to {verifier} yet.",
    ko: "등록부의 시각이 지갑의 시계보다 {ahead}초 앞서 있습니다. 시계를 확인하십시오. 검증자({verifier})에게 아직 아무것도 제시하지 않았습니다.",
  },
  "review.audience": {
    en: "The answer goes to {audience}.",
    ko: "응답을 받는 곳: {audience}.",
  },
  "review.document": {
    en: "With the answer you sign the document with SHA-256 {document}. Read it before you agree.",
    ko: "응답하면 SHA-256이 {document}인 문서에 서명하게 됩니다. 문서를 읽은 뒤에 동의하십시오.",
  },
  "review.item-covered": {
    en: "{name} ({contact}) is registered for: {purpose}.",
    ko: "{name} ({contact})의 등록된 목적: {purpose}.",
  },
  "review.item-over-asked": {
    en: "Not registered to ask for: {claims}. {name} ({contact}) is registered for: {purpose}.",
    ko: "등록되지 않은 항목: {claims}. {name} ({contact})의 등록된 목적: {purpose}.",
  },
  "review.item-unregistered": {
    en: "Not registered to ask for this kind of credential at all.",
    ko: "이 종류의 증명서를 요구할 수 있도록 등록되어 있지 않습니다.",
  },
  "review.item-unknown": {
    en: "Asked for: {claims}. Whether this may be asked for is not known.",
    ko: "요청한 항목: {claims}. 요구할 수 있는지는 알 수 없습니다.",
  },
  "review.item-values": {
    en: "Asked for with a certain value: {values}.",
    ko: "특정한 값을 요구하는 항목: {values}.",
  },
  "review.item-shows-more": {
    en: "The wallet's best credential would also show what nobody asked for: {unasked}.",
    ko: "요청하지 않은 항목까지 지갑의 증명서가 공개합니다: {unasked}.",
  },
} as const satisfies Record<string, Bilingual>;

export type ReviewCode = keyof typeof TEXTS;

/**
 * Fills in the evidence. The verifier chose some of these texts, so characters that are invisible or misleading are
 * shown as boxes.
 */
export function reviewText(code: ReviewCode, evidence: Readonly<Record<string, string | Bilingual>> = {}): Bilingual {
  const fill = (language: keyof Bilingual): string =>
    TEXTS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = evidence[name] ?? "?";
      return showUnseen(typeof value === "string" ? value : value[language]);
    });
  return { en: fill("en"), ko: fill("ko") };
}

/** A list for a sentence: it names at most `most` texts and counts the rest. */
export function listText(texts: readonly string[], most: number): Bilingual {
  if (texts.length === 0) return { en: "no claim by name", ko: "지정한 항목 없음" };
  const named = texts.slice(0, most).join(", ");
  const more = texts.length - most;
  return more > 0 ? { en: `${named}, and ${more} more`, ko: `${named} 외 ${more}개` } : { en: named, ko: named };
}
