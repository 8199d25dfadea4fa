import { formatDid } from "../../../src/index.ts";
import { type PlaceOptions, placesOf } from "../../lib/credentials/places.ts";
import { STATUS_NAMES } from "../../lib/credentials/statuses.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<PlaceOptions & { issuer?: string }>({
  noun: "credential",
  verb: "status",
  about: "what the status lists say of credentials (for issuers: it tells the node which credential you mean)",
  chain: "reads",
  usage: (command) =>
    command
      .argument("[files...]", "credentials")
      .option("--issuer <did>", "instead of files: whose list")
      .option("--list <number>", "its number")
      .option("--index <numbers>", "the places in it, with commas between them"),
  async run(context, files, options) {
    const registry = await context.registry();
    const places = await placesOf(registry, files, options, () => context.identity(options.issuer ?? ""));
    const found = await Promise.all(
      places.map(async ({ issuer, list, index }) => {
        const status = Number(await registry.statuses.statusOf(issuer, list, index));
        return { issuer: formatDid(registry.chainId, issuer), list, index, status };
      }),
    );
    const line = (lang: "en" | "ko") =>
      found.map(({ list, index, status }) => `${list}/${index}: ${STATUS_NAMES[status]?.[lang]}`).join("\n");
    return { json: found, text: { en: line("en"), ko: line("ko") } };
  },
});
