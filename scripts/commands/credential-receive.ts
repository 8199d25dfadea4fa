import { oneLine } from "../lib/output.ts";
import { inputText } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";
import { openWallet } from "../lib/wallet.ts";

export default defineVerb({
  noun: "credential",
  verb: "receive",
  about: "by the holder: take a credential into the wallet, if its issuer was entitled to issue it",
  chain: "reads",
  usage: (command) => command.argument("<file>", "as the issuer handed it out; - for standard input"),
  async run(context, [file = ""]) {
    const wallet = await openWallet(context, await context.registry());
    const { id, type, issuer, expires } = await wallet.receive(inputText(file).trim());
    return {
      json: { id, type, issuer, expires },
      text: {
        en: `In the wallet: ${oneLine(type)} of ${issuer}`,
        ko: `지갑에 넣었습니다: ${oneLine(type)} (${issuer})`,
      },
    };
  },
});
