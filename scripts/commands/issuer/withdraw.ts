import { formatDid, typeIdOf } from "../../../src/index.ts";
import { changed } from "../../lib/registers/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "withdraw",
  about: "withdraw an accreditation, for good: what was issued under it no longer verifies",
  chain: "writes",
  usage: (command) => command.argument("<did>").argument("<vct>"),
  async run(context, [did = "", vct = ""]) {
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const receipt = await registry.accreditations.withdraw(issuer, typeIdOf(vct));
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is withdrawn", ko: "철회했습니다" });
  },
});
