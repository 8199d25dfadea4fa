import { openKey } from "../../lib/keys/keys.ts";
import { passwordOf } from "../../lib/keys/password.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ signing?: true }>({
  noun: "key",
  verb: "show",
  about: {
    en: "open a key with its password, and show the address or thumbprint of the secret key itself",
    ko: "암호로 키를 열어 실제 개인키의 계정 주소나 지문을 보여 줍니다",
  },
  example: "sejong --signing",
  usage: (command, say) =>
    command
      .argument("<name>", say("the name of the key", "키 이름"))
      .option("--signing", say("a signing key", "서명 키를 엽니다")),
  async run(context, [name = ""], { signing }) {
    const password = await context.password(passwordOf(name));
    const key = await openKey(context.home, name, signing ? "signing" : "account", password);
    return { json: key, text: plain(`${key.id}\n${key.file}`) };
  },
});
