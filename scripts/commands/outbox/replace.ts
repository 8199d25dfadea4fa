import { settled } from "../../lib/network/outbox.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "outbox",
  verb: "replace",
  about: {
    en: "sign a stuck transaction again, with the same nonce and the current price: only one of the two is executed",
    ko: "막힌 거래에 같은 순번과 현재 가격으로 다시 서명합니다. 둘 가운데 하나만 실행됩니다",
  },
  example: "12 --key sejong",
  chain: "writes",
  confirms: true,
  usage: (command, say) =>
    command.argument("<nonce>", say("the transaction's nonce: see `outbox list`", "거래의 순번(`outbox list` 참고)")),
  run: (context, [nonce = ""]) =>
    settled(context, nonce, "replace", {
      en: "was sent again and is in block",
      ko: "다시 보낸 거래가 블록에 들어갔습니다",
    }),
});
