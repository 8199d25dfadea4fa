import { createRecoverer } from "../../../src/public/issuer.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "finish",
  about: {
    en: "(anyone) after the 7 days, give control to the announced controller",
    ko: "(누구나) 7일의 예고 기간이 지난 뒤, 예고된 계정으로 통제 계정을 교체합니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key sejong",
  chain: "writes",
  usage: (command) => command.argument("<did>"),
  async run(context, [text = ""]) {
    const registry = await context.writer();
    const recoverer = createRecoverer({ registry, did: await context.identity(text) });
    const { did, controller, receipt } = await recoverer.finish();
    const { hash, block } = receipt;
    return {
      json: { did, controller, transaction: hash, block },
      text: {
        en: `${did}: its controller is now ${controller} (block ${block})`,
        ko: `${did}: 이제 통제 계정은 ${controller}입니다 (블록 ${block})`,
      },
    };
  },
});
