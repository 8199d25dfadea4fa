import { typeIdOf } from "../../../src/index.ts";
import { moment, when } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ from: string }>({
  noun: "type",
  verb: "retire",
  about: {
    en: "by the authority: from a moment on nothing more is issued of the type; what was issued stands",
    ko: "소관 기관이: 정한 때부터 이 종류의 발급을 끝냅니다. 이미 발급한 것은 유효합니다",
  },
  example: "urn:kr:mois:civil-servant-id --from 2028-01-01 --key mois",
  chain: "writes",
  usage: (command, say) =>
    command.argument("<vct>").option("--from <time>", say("from when on", "발급을 끝낼 때"), "+1m"),
  async run(context, [vct = ""], { from }) {
    const registry = await context.writer();
    const retired = moment(from, (await registry.head()).time);
    const { hash, block } = await registry.types.retire(typeIdOf(vct), retired);
    const shown = when(retired);
    return {
      json: { vct, retired, transaction: hash, block },
      text: { en: `${vct} is retired from ${shown.en} on`, ko: `${vct}: ${shown.ko}부터 발급하지 않습니다` },
    };
  },
});
