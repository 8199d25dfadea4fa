import { createRecoverer } from "../../../src/public/issuer.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "cancel",
  about: {
    en: "(recoverer) cancel a recovery that is under way; the controller stays",
    ko: "(복구 계정) 진행 중인 복구를 취소합니다. 통제 계정은 바뀌지 않습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key recoverer",
  chain: "writes",
  usage: (command) => command.argument("<did>"),
  async run(context, [text = ""]) {
    const registry = await context.writer();
    const { did, receipt } = await createRecoverer({ registry, did: await context.identity(text) }).cancel();
    const { hash, block } = receipt;
    return {
      json: { did, transaction: hash, block },
      text: {
        en: `${did}: the recovery is cancelled, its controller stays (block ${block})`,
        ko: `${did}: 복구를 취소했습니다. 통제 계정은 그대로입니다 (블록 ${block})`,
      },
    };
  },
});
