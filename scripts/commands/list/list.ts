import { formatDid } from "../../../src/public/did.ts";
import { statusListsOf } from "../../../src/public/registry.ts";
import { agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { listText } from "../../lib/registries/reading/paging.ts";
import { headerText } from "../../lib/registries/reading/status-lists.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "list",
  verb: "list",
  about: {
    en: "list the status lists of an issuer, the newest first",
    ko: "발급기관의 상태 목록을 최신순으로 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
  chain: "reads",
  usage: (command) => command.argument("<did>"),
  async run(context, [did = ""]) {
    const registry = await context.registry();
    const issuer = await context.identity(did);
    const found = await statusListsOf(registry, issuer);
    const named = formatDid(registry.chainId, issuer);
    const agencies = await agenciesOf(registry, [named]);
    const none = { en: "It has opened no status list.", ko: "개설한 상태 목록이 없습니다." };
    const text = listText((lang) => found.lists.map((one) => headerText(one)[lang]), none, found);
    return {
      json: { issuer: named, ...found, names: agencies.json },
      text: { en: `${agencies.text(named)}\n${text.en}`, ko: `${agencies.text(named)}\n${text.ko}` },
    };
  },
});
