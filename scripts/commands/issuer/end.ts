import { createAccreditor } from "../../../src/public/authority.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "end",
  about: {
    en: "(agency, accreditor, authority) end an accreditation in good order; credentials issued before stay valid",
    ko: "(기관 자신, 인가 기관, 소관 기관) 인가를 정상 종료합니다. 이미 발급한 증명서는 계속 유효합니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key sejong",
  chain: "writes",
  usage: (command) => command.argument("<did>").argument("<vct>"),
  async run(context, [did = "", vct = ""]) {
    const registry = await context.writer();
    const ended = await createAccreditor({ registry }).end({ agency: await context.identity(did), type: vct });
    const done = {
      en: "is no longer accredited; credentials issued before stay valid",
      ko: "인가를 종료했습니다. 이미 발급한 증명서는 계속 유효합니다",
    };
    return changed(ended, done);
  },
});
