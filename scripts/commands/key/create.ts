import { createKey, newKeyFile } from "../../lib/keys/keys.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signing?: true }>({
  noun: "key",
  verb: "create",
  about: {
    en: "make an encrypted key: an account key that acts on the chain, or a key that signs credentials or presentations (--signing)",
    ko: "암호화된 키를 만듭니다. 체인에서 쓰는 계정 키 또는 증명서에 서명하는 키(--signing)를 만들 수 있습니다",
  },
  example: "sejong --signing",
  usage: (command, say) =>
    command
      .argument("<name>", say("the name of the key", "키 이름"))
      .option("--signing", say("a P-256 key (ES256)", "서명 키(P-256, ES256)를 만듭니다")),
  async run(context, [name = ""], { signing }) {
    const kind = signing ? "signing" : "account";
    newKeyFile(context.home, name, kind);
    const password = await context.newPassword({ en: `New password for ${name}`, ko: `${name} 키의 새 암호` });
    const key = await createKey(context.home, name, kind, password);
    return {
      json: key,
      text: {
        en: `${key.kind} key ${name}: ${key.id}\n${key.file}`,
        ko: `${signing ? "서명" : "계정"} 키 ${name}: ${key.id}\n${key.file}`,
      },
    };
  },
});
