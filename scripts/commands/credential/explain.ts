import { addVerifyOptions, type VerifyOptions } from "../../lib/credentials/requests.ts";
import { decide, verdictOutcome } from "../../lib/credentials/verdicts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "explain",
  about: "the same as verify, told in full: all five checks, what each looked at, and as of when",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, files, options) => verdictOutcome(await decide(context, files, options), true),
});
