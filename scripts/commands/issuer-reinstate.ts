import { formatDid, typeIdOf } from "../../src/index.ts";
import { changed } from "../lib/accreditation.ts";
import { moment } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<{ until: string }>({
  noun: "issuer",
  verb: "reinstate",
  about: "let a suspended issuer go on, with the same rights",
  chain: "writes",
  usage: (command) =>
    command.argument("<did>").argument("<vct>").option("--until <time>", "when the accreditation ends", "never"),
  async run(context, [did = "", vct = ""], { until }) {
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const end = moment(until, (await registry.head()).time);
    const receipt = await registry.accreditations.reinstate(issuer, typeIdOf(vct), end);
    return changed(formatDid(registry.chainId, issuer), vct, receipt, { en: "is reinstated", ko: "다시 허용했습니다" });
  },
});
