import { settled } from "../../lib/network/outbox.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "outbox",
  verb: "cancel",
  about: {
    en: "replace a stuck transaction by one that does nothing, so that it is never executed",
    ko: "막힌 거래를 아무것도 하지 않는 거래로 대체하여 실행되지 않게 합니다",
  },
  example: "12 --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command.argument("<nonce>", say("the transaction's nonce: see `outbox list`", "거래의 순번(`outbox list` 참고)")),
  run: (context, [nonce = ""]) =>
    settled(context, nonce, "cancel", {
      en: "will never be executed: a transaction that does nothing took its place in block",
      ko: "실행되지 않습니다. 아무 일도 하지 않는 거래가 대신 블록에 들어갔습니다",
    }),
});
