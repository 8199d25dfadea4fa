import { createTypeAuthority } from "../../../src/public/authority.ts";
import { moment, when } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ from?: string }>({
  noun: "type",
  verb: "reopen",
  about: {
    en: "(authority that succeeds a stolen one) take back a retirement that was decided during the theft",
    ko: "(통제권을 탈취당한 소관 기관의 후임 기관) 탈취 기간에 결정된 폐지를 되돌립니다",
  },
  example: "urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .option(
        "--from <time>",
        say(
          "retire the type from then on instead: at the thief's time or later, also in the past",
          "대신 이 시각부터 폐지합니다(탈취 중에 정해진 시각이나 그 뒤, 과거도 가능)",
        ),
      )
      .addHelpText(
        "after",
        say(
          `
Without --from, the type then counts as never retired, also for what was issued meanwhile. With --from, the retirement is the authority's own, and
final: name the date of an honest retirement that the thief moved earlier, or the thief's date to keep it. A retirement that was decided outside
of every declared theft cannot be taken back.`,
          `
--from이 없으면 처음부터 폐지된 적이 없는 종류로 보며, 그동안 발급한 증명서에도 똑같이 적용합니다. --from을 쓰면 후임 기관이 직접
정한 폐지가 되어 더는 되돌릴 수 없습니다. 탈취 중에 앞당겨진 정당한 폐지일을 되살리거나, 탈취 중에 정해진 날짜를 그대로 두려면
그 시각을 쓰십시오. 선언된 탈취 기간이 아닌 때에 결정된 폐지는 되돌릴 수 없습니다.`,
        ),
      ),
  async run(context, [vct = ""], { from }) {
    const registry = await context.writer();
    const retired = from === undefined ? 0 : moment(from, (await registry.head()).time);
    const authority = createTypeAuthority({ registry });
    const { receipt } = await authority.reopen({ type: vct, ...(from !== undefined && { from: retired }) });
    const { hash, block } = receipt;
    const shown = when(retired);
    return {
      json: { vct, retired, transaction: hash, block },
      text:
        retired === 0
          ? {
              en: `${vct}: the retirement is taken back; the type counts as never retired`,
              ko: `${vct}: 폐지를 되돌렸습니다. 이제 폐지된 적이 없는 종류로 봅니다`,
            }
          : {
              en: `${vct}: the thief's retirement is replaced; the type is retired from ${shown.en} on`,
              ko: `${vct}: 탈취 중에 결정된 폐지를 바꾸었습니다. 폐지 시각: ${shown.ko}`,
            },
    };
  },
});
