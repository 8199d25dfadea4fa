import { createAccreditor } from "../../../src/public/authority.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "withdraw",
  about: {
    en: "(accreditor, authority) withdraw an accreditation, for good: credentials issued under it are no longer valid",
    ko: "(인가 기관, 소관 기관) 인가를 영구히 철회합니다. 그 인가로 발급한 증명서는 더 이상 유효하지 않습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command) => command.argument("<did>").argument("<vct>"),
  async run(context, [did = "", vct = ""]) {
    const registry = await context.writer();
    const agency = await context.identity(did);
    const done = await createAccreditor({ registry }).withdraw({ agency, type: vct });
    return changed(done, { en: "is withdrawn", ko: "철회했습니다" });
  },
});
