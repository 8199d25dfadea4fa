import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { statusListOf } from "../../../src/public/registry.ts";
import { agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { countsText, headerText } from "../../lib/registries/reading/status-lists.ts";
import { when, wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "list",
  verb: "show",
  about: {
    en: "show a status list: its room, its operator, and how many indices have each status",
    ko: "상태 목록의 용량, 운영 계정, 상태별 건수를 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e 1",
  chain: "reads",
  usage: (command, say) => command.argument("<did>").argument("<number>", say("the list's number", "목록 번호")),
  async run(context, [did = "", number = ""]) {
    const list = wholeNumber("a list's number", number, 0, 2 ** 32 - 1);
    const registry = await context.registry();
    const issuer = await context.identity(did);
    const found = await statusListOf(registry, issuer, list);
    if (found === undefined) {
      const message = `${formatDid(registry.chainId, issuer)} has not opened list ${list}: \`npm run didim -- list list\` shows its lists.`;
      throw new DidimError("registry.StatusListUnopened", message, { issuer, list });
    }
    const agencies = await agenciesOf(registry, [found.issuer]);
    const { counts, words, wordsWritten, asOf } = found;
    const [header, counted] = [headerText(found), countsText(counts)];
    return {
      json: { ...found, names: agencies.json },
      text: {
        en: [
          `${agencies.text(found.issuer)}\n${header.en}`,
          `  ${counted.en}; an index that was never given out counts as valid, so this is not how many were issued`,
          `  ${wordsWritten} of ${words} words of 128 statuses have been written`,
          `As of block ${asOf.block}, ${when(asOf.time).en}, read from the state.`,
        ].join("\n"),
        ko: [
          `${agencies.text(found.issuer)}\n${header.ko}`,
          `  ${counted.ko}. 발급에 쓰이지 않은 번호도 유효로 세므로 발급 건수가 아닙니다`,
          `  상태 128건짜리 단어 ${words}개 중 ${wordsWritten}개에 기록이 있음`,
          `블록 ${asOf.block}, ${when(asOf.time).ko} 기준. 체인의 상태에서 직접 읽었습니다.`,
        ].join("\n"),
      },
    };
  },
});
