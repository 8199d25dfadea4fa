import { createSupervisor } from "../../../src/public/authority.ts";
import { NO_END } from "../../../src/public/registry.ts";
import { claimPaths, moment, when } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly claims: string;
  readonly purpose: string;
  readonly nameKo?: string;
  readonly nameEn?: string;
  readonly contact: string;
  readonly until: string;
}

export default defineVerb<Options>({
  noun: "rp",
  verb: "register",
  about: {
    en: "(supervising authority) register what a relying party may ask for, why, and until when",
    ko: "(감독 기관) 이용기관이 요구할 수 있는 항목과 목적, 기한을 등록합니다",
  },
  example:
    'did:ethr:0xc8321:0x7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a urn:kr:mois:civil-servant-id --claims family_name,given_name --purpose "Entry to the city hall" --name-en "Sejong City Hall" --contact mailto:gate@sejong.example --key supervisor',
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>", say("the relying party", "이용기관"))
      .argument("<vct>")
      .requiredOption(
        "--claims <paths>",
        say(
          "claims, separated by commas; the steps of a path, by dots: name,address.region",
          "항목. 여러 항목은 쉼표로, 경로의 단계는 점으로 구분합니다: name,address.region",
        ),
      )
      .requiredOption("--purpose <text>", say("the purpose, as people will read it", "화면에 표시할 이용 목적"))
      .option(
        "--name-ko <text>",
        say(
          "the Korean name of the relying party (one of the two names is required)",
          "이용기관의 한국어 이름(두 이름 가운데 하나 이상 필요)",
        ),
      )
      .option("--name-en <text>", say("the English name of the relying party", "이용기관의 영어 이름"))
      .requiredOption(
        "--contact <uri>",
        say(
          "where people reach the relying party: https:, mailto: or tel:",
          "국민이 이용기관에 연락할 곳: https:, mailto: 또는 tel:",
        ),
      )
      .option("--until <time>", say("when the registration ends", "등록이 끝나는 시각"), "+1y"),
  async run(context, [party = "", vct = ""], { claims, purpose, nameKo = "", nameEn = "", contact, until }) {
    const registry = await context.writer();
    const supervisor = createSupervisor({ registry, did: await context.actor(registry) });
    const relyingParty = await context.identity(party);
    const end = moment(until, (await registry.head()).time);
    const paths = claimPaths(claims);
    const names = { ko: nameKo, en: nameEn };
    const { relyingParty: did, receipt } = await supervisor.registerRelyingParty({
      ...{ relyingParty, type: vct, claims: paths, purpose, names, contact },
      until: end,
    });
    const { hash, block } = receipt;
    const period: Bilingual =
      end >= NO_END
        ? { en: "without end", ko: "기한 없음" }
        : { en: `until ${when(end).en}`, ko: `종료: ${when(end).ko}` };
    return {
      json: {
        relyingParty: did,
        vct,
        names,
        contact,
        claims: paths,
        purpose,
        until: end,
        transaction: hash,
        block,
      },
      text: {
        en: `${did} may ask for ${claims} ${period.en} (${vct})`,
        ko: `${did}: ${claims} 항목을 요구할 수 있습니다. ${period.ko} (${vct})`,
      },
    };
  },
});
