import { typeIdOf } from "../../../src/public/council.ts";
import { openApplications } from "../../../src/public/registry.ts";
import { agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { rightsText } from "../../lib/registries/rights-text.ts";
import { when, wholeNumber } from "../../lib/terminal/input/values.ts";
import { type Language, oneLine } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly type?: string;
  readonly accreditor?: string;
  readonly limit: string;
  readonly before?: string;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "applications",
  about: {
    en: "list the open applications, the newest first",
    ko: "처리 중인 신청을 최신순으로 보여 줍니다",
  },
  example: "--type urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command, say) =>
    command
      .option("--type <vct>", say("only applications for this type", "이 종류의 신청만"))
      .option("--accreditor <did>", say("only applications that this accreditor decides", "이 기관이 결정할 신청만"))
      .option(
        "--limit <number>",
        say(
          "how many, approximately: applications of one block stay together",
          "대략적인 건수. 같은 블록의 신청은 나누지 않습니다",
        ),
        "50",
      )
      .option(
        "--before <block>",
        say(
          "older applications: the block number at the end of the previous answer",
          "더 오래된 신청: 앞 결과의 끝에 나온 블록 번호",
        ),
      ),
  async run(context, _, { type, accreditor, limit, before }) {
    const registry = await context.registry();
    const most = Number.MAX_SAFE_INTEGER;
    const { applications, before: older } = await openApplications(registry, {
      limit: wholeNumber("a number", limit, 1, 1_000),
      ...(before !== undefined && { before: BigInt(wholeNumber("a block's number", before, 1, most)) }),
      ...(type !== undefined && { typeId: typeIdOf(type) }),
      ...(accreditor !== undefined && { decider: await context.identity(accreditor) }),
    });
    const dids = applications.flatMap(({ issuer, accreditor }) => [issuer, accreditor]);
    const agencies = await agenciesOf(registry, dids, type === undefined ? undefined : typeIdOf(type));
    const lines = (lang: Language): string =>
      applications
        .map(({ issuer, vct, typeId, applied, note, ...asked }) => {
          const said = note === "" ? "" : `\n  ${oneLine(note)}`;
          return `${when(applied)[lang]}  ${agencies.text(issuer)}\n  ${oneLine(vct ?? typeId)}  ${rightsText(asked)[lang]}${said}`;
        })
        .join("\n");
    const none = { en: "No application is open.", ko: "처리 중인 신청이 없습니다." };
    const shown = applications.length === 0 ? none : { en: lines("en"), ko: lines("ko") };
    const json = { applications, names: agencies.json, ...(older !== undefined && { before: older }) };
    if (older === undefined) return { json, text: shown };
    return {
      json,
      text: {
        en: `${shown.en}\nThere may be older ones: --before ${older}`,
        ko: `${shown.ko}\n더 오래된 신청이 있을 수 있습니다: --before ${older}`,
      },
    };
  },
});
