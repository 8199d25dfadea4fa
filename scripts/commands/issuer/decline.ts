import { formatDid, typeIdOf } from "../../../src/index.ts";
import { changed } from "../../lib/registers/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ note: string }>({
  noun: "issuer",
  verb: "decline",
  about: "decline an application",
  chain: "writes",
  usage: (command) =>
    command.argument("<did>", "the applicant").argument("<vct>").option("--note <text>", "public: why", ""),
  async run(context, [applicant = "", vct = ""], { note }) {
    const registry = await context.writer();
    const issuer = await context.identity(applicant);
    const receipt = await registry.accreditations.decline(issuer, typeIdOf(vct), note);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "declined", ko: "거절했습니다" });
  },
});
