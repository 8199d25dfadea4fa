import { createSupervisor } from "../../../src/public/authority.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "rp",
  verb: "withdraw",
  about: {
    en: "(supervising authority) withdraw a registration: the relying party may no longer ask for this type, and wallets warn holders",
    ko: "(감독 기관) 이용기관의 등록을 철회합니다. 이 종류의 증명서를 더 이상 요구할 수 없으며, 지갑이 소지자에게 경고합니다",
  },
  example: "did:ethr:0xc8321:0x7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a urn:kr:mois:civil-servant-id --key supervisor",
  chain: "writes",
  usage: (command, say) => command.argument("<did>", say("the relying party", "이용기관")).argument("<vct>"),
  async run(context, [party = "", vct = ""]) {
    const registry = await context.writer();
    const supervisor = createSupervisor({ registry, did: await context.actor(registry) });
    const named = { relyingParty: await context.identity(party), type: vct };
    const { relyingParty: did, receipt } = await supervisor.withdrawRelyingParty(named);
    const { hash, block } = receipt;
    return {
      json: { relyingParty: did, vct, transaction: hash, block },
      text: {
        en: `${did} may no longer ask for ${vct} (block ${block})`,
        ko: `${did}: 더 이상 ${vct} 증명서를 요구할 수 없습니다 (블록 ${block})`,
      },
    };
  },
});
