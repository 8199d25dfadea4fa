import { createTypeAuthority } from "../../../src/public/authority.ts";
import { parseDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ to?: string; accept?: true }>({
  noun: "type",
  verb: "hand-over",
  about: {
    en: "offer a type to another authority (--to), which then accepts it (--accept)",
    ko: "증명서 종류를 다른 소관 기관에 이관합니다. 먼저 제안하고(--to), 받을 기관이 수락합니다(--accept)",
  },
  example: "urn:kr:mois:civil-servant-id --to did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .option("--to <did>", say("(authority) the successor", "(소관 기관) 이관받을 기관"))
      .option("--accept", say("(successor) accept the type", "(이관받을 기관) 이관을 수락합니다")),
  async run(context, [vct = ""], { to, accept }) {
    if ((to === undefined) === (accept === undefined)) {
      throw new DidimError("cli.option", "Give either --to DID or --accept.", {});
    }
    const registry = await context.writer();
    const role = createTypeAuthority({ registry });
    const changed =
      to === undefined
        ? await role.accept({ type: vct })
        : await role.handOver({ type: vct, to: await context.identity(to) });
    const { hash, block } = changed.receipt;
    const authority = parseDid(changed.authority).identity;
    return {
      json: { vct, authority, ...(to === undefined ? {} : { offeredTo: to }), transaction: hash, block },
      text:
        to === undefined
          ? { en: `${vct}: the authority is ${authority} now`, ko: `${vct}: 이제 소관 기관은 ${authority}입니다` }
          : {
              en: `${vct} is offered to ${to}, which must accept it`,
              ko: `${vct}: ${to} 기관에 이관을 제안했습니다. 그 기관이 수락해야 합니다`,
            },
    };
  },
});
