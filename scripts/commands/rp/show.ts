import { registrationsOf } from "../../../src/public/registry.ts";
import { agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { listText } from "../../lib/registries/reading/paging.ts";
import { namedClaims, registrationText } from "../../lib/registries/reading/relying-parties.ts";
import { claimPaths } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** A relying party has a registration for each type, so all of them fit on a page. */
const ALL = 10_000;

export default defineVerb<{ claims?: string }>({
  noun: "rp",
  verb: "show",
  about: {
    en: "show what a relying party may ask for, why, until when, and how to reach it",
    ko: "이용기관이 요구할 수 있는 항목과 목적, 기한, 연락처를 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a --claims family_name,address.region",
  chain: "reads",
  usage: (command, say) =>
    command
      .argument("<did>", say("the relying party", "이용기관"))
      .option(
        "--claims <paths>",
        say(
          "say of these claims whether it may ask for them: the chain has only their hashes",
          "이 항목을 요구할 수 있는지 표시합니다(체인에는 항목의 해시만 있음)",
        ),
      ),
  async run(context, [party = ""], { claims }) {
    const paths = claims === undefined ? [] : claimPaths(claims);
    const registry = await context.registry();
    const relyingParty = await context.identity(party);
    const found = await registrationsOf(registry, { relyingParty, limit: ALL });
    const { relyingParties, ...rest } = found;
    const agencies = await agenciesOf(
      registry,
      relyingParties.map(({ supervisor }) => supervisor),
    );
    const none = { en: "It was never registered as a relying party.", ko: "이용기관으로 등록된 적이 없습니다." };
    const registrations = relyingParties.map((one) => ({
      ...one,
      ...(paths.length > 0 && { named: namedClaims(one, paths) }),
    }));
    return {
      json: { registrations, ...rest, agencies: agencies.json },
      text: listText((lang) => relyingParties.map((one) => registrationText(one, agencies, paths, lang)), none, found),
    };
  },
});
