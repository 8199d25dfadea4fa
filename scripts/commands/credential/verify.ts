import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictResult } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "verify",
  about: {
    en: "(verifier) verify: is it genuine, is it theirs, was its issuer entitled to issue it, and is it still good?",
    ko: "(검증자) 진본인지, 본인의 것인지, 발급 권한이 있는 기관이 발급했는지, 지금도 유효한지 검증합니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, [file = ""], options) => verdictResult(await decide(context, file, options), false),
});
