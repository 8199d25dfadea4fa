import { createTypeAuthority } from "../../../src/public/authority.ts";
import { moment, when } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ from: string }>({
  noun: "type",
  verb: "retire",
  about: {
    en: "(authority) end the issuing of a type; credentials issued before stay valid",
    ko: "(소관 기관) 정한 시각부터 이 종류의 발급을 끝냅니다. 이미 발급한 증명서는 계속 유효합니다",
  },
  example: "urn:kr:mois:civil-servant-id --from 2028-01-01 --key mois",
  chain: "writes",
  usage: (command, say) =>
    command.argument("<vct>").option("--from <time>", say("when it takes effect", "발급을 끝낼 시각"), "+1m"),
  async run(context, [vct = ""], { from }) {
    const registry = await context.writer();
    const retired = moment(from, (await registry.head()).time);
    const { receipt } = await createTypeAuthority({ registry }).retire({ type: vct, from: retired });
    const { hash, block } = receipt;
    const shown = when(retired);
    return {
      json: { vct, retired, transaction: hash, block },
      text: { en: `${vct} is retired from ${shown.en} on`, ko: `${vct}: ${shown.ko}부터 발급하지 않습니다` },
    };
  },
});
