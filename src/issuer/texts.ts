import type { Bilingual } from "../errors/bilingual.ts";
import type { Finding, Outcome } from "../verdict/verdict.ts";

/**
 * The texts of readiness that the verdict does not have. `{name}` is filled in from the evidence. Listed in
 * docs/issuing.md.
 */
const TEXTS = {
  "readiness.list-open": {
    en: "Status list {list} is open, with room for {remaining} more.",
    ko: "상태 목록 {list}번이 개설되어 있으며 증명서 {remaining}건을 더 발급할 수 있습니다.",
  },
  "readiness.list-full": {
    en: "Status list {list} has no room left: extend it, or open another.",
    ko: "상태 목록 {list}번에 남은 번호가 없습니다. 용량을 늘리거나 새 목록을 개설하십시오.",
  },
  "readiness.list-short": {
    en: "Status list {list} was opened for {capacity} credentials, but the issuer counts on {counted}.",
    ko: "상태 목록 {list}번은 {capacity}건으로 개설되었으나 발급 설정은 {counted}건입니다. 두 값을 맞추십시오.",
  },
  "readiness.list-none": {
    en: "This issuer was given no status list; it can issue one-time copies only.",
    ko: "상태 목록이 설정되지 않아 일회용 사본만 발급할 수 있습니다.",
  },
  "readiness.list-needless": {
    en: "No status list is needed: credentials of this type, or of this issuer, do without a status.",
    ko: "이 종류 또는 이 발급기관의 증명서에는 상태 정보가 필요 없어 상태 목록도 필요하지 않습니다.",
  },
  "readiness.schema-current": {
    en: "The schema is the one registered for this type.",
    ko: "등록된 스키마와 일치합니다.",
  },
  "readiness.schema": {
    en: "The schema cannot be used: {why}",
    ko: "스키마를 사용할 수 없습니다({code}).",
  },
  "readiness.one-time-young": {
    en: "One-time copies bear a rounded time, now {issuedAt}, and the key or the accreditation is younger. From {from} on they can be issued.",
    ko: "일회용 사본의 발급 시각은 내림하여 적으므로, 지금 발급하면 적힐 시각({issuedAt})이 키나 인가의 시작보다 앞섭니다. {from}부터 발급할 수 있습니다.",
  },
  "readiness.ready": {
    en: "Ready to issue: as of block {block}, what is issued now will be accepted.",
    ko: "발급 준비 완료: 블록 {block} 기준으로 지금 발급하는 증명서는 유효합니다.",
  },
} as const satisfies Record<string, Bilingual>;

type Code = keyof typeof TEXTS;
type Evidence = Readonly<Record<string, unknown>>;

export function finding(outcome: Outcome, code: Code, evidence: Evidence = {}): Finding {
  return { outcome, code, evidence, text: textOf(code, evidence) };
}

export function textOf(code: Code, evidence: Evidence): Bilingual {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(evidence[name] ?? "?"));
  return { en: fill(TEXTS[code].en), ko: fill(TEXTS[code].ko) };
}
