import { formatDid, typeIdOf } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "rp",
  verb: "withdraw",
  about: "by a supervising authority: a relying party may no longer ask for this type; wallets warn of it from now on",
  chain: "writes",
  usage: (command) => command.argument("<did>", "the relying party").argument("<vct>"),
  async run(context, [party = "", vct = ""]) {
    const registry = await context.writer();
    const [supervisor, relyingParty] = [await context.actor(registry), await context.identity(party)];
    const { hash, block } = await registry.relyingParties.withdraw(supervisor, relyingParty, typeIdOf(vct));
    const did = formatDid(registry.chainId, relyingParty);
    return {
      json: { relyingParty: did, vct, transaction: hash, block },
      text: {
        en: `${did} may no longer ask for ${vct} (block ${block})`,
        ko: `${did}: 더는 ${vct}을(를) 요구할 수 없습니다 (블록 ${block})`,
      },
    };
  },
});
