import { type ListedType, typesOf } from "../../../src/public/registry.ts";
import { type Agencies, agenciesOf, inQuotes } from "../../lib/registries/reading/agencies.ts";
import { listText } from "../../lib/registries/reading/paging.ts";
import { when } from "../../lib/terminal/input/values.ts";
import type { Language } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "type",
  verb: "list",
  about: {
    en: "list the registered types, the newest first, each with its authority",
    ko: "등록된 증명서 종류와 소관 기관을 최신순으로 보여 줍니다",
  },
  example: "",
  chain: "reads",
  async run(context) {
    const registry = await context.registry();
    const found = await typesOf(registry);
    const agencies = await agenciesOf(
      registry,
      found.types.map(({ authority }) => authority),
    );
    const none = { en: "No type is registered.", ko: "등록된 증명서 종류가 없습니다." };
    return {
      json: { ...found, names: agencies.json },
      text: listText((lang) => found.types.map((type) => lineOf(type, agencies, lang)), none, found),
    };
  },
});

function lineOf({ vct, typeId, authority, registered, retired }: ListedType, agencies: Agencies, lang: Language) {
  const since = when(registered)[lang];
  const end =
    retired === undefined
      ? ""
      : lang === "en"
        ? `, retired from ${when(retired).en} on`
        : `, ${when(retired).ko}부터 폐지`;
  const dated = lang === "en" ? `registered ${since}` : `${since} 등록`;
  return `${vct === undefined ? typeId : inQuotes(vct)}\n  ${agencies.text(authority)}\n  ${dated}${end}`;
}
