import { isDidimError } from "../../../src/index.ts";
import { type ProvingOptions, provenResult, proveReplica, refutedResult } from "../../lib/proofs/proving.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<ProvingOptions>({
  noun: "replica",
  verb: "prove",
  about: {
    en: "by a verifier: does a node tell all of the registries' history? Its logs against the state that is sealed",
    ko: "검증자가: 노드가 등록부 이력을 빠짐없이 주는지, 봉인된 상태와 대조합니다",
  },
  example: "--anchor trust-anchor.json --snapshot replica.json",
  chain: "reads",
  usage: (command, say) =>
    command
      .option(
        "--anchor <file>",
        say("the trust anchor; without it, the node's own word is all there is", "신뢰 앵커. 없으면 노드의 말뿐입니다"),
      )
      .option(
        "--checkpoint <file>",
        say(
          "on a chain without seals: the block's checkpoint, signed by members",
          "봉인이 없는 체인에서: 회원이 서명한 그 블록의 체크포인트",
        ),
      )
      .option(
        "--snapshot <file>",
        say(
          "a replica's snapshot, to go on from and to keep; one that is refuted is removed",
          "이어서 쓰고 저장할 사본 스냅숏. 틀린 것으로 밝혀지면 지웁니다",
        ),
      ),
  async run(context, _, options) {
    try {
      return provenResult(await proveReplica(context, options));
    } catch (error) {
      if (isDidimError(error, "facts.replica-not-proved")) return refutedResult(error);
      throw error;
    }
  },
});
