import { formatDid, typeIdOf } from "../../../src/index.ts";
import { changed, type NameOptions, named, nameOptions } from "../../lib/registers/accreditation.ts";
import { moment, wholeNumber } from "../../lib/terminal/values.ts";
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
    en: "grant an application: the right to issue, and as many levels as you say, but no more than it asks for",
    ko: "신청을 인가합니다: 발급 권한과 인가 단계를 신청한 범위 안에서 줍니다",
  },
  example:
    "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --name-ko 세종특별자치시 --until +3y --key mois",
  chain: "writes",
  usage: (command, say) =>
    nameOptions(command, say)
      .argument("<did>", say("the applicant", "신청 기관"))
      .argument("<vct>")
      .option("--until <time>", say("when the accreditation ends", "인가가 끝나는 때"), "never")
      .option(
        "--levels <number>",
        say("how many levels it may accredit below itself", "아래로 인가할 수 있는 단계 수"),
        "0",
      )
      .option("--no-issue", say("without the right to issue", "발급 권한 없이 인가합니다"))
      .option(
        "--without-status",
        say(
          "an exception, of an issuer that keeps no status: its credentials are taken without one; it lasts until a withdrawal",
          "상태 정보를 두지 않는 발급기관의 예외. 상태 없이 인정되며 인가를 취소할 때까지 이어집니다",
        ),
      ),
  async run(context, [applicant = "", vct = ""], { until, levels, issue, withoutStatus, ...names }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(applicant), typeIdOf(vct)];
    const end = moment(until, (await registry.head()).time);
    // The terms come from the command, not from the application, which the agency can change until the block of this
    // grant.
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const exceptions = withoutStatus === true ? 1 : 0;
    const receipt = await registry.accreditations.accredit(issuer, typeId, issue, depth, end, exceptions);
    if (names.nameKo !== undefined || names.nameEn !== undefined) await named(registry, issuer, typeId, names);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is accredited", ko: "인가했습니다" });
  },
});
