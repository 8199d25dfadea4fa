import { createAgency } from "../../../src/public/issuer.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly to?: string;
  readonly levels: string;
  readonly issue: boolean;
  readonly note: string;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "apply",
  about: {
    en: "(agency) apply for the right to issue a type, or to accredit others for it",
    ko: "(기관) 증명서를 발급하거나 다른 기관을 인가할 권한을 신청합니다",
  },
  example: "urn:kr:mois:civil-servant-id --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .option(
        "--to <did>",
        say("an accreditor; if not given: the type's authority", "신청을 받을 인가 기관. 생략하면 그 종류의 소관 기관"),
      )
      .option(
        "--levels <number>",
        say("how many levels it wants to accredit below itself", "신청 기관 아래로 인가할 단계 수"),
        "0",
      )
      .option("--no-issue", say("apply for the right to accredit only, not to issue", "인가 권한만 신청합니다"))
      .option(
        "--note <text>",
        say("a public note, for example where the documents are", "공개되는 메모. 예: 구비 서류가 있는 곳"),
        "",
      ),
  async run(context, [vct = ""], { to, levels, issue, note }) {
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const accreditor = to === undefined ? {} : { to: await context.identity(to) };
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const applied = await agency.apply({ type: vct, ...accreditor, mayIssue: issue, levels: depth, note });
    return changed(applied, { en: "has applied", ko: "신청했습니다" });
  },
});
