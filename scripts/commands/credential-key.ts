import { printedJson } from "../lib/output.ts";
import { plain } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";
import { openWallet } from "../lib/wallet.ts";

export default defineVerb({
  noun: "credential",
  verb: "key",
  about:
    "by the holder: a new key in the wallet, for an issuer to bind one credential to; prints its public part (JWK)",
  async run(context) {
    const { publicJwk } = await (await openWallet(context)).newKey();
    return { json: publicJwk, text: plain(printedJson(publicJwk)) };
  },
});
