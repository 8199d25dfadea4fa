import { formatDid, typeIdOf } from "../../../src/index.ts";
import { changed } from "../../lib/registers/accreditation.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly to?: string;
  readonly levels: string;
  readonly issue: boolean;
  readonly note: string;
}

const NOBODY = `0x${"0".repeat(40)}`;

export default defineVerb<Options>({
  noun: "issuer",
  verb: "apply",
  about: {
    en: "ask for the right to issue a type, or to accredit others for it",
    ko: "어떤 종류를 발급하거나 다른 기관을 인가할 권한을 신청합니다",
  },
  example: "urn:kr:mois:civil-servant-id --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .option(
        "--to <did>",
        say("an accreditor; if not given: the type's authority", "인가 기관. 없으면 그 종류의 소관 기관"),
      )
      .option("--levels <number>", say("how many levels to accredit below", "아래로 인가할 단계 수"), "0")
      .option("--no-issue", say("to accredit only, not to issue", "인가 권한만 신청합니다"))
      .option("--note <text>", say("public: for example where the papers are", "공개되는 말. 예: 서류가 있는 곳"), ""),
  async run(context, [vct = ""], { to, levels, issue, note }) {
    const registry = await context.writer();
    const issuer = await context.actor(registry);
    const accreditor = to === undefined ? NOBODY : await context.identity(to);
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const receipt = await registry.accreditations.applyFor(issuer, typeIdOf(vct), accreditor, issue, depth, note);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "has applied", ko: "신청했습니다" });
  },
});
