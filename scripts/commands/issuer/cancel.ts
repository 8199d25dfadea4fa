import { createAgency } from "../../../src/public/issuer.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "cancel",
  about: {
    en: "(agency) withdraw an application before it is decided",
    ko: "(신청 기관) 결정되기 전에 신청을 철회합니다",
  },
  example: "urn:kr:mois:civil-servant-id --key sejong",
  chain: "writes",
  usage: (command) => command.argument("<vct>"),
  async run(context, [vct = ""]) {
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const cancelled = await agency.cancelApplication({ type: vct });
    const done = { en: "has taken its application back", ko: "신청을 철회했습니다" };
    return changed(cancelled, done);
  },
});
