import type { Bilingual, Language, CommandResult as Said } from "../lib/terminal/output/output.ts";
import type { Entry, Report } from "./campaign.ts";

/** The report as a table, and as JSON. */
export function describeReport(report: Report): Said {
  const { validators, entries, held, folder } = report;
  return {
    json: { validators, held, faults: entries.map(plainEntry), ...(folder === undefined ? {} : { folder }) },
    text: { en: text(report, "en"), ko: text(report, "ko") },
    exit: held ? 0 : 1,
  };
}

function plainEntry({ id, about, claims, figures }: Entry) {
  const plain = claims.map(({ text, held }) => ({ claim: text.en, held }));
  return { id, what: about.en, held: claims.every(({ held }) => held), claims: plain, figures };
}

const HELD: Bilingual = { en: "Everything held.", ko: "모든 장애를 견뎠습니다." };
const BROKEN: Bilingual = { en: "NOT EVERYTHING HELD.", ko: "견디지 못한 장애가 있습니다." };
/** Of six columns. */
const MARKS = {
  held: { en: "held  ", ko: "견딤  " },
  broken: { en: "BROKEN", ko: "실패  " },
} as const;
const KEPT: Bilingual = { en: "The consortium's files, with the nodes' logs", ko: "컨소시엄의 파일과 노드의 로그" };

function text({ entries, held, folder }: Report, lang: Language): string {
  const lines = entries.flatMap(({ about, claims, figures }) => [
    `${about[lang]}`,
    ...claims.map(({ text, held: so }) => `  ${MARKS[so ? "held" : "broken"][lang]}  ${text[lang]}`),
    `          ${Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(" · ")}`,
  ]);
  const kept = folder === undefined ? [] : [`${KEPT[lang]}: ${folder}`];
  return [...lines, "", (held ? HELD : BROKEN)[lang], ...kept].join("\n");
}
