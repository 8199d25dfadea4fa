import { documentNonce } from "../../../src/public/evidence.ts";
import { documentBytes } from "../../lib/terminal/input/input.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "evidence",
  verb: "nonce",
  about: {
    en: "make a nonce that binds a document: the holder who signs the nonce signs the document",
    ko: "문서에 연결된 논스를 만듭니다. 소지자가 이 논스에 서명하면 문서에 서명한 것이 됩니다",
  },
  example: "contract.pdf",
  usage: (command, say) => command.argument("<document>", say("the file to be signed", "서명할 파일")),
  async run(_, [document = ""]) {
    const nonce = documentNonce(documentBytes(document));
    return { json: { nonce }, text: plain(nonce) };
  },
});
