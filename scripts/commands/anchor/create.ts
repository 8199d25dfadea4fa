import { existsSync } from "node:fs";
import { anchorFrom, DidimError } from "../../../src/index.ts";
import { installAnchor } from "../../../src/node.ts";
import { anchorResult } from "../../lib/proofs/anchors.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
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
    en: "from a node of your own: what verifiers of proofs must know beforehand, as of its newest block",
    ko: "자기 노드에서: 증명을 검증하는 데 미리 필요한 신뢰 앵커를 최신 블록 기준으로 만듭니다",
  },
  example: "trust-anchor.json --network https://node.sejong.example",
  chain: "reads",
  usage: (command, say) =>
    command
      .argument("<file>", say("where to write it", "저장할 파일"))
      .option(
        "--member <did...>",
        say(
          "on a chain without seals: who signs checkpoints; else whoever acts for the council's seats",
          "봉인이 없는 체인에서: 체크포인트에 서명할 회원. 없으면 협의회 의석을 맡은 계정",
        ),
      )
      .option(
        "--threshold <number>",
        say("how many of them it takes; else a majority", "필요한 서명 수. 없으면 과반수"),
      )
      .option("--replace", say("though there is one: it is installed anew", "이미 있어도 새로 설치합니다")),
  async run(context, [file = ""], { member, threshold, replace }) {
    if (existsSync(file) && replace !== true) {
      throw new DidimError("cli.file", `There is ${file} already. Advance it, or replace it: --replace.`, { file });
    }
    const registry = await context.registry();
    const members = member && (await Promise.all(member.map((each) => context.identity(each))));
    const least = threshold === undefined ? undefined : wholeNumber("a threshold", threshold, 1, 64);
    const anchor = await anchorFrom(registry, { ...(members && { members }), ...(least && { threshold: least }) });
    await installAnchor(file, anchor);
    return anchorResult(anchor, file, anchor.advancedAt);
  },
});
