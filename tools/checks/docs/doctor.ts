import { DOCTOR_FINDINGS } from "../../../scripts/lib/doctor/finding.ts";
import { page } from "./tree.ts";

const PAGE = "docs/doctor.md";
const OUTCOMES = { ok: "ok", warning: "warning", problem: "problem", unknown: "could not find out" } as const;

/** The page's table has each finding, its sentence and its cure, and no other. */
export function doctorPage(): readonly string[] {
  const rows = (page(PAGE)?.text ?? "").split("\n").filter((line) => /^\| `[a-z]+(-[a-z]+)*\.[a-z-]+` \|/.test(line));
  const wanted = Object.entries(DOCTOR_FINDINGS).map(([code, { outcome, en, ...rest }]) => {
    const cure = "cure" in rest ? rest.cure.en : "";
    return `| \`${code}\` | ${OUTCOMES[outcome]} | ${asOnPage(en)} | ${asOnPage(cure)} |`;
  });
  return [
    ...wanted.filter((row) => !rows.includes(row)).map((row) => `${PAGE} lacks the row ${row}`),
    ...rows.filter((row) => !wanted.includes(row)).map((row) => `${PAGE} has a row that there is not: ${row}`),
  ];
}

/** Facts are shown as code. */
const asOnPage = (text: string): string => text.replaceAll(/\{(\w+)(:time)?\}/g, "`$1`").replaceAll("|", "\\|");
