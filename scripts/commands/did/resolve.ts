import { Resolver } from "did-resolver";
import { canonicalDid, formatDid, getResolver } from "../../../src/public/did.ts";
import { documentsOf, keysOf } from "../../../src/public/registry.ts";
import { byHashText } from "../../lib/keys/by-hash.ts";
import { agenciesOf, namesText } from "../../lib/registries/reading/agencies.ts";
import { endedKeyText } from "../../lib/registries/reading/ended-keys.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { type Bilingual, EXIT, printedJson } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "did",
  verb: "resolve",
  about: {
    en: "show the DID document, and what the registry knows about it: keys that have ended, the agency's name",
    ko: "DID 문서와 등록부에 기록된 정보(폐기된 키, 기관 이름)를 보여 줍니다",
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
    if (error !== undefined) {
      const exit = error === "invalidDid" ? EXIT.usage : EXIT.couldNotFindOut;
      return { json: result, text: plain(printedJson(result.didResolutionMetadata)), exit };
    }
    const [{ keys, asOf, source }, agencies] = await Promise.all([
      keysOf(registry, did),
      agenciesOf(registry, [canonicalDid(did)]),
    ]);
    const endedKeys = keys.filter(({ until }) => until <= asOf.time);
    const lines = [
      ...(result.didDocumentMetadata.registeredByHash ?? []).map(byHashText),
      ...endedKeys.map(endedKeyText),
      ...Object.values(agencies.json).map((name) => namedText(namesText(name))),
    ];
    const said = (language: keyof Bilingual) =>
      [printedJson(result.didDocument), ...lines.map((words) => words[language])].join("\n");
    return {
      json: { ...result, endedKeys, names: agencies.json, asOf, source },
      text: { en: said("en"), ko: said("ko") },
    };
  },
});

/** Not verified by anybody but the accreditor who gave it. */
const namedText = (name: string): Bilingual => ({
  en: `named ${name} by its accreditor`,
  ko: `인가 기관이 지정한 이름: ${name}`,
});
