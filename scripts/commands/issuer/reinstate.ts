import { createAccreditor } from "../../../src/public/authority.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { moment } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ until: string }>({
  noun: "issuer",
  verb: "reinstate",
  about: {
    en: "(accreditor, authority) lift a suspension: the issuer keeps its rights, unless it had ended before the suspension",
    ko: "(인가 기관, 소관 기관) 정지를 해제합니다. 권한은 그대로 이어지지만, 정지되기 전에 끝난 인가는 다시 시작되지 않습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>")
      .argument("<vct>")
      .option("--until <time>", say("when the accreditation ends", "인가가 끝나는 시각"), "never"),
  async run(context, [did = "", vct = ""], { until }) {
    const registry = await context.writer();
    const agency = await context.identity(did);
    const end = moment(until, (await registry.head()).time);
    const reinstated = await createAccreditor({ registry }).reinstate({ agency, type: vct, until: end });
    const done = reinstated.accredited
      ? { en: "is reinstated", ko: "정지를 해제했습니다" }
      : {
          en: "is no longer suspended, but not accredited: its accreditation had ended before, or depended on one that was withdrawn. Its other credentials are valid again",
          ko: "정지를 해제했습니다. 다만 인가가 이미 끝났거나 철회된 상위 인가에 속해 있어 새로 발급할 수는 없습니다. 그 밖의 증명서는 다시 유효합니다",
        };
    return changed(reinstated, done);
  },
});
