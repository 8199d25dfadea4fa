import { createKey } from "../../lib/keys/keys.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signing?: true }>({
  noun: "key",
  verb: "create",
  about:
    "make an encrypted key: of an account that acts on the chain, or (--signing) one that signs credentials or presentations",
  usage: (command) => command.argument("<name>", "what to call it").option("--signing", "a P-256 key (ES256)"),
  async run(context, [name = ""], { signing }) {
    const password = await context.password(`New password for ${name}`);
    const key = await createKey(context.home, name, signing ? "signing" : "account", password);
    return {
      json: key,
      text: { en: `${key.kind} key ${name}: ${key.id}\n${key.file}`, ko: `키 ${name}: ${key.id}\n${key.file}` },
    };
  },
});
