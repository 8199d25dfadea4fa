import { documentNonce } from "../../../src/index.ts";
import { documentIn } from "../../lib/credentials/evidence.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "evidence",
  verb: "nonce",
  about: {
    en: "a nonce to ask with, by whose signature the holder signs a document",
    ko: "소지자가 문서에 서명하게 되는 논스를 만듭니다",
  },
  example: "contract.pdf",
  usage: (command, say) => command.argument("<document>", say("the file to be signed", "서명할 파일")),
  async run(_, [document = ""]) {
    const nonce = documentNonce(documentIn(document));
    return { json: { nonce }, text: plain(nonce) };
  },
});
