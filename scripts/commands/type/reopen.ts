import { typeIdOf } from "../../../src/public/council.ts";
import { theftOfRetirement, theftsOf } from "../../../src/public/registry.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "type",
  verb: "reopen",
  about: {
    en: "(authority that succeeds a stolen one) take back a retirement that was decided during the theft",
    ko: "(통제권을 탈취당한 소관 기관의 후임 기관) 탈취 기간에 결정된 폐지를 되돌립니다",
  },
  example: "urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command, say) =>
    command.argument("<vct>").addHelpText(
      "after",
      say(
        `
The type then counts as never retired, also for what was issued meanwhile. If it is to be retired all the same, run 'type retire' again: that
decision is final. A retirement that was decided outside of every declared theft cannot be taken back.`,
        `
되돌리면 처음부터 폐지된 적이 없는 종류로 보며, 그동안 발급한 증명서에도 똑같이 적용합니다. 그래도 폐지하려면
다시 폐지(retire)하십시오. 다시 한 폐지는 되돌릴 수 없습니다. 선언된 탈취 기간이 아닌 때에 결정된 폐지도 되돌릴 수 없습니다.`,
      ),
    ),
  async run(context, [vct = ""]) {
    const registry = await context.writer();
    const typeId = typeIdOf(vct);
    // If no theft covers the decision, the registry's refusal says why.
    const theft = (await theftOfRetirement(registry, typeId)) ?? (await theftsOf(registry, typeId)).at(-1);
    const { hash, block } = await registry.types.reopen(typeId, theft?.term ?? 0);
    return {
      json: { vct, transaction: hash, block },
      text: {
        en: `${vct}: the retirement is taken back; the type counts as never retired`,
        ko: `${vct}: 폐지를 되돌렸습니다. 이제 폐지된 적이 없는 종류로 봅니다`,
      },
    };
  },
});
