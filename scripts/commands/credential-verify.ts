import { addRequestOptions, type PolicyOptions, policyOf } from "../lib/requests.ts";
import { moment } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";
import { decide, presentationsIn, verdictOutcome } from "../lib/verdicts.ts";

export default defineVerb<PolicyOptions>({
  noun: "credential",
  verb: "verify",
  about: "by a verifier: is it genuine, is it theirs, was its issuer entitled to issue it, is it still good?",
  chain: "reads",
  usage: (command) =>
    addRequestOptions(command.argument("<files...>", "presentations, one a line; - for standard input"))
      .option("--max-age <seconds>", "how old the registry's facts may be")
      .option("--as-of <time>", "was it good at that time?"),
  async run(context, files, options) {
    const registry = await context.registry();
    const asOf = options.asOf === undefined ? undefined : moment(options.asOf, (await registry.head()).time);
    return verdictOutcome(await decide(presentationsIn(files), policyOf(options, asOf), registry), false);
  },
});
