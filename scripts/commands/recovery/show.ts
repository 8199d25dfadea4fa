import { formatDid, recoveryOf } from "../../../src/index.ts";
import { recoveryJson, recoveryWords } from "../../lib/registers/recovery.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "show",
  about: {
    en: "who may replace a DID's controller, and what is under way: who is to be seated, and from when on",
    ko: "DID의 통제 계정을 교체할 수 있는 계정과 진행 중인 복구를 보입니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
  chain: "reads",
  usage: (command, say) =>
    command.argument("<did>", say("a DID, an address, or an account key's name", "DID, 주소, 또는 계정 키 이름")),
  async run(context, [text = ""]) {
    const registry = await context.registry();
    const identity = await context.identity(text);
    const recovery = await recoveryOf(registry, identity);
    return {
      json: recoveryJson(registry.chainId, identity, recovery),
      text: recoveryWords(formatDid(registry.chainId, identity), recovery),
    };
  },
});
