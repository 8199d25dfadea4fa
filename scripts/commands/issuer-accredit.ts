import { formatDid, typeIdOf } from "../../src/index.ts";
import { changed } from "../lib/accreditation.ts";
import { moment, wholeNumber } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

interface Options {
  readonly until: string;
  readonly levels?: string;
  readonly issue: boolean;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "accredit",
  about: "grant an application: all that it asks for, or less",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<did>", "the applicant")
      .argument("<vct>")
      .option("--until <time>", "when the accreditation ends", "never")
      .option("--levels <number>", "fewer levels than asked for")
      .option("--no-issue", "without the right to issue"),
  async run(context, [applicant = "", vct = ""], { until, levels, issue }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(applicant), typeIdOf(vct)];
    const asked = await registry.accreditations.accreditationOf(issuer, typeId);
    const end = moment(until, (await registry.head()).time);
    const depth = levels === undefined ? asked.appliedLevels : wholeNumber("a number of levels", levels, 0, 7);
    const receipt = await registry.accreditations.accredit(issuer, typeId, issue && asked.appliedMayIssue, depth, end);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is accredited", ko: "인정했습니다" });
  },
});
