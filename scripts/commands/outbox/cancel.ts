import { settled } from "../../lib/network/outbox.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "outbox",
  verb: "cancel",
  about: "put a transaction that does nothing in the place of what is stuck, so that it is never done",
  chain: "writes",
  usage: (command) => command.argument("<nonce>", "which of the account's transactions: see `outbox list`"),
  run: (context, [nonce = ""]) =>
    settled(context, nonce, "cancel", {
      en: "will never be done: nothing was executed in its place, in block",
      ko: "실행되지 않습니다. 대신 아무 일도 하지 않는 거래가 블록에 들어갔습니다",
    }),
});
