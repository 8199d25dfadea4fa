import { addRequestOptions, type PolicyOptions } from "../lib/requests.ts";
import { defineVerb } from "../lib/verb.ts";
import { decide, verdictOutcome } from "../lib/verdicts.ts";

export default defineVerb<PolicyOptions>({
  noun: "credential",
  verb: "explain",
  about: "the same as verify, told in full: all five checks, what each looked at, and as of when",
  chain: "reads",
  usage: (command) =>
    addRequestOptions(command.argument("<files...>", "presentations, one a line; - for standard input"))
      .option("--max-age <seconds>", "how old the registry's facts may be")
      .option("--as-of <time>", "was it good at that time?"),
  run: async (context, files, options) => verdictOutcome(await decide(context, files, options), true),
});
