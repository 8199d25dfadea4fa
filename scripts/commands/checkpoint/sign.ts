import {
  checkpointOf,
  checkpointSigners,
  checkpointToJson,
  cosign,
  parseCheckpoint,
} from "../../../src/public/trust-anchor.ts";
import { writeAtomically } from "../../lib/terminal/home.ts";
import { readIfThere } from "../../lib/terminal/input/input.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly block?: string }>({
  noun: "checkpoint",
  verb: "sign",
  about: {
    en: "(member, on a chain without seals) sign a block, so that its state can be proved",
    ko: "(봉인이 없는 체인의 회원) 블록에 서명해 그 상태를 증명할 수 있게 합니다",
  },
  example: "checkpoint.json --key member-1",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument(
        "<file>",
        say(
          "the checkpoint: a new file, or one that other members signed for the same block",
          "체크포인트 파일: 새 파일 또는 다른 회원이 같은 블록에 서명한 파일",
        ),
      )
      .option(
        "--block <number>",
        say("the block of a new checkpoint; default: the newest", "새 체크포인트의 블록. 생략하면 최신 블록"),
      ),
  async run(context, [file = ""], { block }) {
    const registry = await context.writer();
    const begun = readIfThere(file);
    const wanted = block === undefined ? "latest" : BigInt(wholeNumber("a block", block, 0, Number.MAX_SAFE_INTEGER));
    const signed = await cosign(registry, begun ? parseCheckpoint(begun) : await checkpointOf(registry, wanted));
    writeAtomically(file, checkpointToJson(signed));
    const signers = checkpointSigners(signed);
    const { number, hash } = signed.block;
    return {
      json: { file, block: number, blockHash: hash, signers },
      text: {
        en: `Block ${number}, ${hash}\nsigned by ${signers.join(", ")}`,
        ko: `블록 ${number}, ${hash}\n서명: ${signers.join(", ")}`,
      },
    };
  },
});
