import { createAccreditor } from "../../../src/public/authority.ts";
import { changed, type NameOptions, nameOptions, namesIn } from "../../lib/registries/accreditation.ts";
import { moment, wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends NameOptions {
  readonly until: string;
  readonly levels: string;
  readonly issue: boolean;
  readonly withoutStatus?: true;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "accredit",
  about: {
    en: "(accreditor, authority) grant an application, at most as it was made",
    ko: "(인가 기관, 소관 기관) 신청을 받아들여, 신청한 범위 안에서 인가합니다",
  },
  example:
    "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --name-ko 세종특별자치시 --until +3y --key mois",
  chain: "writes",
  usage: (command, say) =>
    nameOptions(command, say)
      .argument("<did>", say("the applicant", "신청 기관"))
      .argument("<vct>")
      .option("--until <time>", say("when the accreditation ends", "인가가 끝나는 시각"), "never")
      .option(
        "--levels <number>",
        say("how many levels it may accredit below itself", "이 기관 아래로 인가할 수 있는 단계 수"),
        "0",
      )
      .option("--no-issue", say("without the right to issue", "발급 권한 없이 인가합니다"))
      .option(
        "--without-status",
        say(
          "an exception for an issuer without status lists: its credentials are accepted without a status, until a withdrawal",
          "상태 목록이 없는 발급기관에 두는 예외. 상태 정보가 없는 증명서도 인정하며, 인가가 철회될 때까지 이어집니다",
        ),
      ),
  async run(context, [applicant = "", vct = ""], { until, levels, issue, withoutStatus, ...names }) {
    const registry = await context.writer();
    const agency = await context.identity(applicant);
    const end = moment(until, (await registry.head()).time);
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const given = namesIn(names);
    const accredited = await createAccreditor({ registry }).accredit({
      agency,
      type: vct,
      mayIssue: issue,
      levels: depth,
      until: end,
      withoutStatus: withoutStatus === true,
      ...(given && { names: given }),
    });
    return changed(accredited, { en: "is accredited", ko: "인가했습니다" });
  },
});
