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
  about: "grant an application: the right to issue, and as many levels as you say, but no more than it asks for",
  chain: "writes",
  usage: (command) =>
    nameOptions(command)
      .argument("<did>", "the applicant")
      .argument("<vct>")
      .option("--until <time>", "when the accreditation ends", "never")
      .option("--levels <number>", "how many levels it may accredit below itself", "0")
      .option("--no-issue", "without the right to issue")
      .option(
        "--without-status",
        "an exception, of an issuer that keeps no status: its credentials are taken without one; it lasts until a withdrawal",
      ),
  async run(context, [applicant = "", vct = ""], { until, levels, issue, withoutStatus, ...names }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(applicant), typeIdOf(vct)];
    const end = moment(until, (await registry.head()).time);
    // Said here and not read from the application, which the agency can change until the very block of this grant.
    const depth = wholeNumber("a number of levels", levels, 0, 7);
    const exceptions = withoutStatus === true ? 1 : 0;
    const receipt = await registry.accreditations.accredit(issuer, typeId, issue, depth, end, exceptions);
    if (names.nameKo !== undefined || names.nameEn !== undefined) await named(registry, issuer, typeId, names);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is accredited", ko: "인가했습니다" });
  },
});
