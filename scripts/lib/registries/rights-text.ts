import type { Bilingual } from "../terminal/output/output.ts";

/** What an agency may do, or asks for. */
export interface Rights {
  readonly mayIssue: boolean;
  /** How many levels it may accredit below itself. */
  readonly levels: number;
  /** Whether its credentials need no status, by exception. */
  readonly noStatus?: boolean;
}

export function rightsText({ mayIssue, levels, noStatus = false }: Rights): Bilingual {
  const rights: Bilingual[] = [];
  if (mayIssue) rights.push({ en: "issue", ko: "발급" });
  if (levels > 0) rights.push({ en: `accredit ${levels}`, ko: `인가 ${levels}단계` });
  if (noStatus) rights.push({ en: "no status", ko: "상태 정보 없음" });
  return { en: rights.map(({ en }) => en).join(" + "), ko: rights.map(({ ko }) => ko).join(" + ") };
}

/** Why an accreditation ended. Whether it had ended before a suspension is told only in the JSON. */
export const REASONS = {
  none: { en: "", ko: "" },
  ended: { en: "ended", ko: "종료" },
  suspended: { en: "suspended", ko: "효력 정지" },
  "suspended-after-end": { en: "suspended", ko: "효력 정지" },
  withdrawn: { en: "withdrawn", ko: "철회" },
  annulled: { en: "annulled", ko: "무효" },
} as const satisfies Readonly<Record<string, Bilingual>>;
