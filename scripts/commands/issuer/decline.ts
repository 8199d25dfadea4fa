import { createAccreditor } from "../../../src/public/authority.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ note: string }>({
  noun: "issuer",
  verb: "decline",
  about: { en: "(accreditor, authority) decline an application", ko: "(인가 기관, 소관 기관) 신청을 거절합니다" },
  example:
    'did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --note "papers are missing" --key mois',
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>", say("the applicant", "신청 기관"))
      .argument("<vct>")
      .option("--note <text>", say("the reason, which is public", "공개되는 사유"), ""),
  async run(context, [applicant = "", vct = ""], { note }) {
    const registry = await context.writer();
    const agency = await context.identity(applicant);
    const declined = await createAccreditor({ registry }).decline({ agency, type: vct, note });
    return changed(declined, { en: "declined", ko: "신청을 거절했습니다" });
  },
});
