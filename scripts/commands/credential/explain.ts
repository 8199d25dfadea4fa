import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictResult } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "explain",
  about: {
    en: "(verifier) verify, and show all five checks with their evidence and time",
    ko: "(검증자) 검증하고, 다섯 가지 확인 결과를 근거와 기준 시각까지 모두 보여 줍니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, [file = ""], options) => verdictResult(await decide(context, file, options), true),
});
