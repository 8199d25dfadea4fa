import { claimIds, formatDid, typeIdOf } from "../../../src/index.ts";
import { claimPaths, moment, when } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly claims: string;
  readonly purpose: string;
  readonly nameKo?: string;
  readonly nameEn?: string;
  readonly contact: string;
  readonly until: string;
}

export default defineVerb<Options>({
  noun: "rp",
  verb: "register",
  about: "by a supervising authority: what a relying party may ask for, why, and until when",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<did>", "the relying party")
      .argument("<vct>")
      .requiredOption(
        "--claims <paths>",
        "claims with commas between them; steps of a path with dots: name,address.region",
      )
      .requiredOption("--purpose <text>", "what for, as people will read it")
      .option("--name-ko <text>", "what the relying party is called in Korean (at least one of the two names)")
      .option("--name-en <text>", "what the relying party is called in English")
      .requiredOption("--contact <uri>", "where people reach the relying party: https:, mailto: or tel:")
      .option("--until <time>", "until when", "+1y"),
  async run(context, [party = "", vct = ""], { claims, purpose, nameKo = "", nameEn = "", contact, until }) {
    const registry = await context.writer();
    const [supervisor, relyingParty] = [await context.actor(registry), await context.identity(party)];
    const end = moment(until, (await registry.head()).time);
    const paths = claimPaths(claims);
    const entry = { until: end, claims: claimIds(paths), nameKo, nameEn, contact, purpose };
    const terms = [supervisor, relyingParty, typeIdOf(vct), entry] as const;
    const { from } = await registry.relyingParties.registrationOf(relyingParty, typeIdOf(vct));
    const { hash, block } =
      from === 0n ? await registry.relyingParties.register(...terms) : await registry.relyingParties.renew(...terms);
    const did = formatDid(registry.chainId, relyingParty);
    return {
      json: {
        relyingParty: did,
        vct,
        names: { ko: nameKo, en: nameEn },
        contact,
        claims: paths,
        purpose,
        until: end,
        transaction: hash,
        block,
      },
      text: {
        en: `${did} may ask for ${claims} until ${when(end).en} (${vct})`,
        ko: `${did}: ${claims} 요구 가능, ${when(end).ko}까지 (${vct})`,
      },
    };
  },
});
