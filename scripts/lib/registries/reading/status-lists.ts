import type { ListedStatusList, StatusCounts } from "../../../../src/public/registry.ts";
import { STATUS_NAMES } from "../../credentials/statuses/changes-text.ts";
import { when } from "../../terminal/input/values.ts";
import type { Bilingual } from "../../terminal/output/output.ts";

/** A status list's header on one line. */
export function headerText({ list, capacity, operator, opened }: ListedStatusList): Bilingual {
  return {
    en: `  list ${list}: room for ${capacity} credentials, opened ${when(opened).en}, operator ${operator ?? "none"}`,
    ko: `  목록 ${list}번: 증명서 ${capacity}건까지, ${when(opened).ko} 개설, 운영 계정 ${operator ?? "없음"}`,
  };
}

/** How many indices have each status: of all, or of those that changed. */
export function countsText({ valid, invalid, suspended, applicationSpecific }: StatusCounts): Bilingual {
  const counts = [valid, invalid, suspended, applicationSpecific].map((count, status) => ({
    count,
    name: STATUS_NAMES[status] ?? { en: "?", ko: "?" },
  }));
  const said = (lang: keyof Bilingual): string =>
    counts
      .filter(({ count }) => count > 0)
      .map(({ count, name }) => (lang === "en" ? `${count} ${name.en}` : `${name.ko} ${count}건`))
      .join(", ");
  return { en: said("en"), ko: said("ko") };
}
