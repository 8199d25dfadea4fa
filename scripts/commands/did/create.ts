import { createAgency } from "../../../src/public/issuer.ts";
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
    const key = await context.keys.signing(signingKey);
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const end = moment(until, (await registry.head()).time);
    const { did, keyId, receipt } = await agency.register({ signingKey: key, until: end });
    const { hash, block } = receipt;
    const [, thumbprint] = keyId.split("#");
    return {
      json: { did, key: keyId, transaction: hash, block },
      text: {
        en: `${did}\nregistered with the key ${thumbprint} (block ${block})`,
        ko: `${did}\n등록했습니다. 서명 키: ${thumbprint} (블록 ${block})`,
      },
    };
  },
});
