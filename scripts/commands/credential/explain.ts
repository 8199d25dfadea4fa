import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictResult } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "explain",
  about: {
    en: "the same as verify, told in full: all five checks, what each looked at, and as of when",
    ko: "verify와 같되, 다섯 가지 확인의 근거와 기준 시각까지 모두 보입니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, files, options) => verdictResult(await decide(context, files, options), true),
});
