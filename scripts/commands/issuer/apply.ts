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
  about: "ask for the right to issue a type, or to accredit others for it",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<vct>")
      .option("--to <did>", "an accreditor; if not given: the type's authority")
      .option("--levels <number>", "how many levels to accredit below", "0")
      .option("--no-issue", "to accredit only, not to issue")
      .option("--note <text>", "public: for example where the papers are", ""),
  async run(context, [vct = ""], { to, levels, issue, note }) {
    const registry = await context.writer();
    const issuer = await context.actor(registry);
    const accreditor = to === undefined ? NOBODY : await context.identity(to);
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const receipt = await registry.accreditations.applyFor(issuer, typeIdOf(vct), accreditor, issue, depth, note);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "has applied", ko: "신청했습니다" });
  },
});
