import type { ListedKey } from "../../../../src/public/registry.ts";
import { when } from "../../terminal/input/values.ts";
import type { Bilingual } from "../../terminal/output/output.ts";

/** One line about a key or certificate that has ended: what it still vouches for. */
export function endedKeyText({ id, thumbprint, name, algorithm, from, until, ...why }: ListedKey): Bilingual {
  const kind: Bilingual = id === undefined ? { en: "certificate", ko: "인증서" } : { en: "key", ko: "키" };
  const what = `${id ?? thumbprint} (${name ?? algorithm})`;
  const [begin, end, { en, ko }] = [when(from), when(until), endOf(why)];
  return {
    en: `ended ${kind.en}: ${what}, from ${begin.en} until ${end.en}, ${en}`,
    ko: `끝난 ${kind.ko}: ${what}, ${begin.ko}부터 ${end.ko}까지, ${ko}`,
  };
}

function endOf({ reason, compromisedSince = 0 }: Pick<ListedKey, "reason" | "compromisedSince">): Bilingual {
  if (reason === "compromised") {
    const since = when(compromisedSince);
    return {
      en: `compromised since ${since.en}: it vouches only for what is proved to be older`,
      ko: `${since.ko}부터 유출됨: 그 전의 것으로 증명된 내용만 유효함`,
    };
  }
  const still: Bilingual = { en: "what it signed in that time stays valid", ko: "그 기간에 서명한 것은 유효함" };
  const how: Bilingual = reason === "retired" ? { en: "retired", ko: "폐기됨" } : { en: "expired", ko: "만료됨" };
  return { en: `${how.en}: ${still.en}`, ko: `${how.ko}: ${still.ko}` };
}
