import { addVerifyOptions, type VerifyOptions } from "../lib/requests.ts";
import { defineVerb } from "../lib/verb.ts";
import { decide, verdictOutcome } from "../lib/verdicts.ts";

export default defineVerb<VerifyOptions>({
  noun: "credential",
  verb: "explain",
  about: "the same as verify, told in full: all five checks, what each looked at, and as of when",
  chain: "reads",
  usage: addVerifyOptions,
  run: async (context, files, options) => verdictOutcome(await decide(context, files, options), true),
});
