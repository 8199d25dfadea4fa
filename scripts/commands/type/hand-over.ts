import { DidimError, typeIdOf } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ to?: string; accept?: true }>({
  noun: "type",
  verb: "hand-over",
  about: {
    en: "offer a type to another authority (--to), which then accepts it (--accept)",
    ko: "종류를 다른 소관 기관에 이관합니다: 제안(--to)하면 상대가 수락(--accept)합니다",
  },
  example: "urn:kr:mois:civil-servant-id --to did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .option("--to <did>", say("by the authority: to whom", "소관 기관이: 이관받을 기관"))
      .option("--accept", say("by the successor", "이관받을 기관이: 수락합니다")),
  async run(context, [vct = ""], { to, accept }) {
    if ((to === undefined) === (accept === undefined)) {
      throw new DidimError("cli.option", "Give either --to DID or --accept.", {});
    }
    const registry = await context.writer();
    const typeId = typeIdOf(vct);
    const { hash, block } =
      to === undefined
        ? await registry.types.accept(typeId)
        : await registry.types.offer(typeId, await context.identity(to));
    const authority = (await registry.types.authorityOf(typeId)).toLowerCase();
    return {
      json: { vct, authority, ...(to === undefined ? {} : { offeredTo: to }), transaction: hash, block },
      text:
        to === undefined
          ? { en: `${vct}: the authority is ${authority} now`, ko: `${vct}: 이제 소관 기관은 ${authority}` }
          : {
              en: `${vct} is offered to ${to}, who has to accept it`,
              ko: `${vct}: ${to}에 이관을 제안했습니다. 수락이 필요합니다`,
            },
    };
  },
});
