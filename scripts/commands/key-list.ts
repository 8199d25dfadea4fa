import { listKeys } from "../lib/keys.ts";
import { plain } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb({
  noun: "key",
  verb: "list",
  about: "the keys in Didim's folder",
  async run({ home }) {
    const keys = listKeys(home);
    const lines = keys.map(({ name, kind, id }) => `${name.padEnd(20)} ${kind.padEnd(8)} ${id}`);
    return {
      json: keys,
      text:
        keys.length === 0
          ? { en: `No keys in ${home.keys}`, ko: `키가 없습니다: ${home.keys}` }
          : plain(lines.join("\n")),
    };
  },
});
