import { Resolver } from "did-resolver";
import { documentsOf, formatDid, getResolver } from "../../src/index.ts";
import { EXIT, printedJson } from "../lib/output.ts";
import { plain } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb({
  noun: "did",
  verb: "resolve",
  about: "the DID document, and what is known about it",
  chain: "reads",
  usage: (command) => command.argument("<did>", "a DID, an address, or an account key's name"),
  async run(context, [text = ""]) {
    const registry = await context.registry();
    const resolver = new Resolver(getResolver([{ chainId: registry.chainId, read: documentsOf(registry) }]));
    const did = text.startsWith("did:") ? text : formatDid(registry.chainId, await context.identity(text));
    const result = await resolver.resolve(did);
    const failed = result.didResolutionMetadata.error !== undefined;
    return {
      json: result,
      text: plain(printedJson(failed ? result.didResolutionMetadata : result.didDocument)),
      exit: failed ? EXIT.couldNotFindOut : EXIT.ok,
    };
  },
});
