import { formatDid } from "../../../src/public/did.ts";
import { recoveryOf } from "../../../src/public/registry.ts";
import { recoveryJson, recoveryText } from "../../lib/registries/recovery.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "show",
  about: {
    en: "show who may replace a DID's controller, and a recovery that is under way: the new controller, and its earliest time",
    ko: "DID의 통제 계정을 교체할 수 있는 계정과, 진행 중인 복구의 새 통제 계정 및 교체 가능 시각을 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
  chain: "reads",
  usage: (command, say) =>
    command.argument("<did>", say("a DID, an address, or an account key's name", "DID, 주소 또는 계정 키 이름")),
  async run(context, [text = ""]) {
    const registry = await context.registry();
    const identity = await context.identity(text);
    const recovery = await recoveryOf(registry, identity);
    return {
      json: recoveryJson(registry.chainId, identity, recovery),
      text: recoveryText(formatDid(registry.chainId, identity), recovery),
    };
  },
});
