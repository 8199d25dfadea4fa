import { formatDid, recoveryOf } from "../../../src/index.ts";
import { recoveryJson, recoveryWords } from "../../lib/registers/recovery.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "show",
  about: "who may replace a DID's controller, and what is under way: who is to be seated, and from when on",
  chain: "reads",
  usage: (command) => command.argument("<did>", "a DID, an address, or an account key's name"),
  async run(context, [text = ""]) {
    const registry = await context.registry();
    const identity = await context.identity(text);
    const recovery = await recoveryOf(registry, identity);
    return {
      json: recoveryJson(registry.chainId, identity, recovery),
      text: recoveryWords(formatDid(registry.chainId, identity), recovery),
    };
  },
});
