import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictOutcome } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "verify",
  about: "by a verifier: is it genuine, is it theirs, was its issuer entitled to issue it, is it still good?",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, files, options) => verdictOutcome(await decide(context, files, options), false),
});
