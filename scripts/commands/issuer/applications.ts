import { openApplications, typeIdOf } from "../../../src/index.ts";
import { oneLine } from "../../lib/terminal/output.ts";
import { plain, when, wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly type?: string;
  readonly accreditor?: string;
  readonly limit: string;
  readonly before?: string;
}

export default defineVerb<Options>({
  noun: "issuer",
  verb: "applications",
  about: {
    en: "the applications that wait for a decision, the newest first",
    ko: "결정을 기다리는 신청을 최신순으로 보입니다",
  },
  example: "--type urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command, say) =>
    command
      .option("--type <vct>", say("of this type only", "이 종류만"))
      .option("--accreditor <did>", say("that this one decides only", "이 기관이 결정할 것만"))
      .option(
        "--limit <number>",
        say("about so many; those of one block stay together", "대략 이만큼. 같은 블록의 신청은 함께 보입니다"),
        "50",
      )
      .option(
        "--before <block>",
        say("the older ones: the number that the last answer ended with", "더 오래된 신청: 앞 결과 끝에 나온 번호"),
      ),
  async run(context, _, { type, accreditor, limit, before }) {
    const registry = await context.registry();
    const most = Number.MAX_SAFE_INTEGER;
    const { applications, before: older } = await openApplications(registry, {
      limit: wholeNumber("a number", limit, 1, 1_000),
      ...(before !== undefined && { before: BigInt(wholeNumber("a block's number", before, 1, most)) }),
      ...(type !== undefined && { typeId: typeIdOf(type) }),
      ...(accreditor !== undefined && { decider: await context.identity(accreditor) }),
    });
    const lines = applications.map(({ issuer, vct, typeId, mayIssue, levels, applied, note }) => {
      const asked = [mayIssue ? "issue" : "", levels > 0 ? `accredit ${levels}` : ""].filter(Boolean).join(" + ");
      return `${when(applied).en}  ${issuer}\n  ${oneLine(vct ?? typeId)}  ${asked}${note === "" ? "" : `\n  ${oneLine(note)}`}`;
    });
    const none = { en: "No application is open.", ko: "대기 중인 신청이 없습니다." };
    const shown = applications.length === 0 ? none : plain(lines.join("\n"));
    const json = { applications, ...(older !== undefined && { before: older }) };
    if (older === undefined) return { json, text: shown };
    return {
      json,
      text: {
        en: `${shown.en}\nThere may be older ones: --before ${older}`,
        ko: `${shown.ko}\n더 오래된 신청이 있을 수 있습니다: --before ${older}`,
      },
    };
  },
});
