import { formatDid, typeIdOf } from "../../src/index.ts";
import { changed } from "../lib/accreditation.ts";
import { moment, wholeNumber } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

interface Options {
  readonly until: string;
  readonly levels: string;
  readonly issue: boolean;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "accredit",
  about: "grant an application: the right to issue, and as many levels as you say, but no more than it asks for",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<did>", "the applicant")
      .argument("<vct>")
      .option("--until <time>", "when the accreditation ends", "never")
      .option("--levels <number>", "how many levels it may accredit below itself", "0")
      .option("--no-issue", "without the right to issue"),
  async run(context, [applicant = "", vct = ""], { until, levels, issue }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(applicant), typeIdOf(vct)];
    const end = moment(until, (await registry.head()).time);
    // Said here and not read from the application, which the agency can change until the very block of this grant.
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const receipt = await registry.accreditations.accredit(issuer, typeId, issue, depth, end);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is accredited", ko: "인가했습니다" });
  },
});
