import { listKeys } from "../../lib/keys/keys.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "key",
  verb: "list",
  about: {
    en: "list the keys in Didim's folder, as their files describe them; `key show` opens a key and checks it",
    ko: "디딤 폴더의 키를 파일에 적힌 내용대로 보여 줍니다. 실제 키는 `key show`로 확인하십시오",
  },
  example: "",
  async run({ home }) {
    const keys = listKeys(home);
    const lines = keys.map(({ name, kind, says }) => `${name.padEnd(20)} ${kind.padEnd(8)} ${says ?? "?"}`).join("\n");
    return {
      json: keys,
      text:
        keys.length === 0
          ? { en: `No keys in ${home.keys}`, ko: `키가 없습니다: ${home.keys}` }
          : {
              en: `${lines}\nThis is what the files say, unchecked. To check a key: npm run didim -- key show NAME`,
              ko: `${lines}\n파일에 적힌 내용이며 확인되지 않았습니다. 확인: npm run didim -- key show 이름`,
            },
    };
  },
});
