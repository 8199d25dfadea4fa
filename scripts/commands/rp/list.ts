import { registrationsOf } from "../../../src/public/registry.ts";
import { agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { addPaging, listText, type Paging, pageOf, registeredType } from "../../lib/registries/reading/paging.ts";
import { registrationText } from "../../lib/registries/reading/relying-parties.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends Paging {
  readonly type?: string;
}

export default defineVerb<Options>({
  noun: "rp",
  verb: "list",
  about: {
    en: "list the relying parties and what they may ask for, the newest registration first",
    ko: "이용기관과 요구할 수 있는 항목을 최신 등록순으로 보여 줍니다",
  },
  example: "--type urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command, say) =>
    addPaging(command.option("--type <vct>", say("only registrations for this type", "이 종류의 등록만")), say),
  async run(context, _, { type, ...paging }) {
    const page = pageOf(paging);
    const registry = await context.registry();
    const typeId = type === undefined ? undefined : await registeredType(registry, type);
    const found = await registrationsOf(registry, { ...page, ...(typeId !== undefined && { typeId }) });
    const supervisors = found.relyingParties.map(({ supervisor }) => supervisor);
    const agencies = await agenciesOf(registry, supervisors, typeId);
    const none = { en: "No relying party is registered.", ko: "등록된 이용기관이 없습니다." };
    return {
      json: { ...found, agencies: agencies.json },
      text: listText(
        (lang) => found.relyingParties.map((one) => registrationText(one, agencies, [], lang)),
        none,
        found,
      ),
    };
  },
});
