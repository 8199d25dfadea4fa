import { formatDid } from "../../../src/public/did.ts";
import { type PlaceOptions, placesOf } from "../../lib/credentials/places.ts";
import { STATUS_NAMES } from "../../lib/credentials/statuses.ts";
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
        say("the places in it, with commas between them", "--list와 함께: 목록 안의 번호. 쉼표로 구분합니다"),
      ),
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
