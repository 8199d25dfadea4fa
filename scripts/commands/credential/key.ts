import type { PublicJwk } from "../../../src/public/keys.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { plain, wholeNumber } from "../../lib/terminal/input/values.ts";
import { printedJson } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly count?: string }>({
  noun: "credential",
  verb: "key",
  about: {
    en: "(holder) make a new key in the wallet, for one credential, and print its public part (JWK) for the issuer",
    ko: "(소지자) 증명서 하나에 쓸 새 키를 지갑에 만들고, 발급기관에 제출할 공개키(JWK)를 출력합니다",
  },
  example: "--count 10",
  usage: (command, say) =>
    command.option(
      "--count <number>",
      say(
        "the number of keys, one for each one-time copy; prints a JWK Set",
        "만들 키의 수. 일회용 사본마다 하나씩 필요하며, JWK Set으로 출력합니다",
      ),
    ),
  async run(context, _, { count }) {
    const number = count === undefined ? 1 : wholeNumber("a number of keys", count, 1, 256);
    const wallet = await openWallet(context);
    const keys: PublicJwk[] = [];
    while (keys.length < number) keys.push((await wallet.newKey()).publicJwk);
    const json = count === undefined ? keys[0] : { keys };
    return { json, text: plain(printedJson(json)) };
  },
});
