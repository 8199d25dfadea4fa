import { openKey } from "../../lib/keys/keys.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signing?: true }>({
  noun: "key",
  verb: "show",
  about:
    "open a key with its password, and say its account's address, or its thumbprint: of the secret, not of the file",
  usage: (command) => command.argument("<name>").option("--signing", "a signing key"),
  async run(context, [name = ""], { signing }) {
    const password = await context.password(`Password of ${name}`);
    const key = await openKey(context.home, name, signing ? "signing" : "account", password);
    return { json: key, text: plain(`${key.id}\n${key.file}`) };
  },
});
