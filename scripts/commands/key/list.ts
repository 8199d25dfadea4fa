import type { DidimError } from "../../../src/public/index.ts";
import { type KeyFile, type KeyKind, listKeys } from "../../lib/keys/keys.ts";
import { koreanOf } from "../../lib/terminal/language/korean.ts";
import { type Bilingual, type Language, oneLine } from "../../lib/terminal/output/output.ts";
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
    const [en, ko] = [linesIn(keys, "en"), linesIn(keys, "ko")];
    return {
      json: {
        keys: keys.map(({ problem, ...key }) => ({
          ...key,
          ...(problem && { problem: { code: problem.code, message: problem.message } }),
        })),
      },
      text:
        keys.length === 0
          ? { en: `No keys in ${home.keys}`, ko: `키가 없습니다: ${home.keys}` }
          : {
              en: `${en}\nThis is what the files say, unchecked. To check a key: npm run didim -- key show NAME`,
              ko: `${ko}\n파일에 적힌 내용이며 확인되지 않았습니다. 확인: npm run didim -- key show 이름`,
            },
    };
  },
});

const KINDS: Readonly<Record<KeyKind, Bilingual>> = {
  account: { en: "account", ko: "계정 키" },
  signing: { en: "signing", ko: "서명 키" },
};

function linesIn(keys: readonly KeyFile[], lang: Language): string {
  return keys
    .map(({ name, kind, says, problem }) => {
      const head = `${oneLine(name).padEnd(20)} ${KINDS[kind][lang].padEnd(8)}`;
      return problem === undefined ? `${head} ${says ?? "?"}` : `${head} ${reasonOf(problem, lang)}`;
    })
    .join("\n");
}

function reasonOf(problem: DidimError, lang: Language): string {
  return lang === "ko" ? `열 수 없음: ${koreanOf(problem)}` : `CANNOT BE OPENED: ${problem.message}`;
}
