import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { placesByList } from "../../../src/public/issuer.ts";
import { STATUS_NAMES } from "../../lib/credentials/statuses/changes-text.ts";
import { presentIn } from "../../lib/credentials/statuses/present-statuses.ts";
import { type PlaceOptions, placesOf } from "../../lib/credentials/statuses/status-options.ts";
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
    command
      .argument("[files...]", say("credentials", "증명서"))
      .option("--issuer <did>", say("instead of files: whose list", "파일 대신: 목록의 발급기관"))
      .option("--list <number>", say("its number", "목록 번호"))
      .option(
        "--index <numbers>",
        say("the indices in it, or ranges: 7,100-205", "--list와 함께: 목록 안의 번호 또는 번호의 범위(예: 7,100-205)"),
      ),
  async run(context, files, options) {
    const registry = await context.registry();
    const owner = (): Promise<string> => {
      if (options.issuer !== undefined) return context.identity(options.issuer);
      throw new DidimError("cli.option", "With --list, name the list's issuer: --issuer DID.", { option: "--issuer" });
    };
    const places = await placesOf(registry, files, options, owner);
    const present = (await Promise.all(placesByList(places).map((some) => presentIn(registry, some)))).flat();
    const found = present.map(({ issuer, list, index, before: status }) => ({
      issuer: formatDid(registry.chainId, issuer),
      list,
      index,
      status,
    }));
    const line = (lang: "en" | "ko") =>
      found.map(({ list, index, status }) => `${list}/${index}: ${STATUS_NAMES[status]?.[lang]}`).join("\n");
    return { json: { statuses: found }, text: { en: line("en"), ko: line("ko") } };
  },
});
