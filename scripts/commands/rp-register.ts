import { claimIds, formatDid, typeIdOf } from "../../src/index.ts";
import { claimPaths, moment, when } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

interface Options {
  readonly claims: string;
  readonly purpose: string;
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
      .option("--until <time>", "until when", "+1y"),
  async run(context, [party = "", vct = ""], { claims, purpose, until }) {
    const registry = await context.writer();
    const [supervisor, relyingParty] = [await context.actor(registry), await context.identity(party)];
    const end = moment(until, (await registry.head()).time);
    const paths = claimPaths(claims);
    const terms = [supervisor, relyingParty, typeIdOf(vct), claimIds(paths), purpose, end] as const;
    const { from } = await registry.relyingParties.registrationOf(relyingParty, typeIdOf(vct));
    const { hash, block } =
      from === 0n ? await registry.relyingParties.register(...terms) : await registry.relyingParties.renew(...terms);
    const did = formatDid(registry.chainId, relyingParty);
    return {
      json: { relyingParty: did, vct, claims: paths, purpose, until: end, transaction: hash, block },
      text: {
        en: `${did} may ask for ${claims} until ${when(end).en} (${vct})`,
        ko: `${did}: ${claims} 요구 가능, ${when(end).ko}까지 (${vct})`,
      },
    };
  },
});
