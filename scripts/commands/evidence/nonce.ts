import { documentNonce } from "../../../src/index.ts";
import { documentIn } from "../../lib/credentials/evidence.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

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
