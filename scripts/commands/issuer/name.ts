import { createAccreditor } from "../../../src/public/authority.ts";
import { DidimError } from "../../../src/public/index.ts";
import { changed, type NameOptions, nameOptions, namesIn } from "../../lib/registries/accreditation.ts";
import { oneLine } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<NameOptions>({
  noun: "issuer",
  verb: "name",
  about: {
    en: "(accreditor, authority) set the name of an agency that people see",
    ko: "(인가 기관, 소관 기관) 화면에 표시할 기관의 이름을 정합니다",
  },
  example:
    'did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --name-ko 세종특별자치시 --name-en "Sejong City" --key mois',
  chain: "writes",
  usage: (command, say) => nameOptions(command, say).argument("<did>", say("the agency", "기관")).argument("<vct>"),
  async run(context, [did = "", vct = ""], names) {
    const given = namesIn(names);
    if (given === undefined) {
      throw new DidimError("cli.option", "Give --name-ko, --name-en, or both.", {});
    }
    const registry = await context.writer();
    const agency = await context.identity(did);
    const named = await createAccreditor({ registry }).nameAgency({ agency, type: vct, names: given });
    const shown = oneLine([names.nameKo, names.nameEn].filter(Boolean).join(", "));
    const done = { en: `is called ${shown}`, ko: `이름을 정했습니다: ${shown}` };
    return changed(named, done);
  },
});
