import { formatDid, typeIdOf } from "../../../src/index.ts";
import { changed } from "../../lib/registers/accreditation.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "issuer",
  verb: "withdraw",
  about: {
    en: "withdraw an accreditation, for good: what was issued under it no longer verifies",
    ko: "인가를 영구히 취소합니다. 그 인가로 발급한 것은 더는 검증되지 않습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command) => command.argument("<did>").argument("<vct>"),
  async run(context, [did = "", vct = ""]) {
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const receipt = await registry.accreditations.withdraw(issuer, typeIdOf(vct));
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is withdrawn", ko: "철회했습니다" });
  },
});
