import { createAccreditor } from "../../../src/public/authority.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "suspend",
  about: {
    en: "(accreditor, authority) suspend an issuer and all below it, also after it has resigned",
    ko: "(인가 기관, 소관 기관) 발급기관과 그 아래 기관을 모두 정지합니다. 이미 인가를 종료한 기관도 정지할 수 있습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command) => command.argument("<did>").argument("<vct>"),
  async run(context, [did = "", vct = ""]) {
    const registry = await context.writer();
    const agency = await context.identity(did);
    const done = await createAccreditor({ registry }).suspend({ agency, type: vct });
    return changed(done, { en: "is suspended", ko: "정지했습니다" });
  },
});
