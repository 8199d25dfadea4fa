import { documentNonce } from "../../src/index.ts";
import { documentIn } from "../lib/evidence.ts";
import { plain } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb({
  noun: "evidence",
  verb: "nonce",
  about: "a nonce to ask with, by whose signature the holder signs a document",
  usage: (command) => command.argument("<document>", "the file to be signed"),
  async run(_, [document = ""]) {
    const nonce = documentNonce(documentIn(document));
    return { json: { nonce }, text: plain(nonce) };
  },
});
