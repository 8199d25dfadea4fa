import { existsSync } from "node:fs";
import { DidimError } from "../../../src/public/index.ts";
import { installAnchor } from "../../../src/public/node.ts";
import { anchorFrom } from "../../../src/public/trust-anchor.ts";
import { anchorResult } from "../../lib/proofs/anchors.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly member?: readonly string[];
  readonly threshold?: string;
  readonly replace?: true;
}

export default defineVerb<Options>({
  noun: "anchor",
  verb: "create",
  about: {
    en: "make a trust anchor from your own node, as of its newest block",
    ko: "직접 운영하는 노드에서 최신 블록 기준의 신뢰 앵커를 만듭니다",
  },
  example: "trust-anchor.json --network https://node.sejong.example",
  chain: "reads",
  usage: (command, say) =>
    command
      .argument("<file>", say("the file to write to", "저장할 파일"))
      .option(
        "--member <did...>",
        say(
          "on a chain without seals: the accounts that sign checkpoints; default: the controllers of the council's seats",
          "봉인이 없는 체인에서: 체크포인트에 서명할 계정. 생략하면 협의회 의석의 통제 계정",
        ),
      )
      .option(
        "--threshold <number>",
        say("how many signatures are needed; default: a majority", "필요한 서명 수. 생략하면 과반수"),
      )
      .option("--replace", say("replace an existing trust anchor", "이미 있는 신뢰 앵커를 교체합니다")),
  async run(context, [file = ""], { member, threshold, replace }) {
    if (existsSync(file) && replace !== true) {
      throw new DidimError("cli.file", `${file} already exists. Advance it, or replace it: --replace.`, { file });
    }
    const registry = await context.registry();
    const members = member && (await Promise.all(member.map((each) => context.identity(each))));
    const least = threshold === undefined ? undefined : wholeNumber("a threshold", threshold, 1, 64);
    const anchor = await anchorFrom(registry, { ...(members && { members }), ...(least && { threshold: least }) });
    await installAnchor(file, anchor);
    return anchorResult(anchor, file, anchor.advancedAt);
  },
});
