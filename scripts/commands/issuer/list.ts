import { issuersOf, type ListedIssuer, type Standing } from "../../../src/public/registry.ts";
import { type Agencies, agenciesOf, inQuotes, namesText } from "../../lib/registries/reading/agencies.ts";
import { addPaging, listText, type Paging, pageOf, registeredType } from "../../lib/registries/reading/paging.ts";
import { rightsText } from "../../lib/registries/rights-text.ts";
import { when } from "../../lib/terminal/input/values.ts";
import type { Bilingual, Language } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends Paging {
  readonly issuer?: string;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "list",
  about: {
    en: "list who may issue what: accredited agencies, the newest first, with their state now",
    ko: "인가받은 기관과 현재 상태를 최신순으로 보여 줍니다",
  },
  example: "urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command, say) =>
    addPaging(
      command
        .argument("[vct]", say("only this type", "이 종류만"))
        .option("--issuer <did>", say("only this agency", "이 기관만")),
      say,
    ),
  async run(context, [vct], { issuer, ...paging }) {
    const page = pageOf(paging);
    const registry = await context.registry();
    const typeId = vct === undefined ? undefined : await registeredType(registry, vct);
    const found = await issuersOf(registry, {
      ...page,
      ...(typeId !== undefined && { typeId }),
      ...(issuer !== undefined && { issuer: await context.identity(issuer) }),
    });
    const accreditors = found.issuers.map(({ accreditor }) => accreditor);
    const agencies = await agenciesOf(registry, accreditors, typeId);
    const none = { en: "No agency is accredited.", ko: "인가받은 기관이 없습니다." };
    return {
      json: { ...found, names: agencies.json },
      text: listText((lang) => found.issuers.map((one) => linesOf(one, agencies, lang)), none, found),
    };
  },
});

const STANDINGS: Readonly<Record<Standing, Bilingual>> = {
  "in-force": { en: "in force", ko: "유효" },
  expired: { en: "expired", ko: "만료" },
  ended: { en: "ended", ko: "종료" },
  suspended: { en: "suspended", ko: "효력 정지" },
  withdrawn: { en: "withdrawn", ko: "철회" },
  annulled: { en: "annulled", ko: "무효" },
  deactivated: { en: "its DID is deactivated", ko: "DID 폐기됨" },
};
const NOT_ABOVE: Bilingual = {
  en: "in force, but it may not issue now: its chain of trust does not hold, or the type is retired",
  ko: "유효하지만 지금은 발급할 수 없음: 신뢰 사슬이 끊겼거나 종류가 폐지됨",
};

function linesOf(one: ListedIssuer, agencies: Agencies, lang: Language): string {
  const { issuer, names, vct, typeId, since, until, accreditor, standing, accredited, mayIssue } = one;
  const name = names === undefined ? "" : ` ${namesText(names)}`;
  const isStopped = standing === "in-force" && mayIssue && !accredited;
  const state = isStopped ? NOT_ABOVE[lang] : STANDINGS[standing][lang];
  const by = lang === "en" ? "accredited by" : "인가 기관:";
  return [
    `${issuer}${name}`,
    `  ${vct === undefined ? typeId : inQuotes(vct)}  ${rightsText(one)[lang]}  ${state}`,
    `  ${when(since)[lang]} – ${when(until)[lang]}`,
    `  ${by} ${agencies.text(accreditor)}`,
  ].join("\n");
}
