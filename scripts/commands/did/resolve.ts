import { Resolver } from "did-resolver";
import { documentsOf, formatDid, getResolver, type RegisteredByHash } from "../../../src/index.ts";
import { byHashWords } from "../../lib/keys/by-hash.ts";
import { EXIT, printedJson, type Words } from "../../lib/terminal/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

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
      text: textOf(
        printedJson(failed ? result.didResolutionMetadata : result.didDocument),
        result.didDocumentMetadata.registeredByHash ?? [],
      ),
      exit: failed ? EXIT.couldNotFindOut : EXIT.ok,
    };
  },
});

/** The document, and below it what it has no place for. */
function textOf(document: string, byHash: readonly RegisteredByHash[]): Words {
  const lines = byHash.map(byHashWords);
  const said = (language: keyof Words) => [document, ...lines.map((words) => words[language])].join("\n");
  return { en: said("en"), ko: said("ko") };
}
