import { DidimError, typeIdOf } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ to?: string; accept?: true }>({
  noun: "type",
  verb: "hand-over",
  about: "offer a type to another authority (--to), which then accepts it (--accept)",
  chain: "writes",
  usage: (command) =>
    command.argument("<vct>").option("--to <did>", "by the authority: to whom").option("--accept", "by the successor"),
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
