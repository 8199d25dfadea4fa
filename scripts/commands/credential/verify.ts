import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictResult } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "verify",
  about: {
    en: "by a verifier: is it genuine, is it theirs, was its issuer entitled to issue it, is it still good?",
    ko: "검증자가: 진본인지, 본인 것인지, 발급 권한이 있었는지, 아직 유효한지 확인합니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, files, options) => verdictResult(await decide(context, files, options), false),
});
