import type { PublicJwk } from "../../../src/index.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { printedJson } from "../../lib/terminal/output.ts";
import { plain, wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly count?: string }>({
  noun: "credential",
  verb: "key",
  about:
    "by the holder: a new key in the wallet, for an issuer to bind one credential to; prints its public part (JWK)",
  usage: (command) =>
    command.option("--count <number>", "so many, for as many one-time copies; prints them as a JWK Set"),
  async run(context, _, { count }) {
    const number = count === undefined ? 1 : wholeNumber("a number of keys", count, 1, 256);
    const wallet = await openWallet(context);
    const keys: PublicJwk[] = [];
    while (keys.length < number) keys.push((await wallet.newKey()).publicJwk);
    const json = count === undefined ? keys[0] : { keys };
    return { json, text: plain(printedJson(json)) };
  },
});
