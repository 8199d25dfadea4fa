import { DidimError, formatDid, typeIdOf } from "../../../src/index.ts";
import { changed, type NameOptions, named, nameOptions } from "../../lib/registers/accreditation.ts";
import { oneLine } from "../../lib/terminal/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<NameOptions>({
  noun: "issuer",
  verb: "name",
  about: "by the accreditor or the authority: say what people are shown as an agency's name",
  chain: "writes",
  usage: (command) => nameOptions(command).argument("<did>", "the agency").argument("<vct>"),
  async run(context, [did = "", vct = ""], names) {
    if (names.nameKo === undefined && names.nameEn === undefined) {
      throw new DidimError("cli.option", "Give --name-ko, --name-en, or both.", {});
    }
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const receipt = await named(registry, issuer, typeIdOf(vct), names);
    const shown = oneLine([names.nameKo, names.nameEn].filter(Boolean).join(", "));
    const done = { en: `is called ${shown}`, ko: `이름을 정했습니다: ${shown}` };
    return changed(formatDid(registry.chainId, issuer), vct, receipt, done);
  },
});
