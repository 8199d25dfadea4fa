import { listKeys } from "../../lib/keys/keys.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "key",
  verb: "list",
  about: {
    en: "the keys in Didim's folder, and what their files say of themselves: `key show` opens one, and is sure",
    ko: "디딤 폴더의 키를 파일에 적힌 대로 보입니다. 확인은 `key show`로 합니다",
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
              en: `${lines}\nThe files say so, unchecked. To be sure: npm run didim -- key show NAME`,
              ko: `${lines}\n파일에 적힌 내용이며 확인되지 않았습니다. 확인: npm run didim -- key show 이름`,
            },
    };
  },
});
