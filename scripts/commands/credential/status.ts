import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { presentStatuses } from "../../../src/public/issuer.ts";
import { rowText, STATUS_NAMES } from "../../lib/credentials/statuses/changes-text.ts";
import { addPlaces, type PlaceOptions, placesOf } from "../../lib/credentials/statuses/status-options.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<PlaceOptions & { issuer?: string }>({
  noun: "credential",
  verb: "status",
  about: {
    en: "(issuer) show the status of credentials; the node learns which credentials are meant",
    ko: "(발급기관) 증명서의 상태를 보여 줍니다. 어느 증명서를 조회하는지 노드가 알게 됩니다",
  },
  example: "credential.txt",
  chain: "reads",
  usage: (command, say) =>
    addPlaces(
      command
        .argument("[files...]", say("credentials", "증명서"))
        .option(
          "--issuer <did>",
          say("instead of files: whose list or batch", "파일 대신: 목록이나 일괄 발급의 발급기관"),
        ),
      say,
    ),
  async run(context, files, options) {
    const registry = await context.registry();
    const owner = (): Promise<string> => {
      if (options.issuer !== undefined) return context.identity(options.issuer);
      throw new DidimError("cli.option", "With --list or --batch, name the issuer: --issuer DID.", {
        option: "--issuer",
      });
    };
    const places = await placesOf(context, registry, files, options, owner);
    const present = await presentStatuses(registry, places);
    const found = present.map(({ issuer, list, index, before: status, entry }) => ({
      issuer: formatDid(registry.chainId, issuer),
      ...{ list, index, status },
      ...(entry && { batch: entry.batch, row: entry.row }),
    }));
    const line = (lang: "en" | "ko") =>
      found
        .map(({ list, index, status, row }) => {
          const name = row === undefined ? "" : `  ${rowText(row)[lang]}`;
          return `${list}/${index}: ${STATUS_NAMES[status]?.[lang]}${name}`;
        })
        .join("\n");
    return { json: { statuses: found }, text: { en: line("en"), ko: line("ko") } };
  },
});
