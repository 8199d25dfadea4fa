import { settled } from "../../lib/network/outbox.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "outbox",
  verb: "replace",
  about: "sign what is stuck anew, by the same nonce and at the price of today: one of the two is executed, never both",
  chain: "writes",
  confirms: true,
  usage: (command) => command.argument("<nonce>", "which of the account's transactions: see `outbox list`"),
  run: (context, [nonce = ""]) =>
    settled(context, nonce, "replace", {
      en: "was sent anew, and is in block",
      ko: "다시 보냈고 블록에 들어갔습니다",
    }),
});
