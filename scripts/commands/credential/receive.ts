import type { HeldCredential } from "../../../src/public/holder.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { inputTokens } from "../../lib/terminal/input/input.ts";
import { oneLine } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "credential",
  verb: "receive",
  about: {
    en: "(holder) put a credential into the wallet, if its issuer was entitled to issue it",
    ko: "(소지자) 발급기관의 권한을 확인하고 증명서를 지갑에 넣습니다",
  },
  example: "credential.txt",
  chain: "reads",
  usage: (command, say) =>
    command.argument(
      "<file>",
      say(
        "the credential as issued, or several, one a line; - for standard input",
        "발급받은 증명서. 여러 건이면 한 줄에 하나씩. -는 표준 입력",
      ),
    ),
  async run(context, [file = ""]) {
    const tokens = inputTokens(file);
    const wallet = await openWallet(context, await context.registry());
    const received: HeldCredential[] = [];
    for (const token of tokens) {
      try {
        received.push(await wallet.receive(token));
      } catch (error) {
        throw tokens.length === 1 ? error : inLine(error, received.length + 1);
      }
    }
    const credentials = received.map(({ id, type, issuer, expires }) => ({ id, type, issuer, expires }));
    const lines = (words: string) => received.map(({ type, issuer }) => `${words}: ${oneLine(type)} (${issuer})`);
    return {
      json: { credentials },
      text: { en: lines("In the wallet").join("\n"), ko: lines("지갑에 넣었습니다").join("\n") },
    };
  },
});

/** Receiving the file again is safe: credentials already in the wallet are simply replaced. */
function inLine(error: unknown, line: number): unknown {
  if (!isDidimError(error)) return error;
  const message = `Line ${line}: ${error.message} The credentials before it are in the wallet.`;
  return new DidimError(error.code, message, { ...error.details, line }, { cause: error });
}
