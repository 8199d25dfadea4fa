import { Resolver } from "did-resolver";
import { formatDid, getResolver } from "../../../src/public/did.ts";
import { documentsOf, type RegisteredByHash } from "../../../src/public/registry.ts";
import { byHashText } from "../../lib/keys/by-hash.ts";
import { type Bilingual, EXIT, printedJson } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "did",
  verb: "resolve",
  about: {
    en: "show the DID document, and what the registry knows about it",
    ko: "DID 문서와 등록부에 기록된 정보를 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
  chain: "reads",
  usage: (command, say) =>
    command.argument("<did>", say("a DID, an address, or an account key's name", "DID, 주소 또는 계정 키 이름")),
  async run(context, [text = ""]) {
    const registry = await context.registry();
    const resolver = new Resolver(getResolver([{ chainId: registry.chainId, read: documentsOf(registry) }]));
    const did = text.startsWith("did:") ? text : formatDid(registry.chainId, await context.identity(text));
    const result = await resolver.resolve(did);
    const { error } = result.didResolutionMetadata;
    const failed = error !== undefined;
    return {
      json: result,
      text: textOf(
        printedJson(failed ? result.didResolutionMetadata : result.didDocument),
        result.didDocumentMetadata.registeredByHash ?? [],
      ),
      exit: error === "invalidDid" ? EXIT.usage : failed ? EXIT.couldNotFindOut : EXIT.ok,
    };
  },
});

/** The document, followed by the records that it cannot hold. */
function textOf(document: string, byHash: readonly RegisteredByHash[]): Bilingual {
  const lines = byHash.map(byHashText);
  const said = (language: keyof Bilingual) => [document, ...lines.map((words) => words[language])].join("\n");
  return { en: said("en"), ko: said("ko") };
}
