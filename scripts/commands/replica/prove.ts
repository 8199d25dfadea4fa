import { isDidimError } from "../../../src/public/index.ts";
import {
  isRefuted,
  provenResult,
  proveReplica,
  type ReplicaProofOptions,
  refutedResult,
} from "../../lib/proofs/proving.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<ReplicaProofOptions>({
  noun: "replica",
  verb: "prove",
  about: {
    en: "(verifier) check whether a node tells the whole history of the registries, against the sealed state",
    ko: "(검증자) 노드가 등록부의 이력을 빠짐없이 제공하는지, 봉인된 상태와 대조하여 확인합니다",
  },
  example: "--anchor trust-anchor.json --snapshot replica.json",
  chain: "reads",
  usage: (command, say) =>
    command
      .option(
        "--anchor <file>",
        say(
          "the trust anchor; without it, the check relies on the node itself",
          "신뢰 앵커. 없으면 노드의 응답만으로 확인합니다",
        ),
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
          "a replica's snapshot, to start from and to save; it is deleted if it is wrong",
          "이어서 읽고 저장할 복제본 스냅샷. 틀린 것으로 밝혀지면 삭제합니다",
        ),
      ),
  async run(context, _, options) {
    try {
      return provenResult(await proveReplica(context, options));
    } catch (error) {
      if (isDidimError(error) && isRefuted(error)) return refutedResult(error);
      throw error;
    }
  },
});
