import { formatDid, thumbprint } from "../../../src/index.ts";
import { registerKey } from "../../lib/keys/did-keys.ts";
import { moment } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signingKey: string; until: string }>({
  noun: "did",
  verb: "create",
  about: "register an agency's DID with the first key that signs its credentials",
  chain: "writes",
  usage: (command) =>
    command
      .requiredOption("--signing-key <name>", "the key that signs credentials (see `key create --signing`)")
      .option("--until <time>", "when the key ends", "never"),
  async run(context, _, { signingKey, until }) {
    const { publicJwk: key } = await context.keys.signing(signingKey);
    const registry = await context.writer();
    const identity = await context.actor(registry);
    const { time } = await registry.head();
    const { hash, block } = await registerKey(registry, identity, key, BigInt(moment(until, time) - time));
    const did = formatDid(registry.chainId, identity);
    return {
      json: { did, key: `${did}#${thumbprint(key)}`, transaction: hash, block },
      text: {
        en: `${did}\nregistered with the key ${thumbprint(key)} (block ${block})`,
        ko: `${did}\n등록했습니다. 서명 키: ${thumbprint(key)} (블록 ${block})`,
      },
    };
  },
});
