import { formatDid } from "../../../src/public/did.ts";
import { thumbprint } from "../../../src/public/keys.ts";
import { registerKey } from "../../lib/keys/did-keys.ts";
import { moment } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signingKey: string; until: string }>({
  noun: "did",
  verb: "create",
  about: {
    en: "register an agency's DID with the first key that signs its credentials",
    ko: "기관의 DID를 첫 서명 키와 함께 등록합니다",
  },
  example: "--signing-key sejong-2026 --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .requiredOption(
        "--signing-key <name>",
        say(
          "the key that signs credentials (see `key create --signing`)",
          "증명서에 서명할 키(`key create --signing` 참고)",
        ),
      )
      .option("--until <time>", say("when the key ends", "키의 사용이 끝나는 시각"), "never"),
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
