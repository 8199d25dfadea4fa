import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { issuedOn } from "../../lib/credentials/issued-list.ts";
import { STATUS_NAMES } from "../../lib/credentials/statuses/changes-text.ts";
import { rowsNamed } from "../../lib/credentials/statuses/rows-named.ts";
import { moment, when, wholeNumber } from "../../lib/terminal/input/values.ts";
import { type Bilingual, type Language, oneLine } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly issuer: string;
  readonly type?: string;
  readonly list?: string;
  readonly batch?: string;
  readonly row?: string;
  readonly from?: string;
  readonly before?: string;
}

const NO_STATUS: Bilingual = { en: "no status", ko: "상태 정보 없음" };
const NOTHING: Bilingual = {
  en: "By this machine's register, nothing like that was issued.",
  ko: "이 컴퓨터의 발급 대장에 해당하는 증명서가 없습니다.",
};

export default defineVerb<Options>({
  noun: "credential",
  verb: "issued",
  about: {
    en: "(issuer) list what was issued on this machine, by its register, with the statuses of now",
    ko: "(발급기관) 이 컴퓨터에서 발급한 증명서를 발급 대장에 따라 현재 상태와 함께 보여 줍니다",
  },
  example: "--issuer sejong --batch people --row 17",
  chain: "reads",
  usage: (command, say) =>
    command
      .requiredOption(
        "--issuer <did>",
        say("the issuer's DID, address, or account key's name", "발급기관의 DID, 주소 또는 계정 키 이름"),
      )
      .option("--type <vct>", say("only of this type", "이 증명서 종류만"))
      .option("--list <number>", say("only in this status list", "이 상태 목록만"))
      .option("--batch <name>", say("only of this batch", "이 일괄 발급만"))
      .option(
        "--row <rows>",
        say(
          "with --batch: only these rows, or ranges: 17,20-25",
          "--batch와 함께: 이 행 또는 행의 범위만(예: 17,20-25)",
        ),
      )
      .option("--from <time>", say("only what was issued then or later", "이 시각부터 발급한 것만"))
      .option("--before <time>", say("only what was issued before", "이 시각 전에 발급한 것만")),
  async run(context, _, { type, list, batch, row, from, before, issuer }) {
    if (row !== undefined && batch === undefined)
      throw new DidimError("cli.option", "--row names rows of a batch: add --batch NAME.", { option: "--row" });
    const now = Math.floor(Date.now() / 1000);
    const registry = await context.registry();
    const identity = await context.identity(issuer);
    const owner = formatDid(registry.chainId, identity);
    const { issued, block } = await issuedOn(context.home, registry, identity, {
      query: {
        ...(type !== undefined && { type }),
        ...(list !== undefined && { list: wholeNumber("a list's number", list, 0, 2 ** 32 - 1) }),
        ...(batch !== undefined && { batch }),
        ...(from !== undefined && { from: moment(from, now) }),
        ...(before !== undefined && { before: moment(before, now) }),
      },
      only: (entries) => (row === undefined ? entries : rowsNamed(entries, { batch: batch ?? "", issuer: owner }, row)),
    });
    const lines = (lang: Language): string =>
      issued
        .map(({ type: vct, list: number, index, status, issuedAt, batch: name, row: id }) =>
          [
            number === undefined ? "–" : `${number}/${index}`,
            status === undefined ? NO_STATUS[lang] : (STATUS_NAMES[status]?.[lang] ?? "?"),
            when(issuedAt)[lang],
            oneLine(vct),
            ...(name === undefined ? [] : [`${oneLine(name)} ${oneLine(id ?? "")}`]),
          ].join("  "),
        )
        .join("\n");
    return {
      json: { block, issued },
      text: issued.length === 0 ? NOTHING : { en: lines("en"), ko: lines("ko") },
    };
  },
});
