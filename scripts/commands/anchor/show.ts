import { loadAnchor } from "../../../src/public/node.ts";
import { systemClock } from "../../../src/public/verifier.ts";
import { anchorResult } from "../../lib/proofs/anchors.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "anchor",
  verb: "show",
  about: {
    en: "show who a trust anchor trusts, until when, and its fingerprint",
    ko: "신뢰 앵커가 신뢰하는 대상, 유효기간, 지문을 보여 줍니다",
  },
  example: "trust-anchor.json",
  usage: (command, say) => command.argument("<file>", say("the anchor", "신뢰 앵커 파일")),
  run: async (_, [file = ""]) => anchorResult(await loadAnchor(file), file, systemClock.now()),
});
