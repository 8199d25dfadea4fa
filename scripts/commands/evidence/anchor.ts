import { anchorEvidence, dateEvidence, formatEvidence } from "../../../src/public/evidence.ts";
import { SealedClock } from "../../../src/public/verifier.ts";
import { anchorIn, checkpointIn, evidenceIn } from "../../lib/credentials/evidence.ts";
import { writeAtomically } from "../../lib/terminal/home.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly anchor: string;
  readonly checkpoint?: string;
}

export default defineVerb<Options>({
  noun: "evidence",
  verb: "anchor",
  about: {
    en: "date evidence files together: anchor one root in the evidence log, and add its proof to each file",
    ko: "여러 증거 파일의 시각을 한꺼번에 기록합니다. 증거 기록에 루트 하나를 앵커하고, 파일마다 그 증명을 넣습니다",
  },
  example: "evidence.json --anchor trust-anchor.json --key gate",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument(
        "<files...>",
        say(
          "the evidence files; each is written again, with its date",
          "증거 파일. 앵커한 시각을 넣어 다시 저장합니다",
        ),
      )
      .requiredOption("--anchor <file>", say("the trust anchor", "신뢰 앵커"))
      .option(
        "--checkpoint <file>",
        say(
          "on a chain without seals: a checkpoint of a block after the root was anchored",
          "봉인이 없는 체인에서: 앵커한 뒤 블록의 체크포인트",
        ),
      ),
  async run(context, files, options) {
    const [pieces, anchor] = [files.map(evidenceIn), anchorIn(options.anchor)];
    const registry = await context.writer();
    const root = await anchorEvidence(pieces, registry);
    if (anchor.sealers.kind === "checkpoint" && options.checkpoint === undefined) {
      return { json: { root, dated: [] }, text: unsealed(root) };
    }
    const checkpoint = options.checkpoint === undefined ? undefined : checkpointIn(options.checkpoint);
    const clock = new SealedClock();
    const dated = await dateEvidence(pieces, { rpc: registry.rpc, anchor, clock, ...(checkpoint && { checkpoint }) });
    for (const [i, piece] of dated.entries()) writeAtomically(files[i] ?? "", formatEvidence(piece));
    return { json: { root, dated: files }, text: plain(files.join("\n")) };
  },
});

function unsealed(root: string): { readonly en: string; readonly ko: string } {
  return {
    en: `Root ${root} is anchored. The blocks of this chain have no seals. Have members sign a checkpoint (didim checkpoint sign), then run this again with --checkpoint.`,
    ko: `루트를 앵커했습니다(${root}). 이 체인의 블록에는 봉인이 없습니다. 회원이 체크포인트에 서명(didim checkpoint sign)한 뒤 --checkpoint와 함께 다시 실행하십시오.`,
  };
}
